"""Wake only who is signed in"""

import sqlalchemy as sa
from alembic import op

revision = "a4e1f7c2b390"
down_revision = "7c1d5b0e92aa"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Which session a subscription belongs to cannot be told afterwards; browsers offer theirs again.
    op.execute("DELETE FROM push_subscriptions")
    with op.batch_alter_table("push_subscriptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                                      nullable=False))
        batch_op.create_unique_constraint(op.f("uq_push_subscriptions_session_id"), ["session_id"])
        batch_op.create_foreign_key(op.f("fk_push_subscriptions_session_id_sessions"), "sessions", ["session_id"],
                                    ["id"], ondelete="CASCADE")


def downgrade() -> None:
    with op.batch_alter_table("push_subscriptions", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_push_subscriptions_session_id_sessions"), type_="foreignkey")
        batch_op.drop_constraint(op.f("uq_push_subscriptions_session_id"), type_="unique")
        batch_op.drop_column("session_id")
