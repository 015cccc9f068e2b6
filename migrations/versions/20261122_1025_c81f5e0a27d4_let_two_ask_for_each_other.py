"""Let two ask for each other"""

import sqlalchemy as sa
from alembic import op

revision = "c81f5e0a27d4"
down_revision = "6b0f4a3d9c15"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("introductions") as batch_op:
        batch_op.add_column(sa.Column("second_request", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("introductions") as batch_op:
        batch_op.drop_column("second_request")
