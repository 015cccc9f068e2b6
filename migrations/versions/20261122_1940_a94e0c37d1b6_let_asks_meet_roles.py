"""Let asks meet roles: index the words of the cards that exist once more"""

import sqlalchemy as sa
from alembic import op

from networking_app.cards.models import Card
from networking_app.cards.words import rows_of, shown_words

revision = "a94e0c37d1b6"
down_revision = "f30b6d92c7e5"
branch_labels = None
depends_on = None

BATCH = 1000
CARDS = sa.table("cards", sa.column("id", sa.BigInteger), sa.column("user_id", sa.BigInteger), sa.column("title"),
                 sa.column("offers"), sa.column("asks"), sa.column("circles", sa.JSON), sa.column("held_back", sa.JSON))
WORDS = sa.table("card_words", *(sa.column(name) for name in ("card_id", "kind", "word", "user_id")))


def upgrade() -> None:
    """By the application's own rule: what is written is what the next save of each card would write."""
    connection, last = op.get_bind(), 0
    connection.execute(sa.delete(WORDS))
    while found := connection.execute(sa.select(CARDS).where(CARDS.c.id > last).order_by(CARDS.c.id).limit(BATCH)).all():
        last = found[-1].id
        rows = [word for row in found for word in words_of_row(row)]
        if rows:
            connection.execute(sa.insert(WORDS), rows)


def words_of_row(row: sa.Row) -> list[dict[str, object]]:
    card = Card(title=row.title, offers=row.offers, asks=row.asks, circles=row.circles or [],
                held_back=row.held_back or [])
    return rows_of(row.id, row.user_id, shown_words(card))


def downgrade() -> None:
    """Without roles, and without the runs of words by which these are looked for."""
    runs = (WORDS.c.kind == "ask") & (WORDS.c.word.contains(" ") | WORDS.c.word.startswith("="))
    op.execute(sa.delete(WORDS).where((WORDS.c.kind == "role") | runs))
