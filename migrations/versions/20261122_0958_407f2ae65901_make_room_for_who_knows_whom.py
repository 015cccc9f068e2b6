"""Make room for who knows whom"""

import sqlalchemy as sa
from alembic import op

revision = "407f2ae65901"
down_revision = "b7d20c4e9f11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("event_series",
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("summary", sa.String(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series"))
    )
    op.create_table("introducible",
    sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_introducible_user_id_users"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("user_id", name=op.f("pk_introducible"))
    )
    op.create_table("card_words",
    sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("word", sa.String(), nullable=False),
    sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_card_words_card_id_cards"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_card_words_user_id_users"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("card_id", "kind", "word", name=op.f("pk_card_words"))
    )
    with op.batch_alter_table("card_words") as batch_op:
        batch_op.create_index(batch_op.f("ix_card_words_user_id"), ["user_id"], unique=False)
        batch_op.create_index("ix_card_words_word", ["word", "kind", "user_id"], unique=False)

    op.create_table("remembrances",
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("writer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("remembered_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("text", sa.String(), nullable=False),
    sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_remembrances_event_id_events"), ondelete="SET NULL"),
    sa.ForeignKeyConstraint(["remembered_id"], ["users.id"], name=op.f("fk_remembrances_remembered_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["writer_id"], ["users.id"], name=op.f("fk_remembrances_writer_id_users"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_remembrances"))
    )
    with op.batch_alter_table("remembrances") as batch_op:
        batch_op.create_index(batch_op.f("ix_remembrances_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remembrances_remembered_id"), ["remembered_id"], unique=False)
        batch_op.create_index("uq_remembrances_event", ["writer_id", "remembered_id", "event_id"], unique=True, sqlite_where=sa.text("event_id IS NOT NULL"), postgresql_where=sa.text("event_id IS NOT NULL"))
        batch_op.create_index("uq_remembrances_no_event", ["writer_id", "remembered_id"], unique=True, sqlite_where=sa.text("event_id IS NULL"), postgresql_where=sa.text("event_id IS NULL"))

    op.create_table("targets",
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("wanted_user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("text", sa.String(), nullable=False),
    sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("carried_from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["carried_from_id"], ["targets.id"], name=op.f("fk_targets_carried_from_id_targets"), ondelete="SET NULL"),
    sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_targets_event_id_events"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_targets_owner_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["wanted_user_id"], ["users.id"], name=op.f("fk_targets_wanted_user_id_users"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    sa.UniqueConstraint("owner_id", "event_id", "wanted_user_id", name=op.f("uq_targets_owner_id_event_id_wanted_user_id"))
    )
    with op.batch_alter_table("targets") as batch_op:
        batch_op.create_index(batch_op.f("ix_targets_carried_from_id"), ["carried_from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_targets_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_targets_wanted_user_id"), ["wanted_user_id"], unique=False)

    op.create_table("card_saves",
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("badge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("saved_on", sa.Date(), nullable=False),
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.ForeignKeyConstraint(["badge_id"], ["badges.id"], name=op.f("fk_card_saves_badge_id_badges"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_card_saves_user_id_users"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_card_saves")),
    sa.UniqueConstraint("badge_id", "saved_on", name=op.f("uq_card_saves_badge_id_saved_on"))
    )
    with op.batch_alter_table("card_saves") as batch_op:
        batch_op.create_index(batch_op.f("ix_card_saves_user_id"), ["user_id"], unique=False)

    op.create_table("introductions",
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("connector_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("second_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("request", sa.String(), nullable=False),
    sa.Column("context", sa.String(), nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("first_yes_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("first_no_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("second_yes_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("second_no_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("first_tie_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("second_tie_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("first_result", sa.String(), nullable=False),
    sa.Column("second_result", sa.String(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("connector_id <> first_id AND connector_id <> second_id", name=op.f("ck_introductions_by_a_third")),
    sa.CheckConstraint("first_id <> second_id", name=op.f("ck_introductions_of_two_people")),
    sa.ForeignKeyConstraint(["connector_id"], ["users.id"], name=op.f("fk_introductions_connector_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["first_id"], ["users.id"], name=op.f("fk_introductions_first_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["first_tie_id"], ["ties.id"], name=op.f("fk_introductions_first_tie_id_ties"), ondelete="SET NULL"),
    sa.ForeignKeyConstraint(["second_id"], ["users.id"], name=op.f("fk_introductions_second_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["second_tie_id"], ["ties.id"], name=op.f("fk_introductions_second_tie_id_ties"), ondelete="SET NULL"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions"))
    )
    with op.batch_alter_table("introductions") as batch_op:
        batch_op.create_index("ix_introductions_connector_id", ["connector_id", "closed_at"], unique=False)
        batch_op.create_index("ix_introductions_first_id", ["first_id", "second_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_introductions_first_tie_id"), ["first_tie_id"], unique=False)
        batch_op.create_index("ix_introductions_second_id", ["second_id", "first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_introductions_second_tie_id"), ["second_tie_id"], unique=False)

    op.create_table("openings",
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("peer_user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("tie_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_openings_owner_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["peer_user_id"], ["users.id"], name=op.f("fk_openings_peer_user_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["tie_id"], ["ties.id"], name=op.f("fk_openings_tie_id_ties"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    sa.UniqueConstraint("owner_id", "peer_user_id", name=op.f("uq_openings_owner_id_peer_user_id")),
    sa.UniqueConstraint("tie_id", name=op.f("uq_openings_tie_id"))
    )
    with op.batch_alter_table("openings") as batch_op:
        batch_op.create_index(batch_op.f("ix_openings_peer_user_id"), ["peer_user_id"], unique=False)

    op.create_table("owed",
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("tie_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column("client_id", sa.String(), nullable=True),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("side", sa.String(), nullable=False),
    sa.Column("text", sa.String(), nullable=False),
    sa.Column("due_on", sa.Date(), nullable=True),
    sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("follow_up_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("introduction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("change_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False),
    sa.CheckConstraint("side IN ('mine', 'theirs')", name=op.f("ck_owed_side")),
    sa.ForeignKeyConstraint(["follow_up_id"], ["follow_ups.id"], name=op.f("fk_owed_follow_up_id_follow_ups"), ondelete="SET NULL"),
    sa.ForeignKeyConstraint(["introduction_id"], ["introductions.id"], name=op.f("fk_owed_introduction_id_introductions"), ondelete="SET NULL"),
    sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_owed_note_id_notes"), ondelete="SET NULL"),
    sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_owed_owner_id_users"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["tie_id"], ["ties.id"], name=op.f("fk_owed_tie_id_ties"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_owed")),
    sa.UniqueConstraint("owner_id", "client_id", name=op.f("uq_owed_owner_id_client_id"))
    )
    with op.batch_alter_table("owed") as batch_op:
        batch_op.create_index(batch_op.f("ix_owed_follow_up_id"), ["follow_up_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_owed_introduction_id"), ["introduction_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_owed_note_id"), ["note_id"], unique=False)
        batch_op.create_index("ix_owed_owner_id_closed_at", ["owner_id", "closed_at", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_owed_tie_id"), ["tie_id"], unique=False)

    with op.batch_alter_table("attendances") as batch_op:
        batch_op.add_column(sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("offer", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("outside_percent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_attendances_outside_percent"), "outside_percent BETWEEN 0 AND 100")
        batch_op.create_index("ix_attendances_listed", ["event_id", "user_id"], unique=False, sqlite_where=sa.text("listed_at IS NOT NULL"), postgresql_where=sa.text("listed_at IS NOT NULL"))

    with op.batch_alter_table("cards") as batch_op:
        batch_op.add_column(sa.Column("circles", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("events") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="meetup", nullable=False))
        batch_op.add_column(sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("circles", sa.JSON(), server_default="[]", nullable=False))
        batch_op.create_index(batch_op.f("ix_events_series_id"), ["series_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_events_series_id_event_series"), "event_series", ["series_id"], ["id"], ondelete="SET NULL")



def downgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_events_series_id_event_series"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_events_series_id"))
        batch_op.drop_column("circles")
        batch_op.drop_column("series_id")
        batch_op.drop_column("kind")
    with op.batch_alter_table("cards") as batch_op:
        batch_op.drop_column("circles")
    with op.batch_alter_table("attendances") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_attendances_outside_percent"), type_="check")
        batch_op.drop_index("ix_attendances_listed")
        batch_op.drop_column("outside_percent")
        batch_op.drop_column("offer")
        batch_op.drop_column("reason")
        batch_op.drop_column("listed_at")
    for table in ("owed", "openings", "introductions", "card_saves", "targets", "remembrances", "card_words",
                  "introducible", "event_series"):
        op.drop_table(table)
