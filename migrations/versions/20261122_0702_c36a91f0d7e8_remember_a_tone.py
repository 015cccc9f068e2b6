"""Remember a tone"""

import sqlalchemy as sa
from alembic import op

revision = "c36a91f0d7e8"
down_revision = "5d1c0a7be2f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("prompt_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tone", sa.String(), server_default="warm", nullable=False))
        batch_op.create_check_constraint(op.f("ck_prompt_settings_tone"), "tone IN ('warm', 'plain', 'brief')")


def downgrade() -> None:
    with op.batch_alter_table("prompt_settings", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_prompt_settings_tone"), type_="check")
        batch_op.drop_column("tone")
