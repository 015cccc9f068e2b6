"""Hang what is remembered on a tie"""

import sqlalchemy as sa
from alembic import op

revision = "5d2c8e90b417"
down_revision = "407f2ae65901"
branch_labels = None
depends_on = None

TIE = "SELECT id FROM ties WHERE owner_id = remembrances.writer_id AND peer_user_id = remembrances.remembered_id"


def upgrade() -> None:
    with op.batch_alter_table("remembrances") as batch_op:
        batch_op.add_column(sa.Column("tie_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
    op.execute(f"UPDATE remembrances SET tie_id = ({TIE})")  # noqa: S608
    op.execute("DELETE FROM remembrances WHERE tie_id IS NULL")
    with op.batch_alter_table("remembrances") as batch_op:
        batch_op.alter_column("tie_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)
        batch_op.create_index(batch_op.f("ix_remembrances_tie_id"), ["tie_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_remembrances_tie_id_ties"), "ties", ["tie_id"], ["id"], ondelete="CASCADE")


def downgrade() -> None:
    with op.batch_alter_table("remembrances") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_remembrances_tie_id_ties"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_remembrances_tie_id"))
        batch_op.drop_column("tie_id")
