"""Hear who closed a debt last"""

import sqlalchemy as sa
from alembic import op

revision = "a2d8f36c91e4"
down_revision = "9e4d17c0b6a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("owed") as batch_op:
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("owed") as batch_op:
        batch_op.drop_column("decided_at")
