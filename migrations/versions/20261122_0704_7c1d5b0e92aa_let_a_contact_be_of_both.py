"""Let a contact be of both"""

import sqlalchemy as sa
from alembic import op

revision = '7c1d5b0e92aa'
down_revision = 'c36a91f0d7e8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _let_directions_be("direction IN ('in', 'out', 'both')")


def downgrade() -> None:
    # What was answered stays answered.
    op.execute(sa.text("UPDATE interactions SET direction = 'in' WHERE direction = 'both'"))
    _let_directions_be("direction IN ('in', 'out')")


def _let_directions_be(condition: str) -> None:
    with op.batch_alter_table('interactions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_interactions_direction'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_interactions_direction'), condition)
