"""Prompt people"""

import sqlalchemy as sa
from alembic import op

revision = 'f044d4aa9260'
down_revision = 'be359bf15bf2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('alarms',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_alarms_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_alarms'))
    )
    with op.batch_alter_table('alarms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alarms_next_at'), ['next_at'], unique=False)

    op.create_table('draft_templates',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('occasion', sa.String(), nullable=False),
    sa.Column('tone', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_draft_templates_owner_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_templates')),
    sa.UniqueConstraint('owner_id', 'occasion', 'tone', name=op.f('uq_draft_templates_owner_id_occasion_tone'))
    )
    op.create_table('prompt_settings',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.String(), server_default='daily', nullable=False),
    sa.Column('quiet_from', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='21', nullable=False),
    sa.Column('quiet_until', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='8', nullable=False),
    sa.Column('names_on_screen', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('feed_hash', sa.String(), nullable=True),
    sa.Column('feed_component', sa.String(), server_default='event', nullable=False),
    sa.CheckConstraint("digest IN ('daily', 'weekly', 'off')", name=op.f('ck_prompt_settings_digest')),
    sa.CheckConstraint("feed_component IN ('todo', 'event')", name=op.f('ck_prompt_settings_feed_component')),
    sa.CheckConstraint('quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23', name=op.f('ck_prompt_settings_quiet_hours')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_prompt_settings_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_prompt_settings')),
    sa.UniqueConstraint('feed_hash', name=op.f('uq_prompt_settings_feed_hash'))
    )
    op.create_table('push_subscriptions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('endpoint', sa.String(), nullable=False),
    sa.Column('p256dh', sa.String(), nullable=False),
    sa.Column('auth', sa.String(), nullable=False),
    sa.Column('device', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reached_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_push_subscriptions_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_push_subscriptions')),
    sa.UniqueConstraint('endpoint', name=op.f('uq_push_subscriptions_endpoint'))
    )
    with op.batch_alter_table('push_subscriptions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_push_subscriptions_user_id'), ['user_id'], unique=False)

    op.create_table('webhooks',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('secret', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reached_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_webhooks_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_webhooks'))
    )
    op.create_table('cadences',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tie_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('tag', sa.String(), nullable=True),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('CASE WHEN tie_id IS NULL THEN 0 ELSE 1 END + CASE WHEN tag IS NULL THEN 0 ELSE 1 END + CASE WHEN event_id IS NULL THEN 0 ELSE 1 END = 1', name=op.f('ck_cadences_of_one_thing')),
    sa.CheckConstraint('days BETWEEN 0 AND 1100', name=op.f('ck_cadences_days')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_cadences_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_cadences_owner_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['tie_id'], ['ties.id'], name=op.f('fk_cadences_tie_id_ties'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cadences')),
    sa.UniqueConstraint('owner_id', 'event_id', name=op.f('uq_cadences_owner_id_event_id')),
    sa.UniqueConstraint('owner_id', 'tag', name=op.f('uq_cadences_owner_id_tag')),
    sa.UniqueConstraint('owner_id', 'tie_id', name=op.f('uq_cadences_owner_id_tie_id'))
    )
    with op.batch_alter_table('cadences', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cadences_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cadences_tie_id'), ['tie_id'], unique=False)

    op.create_table('prompts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('follow_up_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('occurrence', sa.String(), nullable=False),
    sa.Column('outgoing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['follow_up_id'], ['follow_ups.id'], name=op.f('fk_prompts_follow_up_id_follow_ups'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['outgoing_id'], ['outgoing.id'], name=op.f('fk_prompts_outgoing_id_outgoing'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_prompts_owner_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prompts')),
    sa.UniqueConstraint('follow_up_id', 'channel', 'occurrence', name=op.f('uq_prompts_follow_up_id_channel_occurrence'))
    )
    with op.batch_alter_table('prompts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_prompts_outgoing_id'), ['outgoing_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_prompts_owner_id'), ['owner_id'], unique=False)

    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.add_column(sa.Column('source', sa.String(), server_default='plan', nullable=False))
        batch_op.add_column(sa.Column('nudges', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index('ix_follow_ups_answered_by_id', ['answered_by_id'], unique=False, sqlite_where=sa.text('answered_by_id IS NOT NULL'), postgresql_where=sa.text('answered_by_id IS NOT NULL'))
        batch_op.create_check_constraint(batch_op.f('ck_follow_ups_source'), "source IN ('plan', 'promise', 'cadence')")
        batch_op.create_foreign_key(batch_op.f('fk_follow_ups_answered_by_id_interactions'), 'interactions', ['answered_by_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('outgoing', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_outgoing_key'), ['key'])



def downgrade() -> None:
    with op.batch_alter_table('outgoing', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_outgoing_key'), type_='unique')
        batch_op.drop_column('key')

    with op.batch_alter_table('follow_ups', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_follow_ups_answered_by_id_interactions'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('ck_follow_ups_source'), type_='check')
        batch_op.drop_index('ix_follow_ups_answered_by_id', sqlite_where=sa.text('answered_by_id IS NOT NULL'), postgresql_where=sa.text('answered_by_id IS NOT NULL'))
        batch_op.drop_column('answered_by_id')
        batch_op.drop_column('nudges')
        batch_op.drop_column('source')

    with op.batch_alter_table('prompts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_prompts_owner_id'))
        batch_op.drop_index(batch_op.f('ix_prompts_outgoing_id'))

    op.drop_table('prompts')
    with op.batch_alter_table('cadences', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cadences_tie_id'))
        batch_op.drop_index(batch_op.f('ix_cadences_event_id'))

    op.drop_table('cadences')
    op.drop_table('webhooks')
    with op.batch_alter_table('push_subscriptions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_push_subscriptions_user_id'))

    op.drop_table('push_subscriptions')
    op.drop_table('prompt_settings')
    op.drop_table('draft_templates')
    with op.batch_alter_table('alarms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alarms_next_at'))

    op.drop_table('alarms')
