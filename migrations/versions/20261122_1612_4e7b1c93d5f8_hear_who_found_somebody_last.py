"""Hear who found somebody last"""

import sqlalchemy as sa
from alembic import op

revision = "4e7b1c93d5f8"
down_revision = "a2d8f36c91e4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("targets") as batch_op:
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("targets") as batch_op:
        batch_op.drop_column("decided_at")
