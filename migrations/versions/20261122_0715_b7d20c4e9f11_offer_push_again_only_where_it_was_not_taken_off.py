"""Offer push again only where it was not taken off"""

import sqlalchemy as sa
from alembic import op

revision = "b7d20c4e9f11"
down_revision = "a4e1f7c2b390"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("push_refusals",
    sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_push_refusals_session_id_sessions"),
                            ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("session_id", name=op.f("pk_push_refusals"))
    )


def downgrade() -> None:
    op.drop_table("push_refusals")
