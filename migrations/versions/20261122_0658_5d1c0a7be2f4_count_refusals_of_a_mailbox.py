"""Count refusals of a mailbox"""

import sqlalchemy as sa
from alembic import op

revision = "5d1c0a7be2f4"
down_revision = "f044d4aa9260"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("prompt_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_refusals", sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                                      server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("prompt_settings", schema=None) as batch_op:
        batch_op.drop_column("mail_refusals")
