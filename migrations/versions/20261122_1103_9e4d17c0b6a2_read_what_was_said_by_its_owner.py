"""Read what was said by its owner"""

from alembic import op

revision = "9e4d17c0b6a2"
down_revision = "c81f5e0a27d4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_interactions_of_owner", "interactions", ["owner_id", "tie_id", "happened_at", "direction"])


def downgrade() -> None:
    op.drop_index("ix_interactions_of_owner", "interactions")
