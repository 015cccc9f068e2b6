"""Let phones write without a network"""

import sqlalchemy as sa
from alembic import op

revision = 'be359bf15bf2'
down_revision = '48955dd7818d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('arrivals',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_id', sa.String(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_arrivals_owner_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrivals')),
    sa.UniqueConstraint('owner_id', 'client_id', name=op.f('uq_arrivals_owner_id_client_id'))
    )
    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.add_column(sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_follow_ups_changes', ['owner_id', 'change_seq'], unique=False)

    with op.batch_alter_table('notes', schema=None) as batch_op:
        key = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
        batch_op.add_column(sa.Column('replaces_id', key, nullable=True))
        batch_op.add_column(sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_notes_replaces_id'), ['replaces_id'], unique=False)
        batch_op.create_foreign_key(
            batch_op.f('fk_notes_replaces_id_notes'), 'notes', ['replaces_id'], ['id'], ondelete='SET NULL'
        )

    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('name_in_code', sa.Boolean(), server_default=sa.true(), nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('name_in_code')

    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_notes_replaces_id_notes'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_notes_replaces_id'))
        batch_op.drop_column('replaced_at')
        batch_op.drop_column('replaces_id')

    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.drop_index('ix_follow_ups_changes')
        batch_op.drop_column('decided_at')

    op.drop_table('arrivals')
