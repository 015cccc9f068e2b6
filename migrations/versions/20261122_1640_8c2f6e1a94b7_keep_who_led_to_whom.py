"""Keep who led to whom"""

import sqlalchemy as sa
from alembic import op

revision = "8c2f6e1a94b7"
down_revision = "4e7b1c93d5f8"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LED = """
INSERT INTO introduced_ties (owner_id, tie_id, by_tie_id)
SELECT reached.owner_id, reached.id, connector.id
FROM introductions JOIN ties AS reached ON reached.id IN (introductions.first_tie_id, introductions.second_tie_id)
JOIN ties AS connector ON connector.owner_id = reached.owner_id AND connector.peer_user_id = introductions.connector_id
WHERE introductions.made_at IS NOT NULL ORDER BY introductions.made_at
"""


def upgrade() -> None:
    op.create_table(
        "introduced_ties",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("tie_id", KEY, nullable=False),
        sa.Column("by_tie_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_introduced_ties_owner_id_users"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tie_id"], ["ties.id"], name=op.f("fk_introduced_ties_tie_id_ties"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_tie_id"], ["ties.id"], name=op.f("fk_introduced_ties_by_tie_id_ties"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduced_ties")),
    )
    with op.batch_alter_table("introduced_ties") as batch_op:
        for name in ("owner_id", "tie_id", "by_tie_id"):
            batch_op.create_index(batch_op.f(f"ix_introduced_ties_{name}"), [name], unique=False)
    op.execute(LED)


def downgrade() -> None:
    op.drop_table("introduced_ties")
