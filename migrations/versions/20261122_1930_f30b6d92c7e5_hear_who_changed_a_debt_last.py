"""Hear who changed a debt last"""

import sqlalchemy as sa
from alembic import op

revision = "f30b6d92c7e5"
down_revision = "d1c84a7e20b3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("owed") as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("owed") as batch_op:
        batch_op.drop_column("changed_at")
