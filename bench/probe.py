"""A bare Core view that makes the look-ups and rows of one scan and nothing else: the least recording can cost."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, jsonify, request
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import and_, bindparam, create_engine, event, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from networking_app.accounts.models import Block, Session, User
from networking_app.cards.models import Badge, Card
from networking_app.events.models import Event, FollowUpPlan
from networking_app.follow_ups.models import FollowUp
from networking_app.sqlite import ENGINE_OPTIONS, QueueingConnection, _on_connect
from networking_app.ties.models import Encounter, Note, Scan, Tie

URL = os.environ["DATABASE_URL"]
ON_SQLITE = URL.startswith("sqlite")
engine = create_engine(URL, pool_size=5, **(ENGINE_OPTIONS if ON_SQLITE else {}))
insert = (sqlite if ON_SQLITE else postgresql).insert
app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
signer = SecureCookieSessionInterface().get_signing_serializer(app)

if ON_SQLITE:
    event.listen(engine, "connect", _on_connect)

    @event.listens_for(engine, "begin")
    def begin(connection):  # type: ignore[no-untyped-def]
        raw: QueueingConnection = connection.connection.dbapi_connection
        raw.begin_write(engine.url.database)


b = bindparam
WHO = select(User.id, User.name, User.time_zone, User.preferred_hour, User.days_off, User.phone_key, Session.id
             ).join_from(Session, User).where(Session.token_hash == b("token"))
BLOCKED = select(Block.id).where(or_(and_(Block.blocker_id == b("me"), Block.blocked_id == Badge.user_id),
                                     and_(Block.blocker_id == Badge.user_id, Block.blocked_id == b("me")))).exists()
BADGE = select(Badge.id, Badge.user_id, Badge.card_id, Card.full_name, Badge.event_id, Event.starts_at, Event.ends_at,
               Event.time_zone, Event.cancelled_at).join(Card, Card.id == Badge.card_id).outerjoin(
    Event, Event.id == Badge.event_id).where(Badge.code == b("code"), Badge.revoked_at.is_(None), ~BLOCKED)
MINE = or_(FollowUpPlan.owner_id == b("me"), FollowUpPlan.owner_id.is_(None))
PLAN = select(FollowUpPlan.steps).where(FollowUpPlan.event_id == b("event"), MINE).order_by(
    FollowUpPlan.owner_id.is_(None)).limit(1)
CHANGE = update(User).where(User.id == b("me")).values(change_seq=User.change_seq + 1).returning(User.change_seq)
SCAN = insert(Scan.__table__).on_conflict_do_nothing().returning(Scan.id)
TIE = insert(Tie.__table__)
TIE = TIE.on_conflict_do_update(index_elements=["owner_id", "peer_user_id"],
                                set_={"card_id": TIE.excluded.card_id}).returning(Tie.id)
MEET = insert(Encounter.__table__)
MEET = MEET.on_conflict_do_update(index_elements=["tie_id", "event_id"],
                                  set_={"change_seq": MEET.excluded.change_seq}).returning(Encounter.id)
NOTE = insert(Note.__table__).on_conflict_do_nothing()
FOLLOW_UPS = insert(FollowUp.__table__).on_conflict_do_nothing()
LINK = update(Scan).where(Scan.id == b("scan")).values(encounter_id=b("encounter"))


@app.get("/livez")
def livez() -> str:
    return "ok"


@app.post("/scans")
def scans():  # type: ignore[no-untyped-def]
    token = signer.loads(request.cookies["session"])["_user_id"]
    sent, at = request.get_json(), datetime.now(UTC)
    with engine.begin() as c:
        me = c.execute(WHO, {"token": hashlib.sha256(token.encode()).hexdigest()}).one()
        badge = c.execute(BADGE, {"code": str(sent["code"]), "me": me[0]}).one()
        steps = c.execute(PLAN, {"event": badge.event_id, "me": me[0]}).scalar_one()
        change = c.execute(CHANGE, {"me": me[0]}).scalar_one()
        scan = c.execute(SCAN, {"owner_id": me[0], "client_id": str(sent["client_id"]), "badge_id": badge.id,
                                "via": "camera", "scanned_at": at, "clock_offset": 0, "received_at": at}).scalar_one()
        tie = c.execute(TIE, {"owner_id": me[0], "peer_user_id": badge.user_id, "card_id": badge.card_id,
                              "origin": "badge", "name": badge.full_name, "org": "", "title": "", "email": "",
                              "tel": "", "url": "", "search_text": sent["note"], "last_met_at": at,
                              "created_at": at, "change_seq": change}).scalar_one()
        met = c.execute(MEET, {"owner_id": me[0], "tie_id": tie, "event_id": badge.event_id, "met_at": at,
                               "line": "", "change_seq": change}).scalar_one()
        c.execute(NOTE, {"owner_id": me[0], "tie_id": tie, "encounter_id": met, "client_id": str(sent["client_id"]),
                         "text": str(sent["note"]), "written_at": at, "change_seq": change})
        day = badge.ends_at.astimezone(ZoneInfo(badge.time_zone)).date()
        c.execute(FOLLOW_UPS, [
            {"owner_id": me[0], "tie_id": tie, "event_id": badge.event_id, "step_key": step["key"], "position": n,
             "title": step["title"], "hint": step["hint"], "condition": step["condition"],
             "planned_on": day, "due_on": day + timedelta(days=step["days"]), "due_at": at, "created_at": at,
             "change_seq": change} for n, step in enumerate(steps)])
        c.execute(LINK, {"scan": scan, "encounter": met})
    return jsonify(tie_id=tie, event_id=badge.event_id, name=badge.full_name), 201
