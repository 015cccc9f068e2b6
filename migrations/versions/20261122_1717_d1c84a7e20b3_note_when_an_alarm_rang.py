"""Note when an alarm rang"""

import sqlalchemy as sa
from alembic import op

revision = "d1c84a7e20b3"
down_revision = "8c2f6e1a94b7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("alarms") as batch_op:
        batch_op.add_column(sa.Column("rang_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("alarms") as batch_op:
        batch_op.drop_column("rang_at")
