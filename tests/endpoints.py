"""Every endpoint with every method: what a stranger, Charlie, the organizer Alice and the owner Bob get.

"in" is the way to the sign-in page. The four ask in this order; tests/world.py says who owns what.
"""

from typing import Any, NamedTuple


class Line(NamedTuple):
    method: str
    url: str
    answers: str
    body: dict[str, Any] | None = None


CLIENT_ID = "0123abcd-phone"
EVENT = {"summary": "PyData", "location": "c-base", "time_zone": "UTC", "starts": "2027-11-26T19:00",
         "ends": "2027-11-26T22:00", "cover": "plum"}
STEP = {"key": "thanks", "days": "2", "title": "Say thank you", "hint": "", "condition": "always"}
CARD = {"full_name": "Ada", "shown": "org"}
GUEST = {"full_name": "Grace", "reach": "grace@navy.example", "consent": "1"}
SCAN = {"code": "{code}", "client_id": CLIENT_ID, "note": "tea"}

#            method    address                                       stranger charlie alice bob
LINES = [
    Line("GET", "/", "200 200 200 200"),
    Line("GET", "/livez", "200 200 200 200"),
    Line("GET", "/readyz", "200 200 200 200"),
    Line("GET", "/manifest.webmanifest", "200 200 200 200"),
    Line("GET", "/service-worker.js", "200 200 200 200"),
    Line("GET", "/offline", "200 200 200 200"),
    Line("GET", "/offline-pages", "in 200 200 200"),
    Line("GET", "/sync", "in 200 200 200"),
    Line("GET", "/ties/frame", "in 200 200 200"),
    Line("GET", "/install", "200 200 200 200"),
    Line("GET", "{static}no-such-file.js", "404 404 404 404"),

    Line("GET", "/sign-in", "200 302 302 302"),
    Line("POST", "/sign-in", "422 422 422 422", {"email": "bob@example.org", "password": "not this one"}),
    Line("POST", "/sign-out", "303 303 303 303"),
    Line("GET", "/sign-up", "200 302 302 302"),
    Line("POST", "/sign-up", "303 303 303 303",
         {"name": "Fay", "email": "fay@example.org", "password": "tea with lemon"}),
    Line("GET", "/password", "in 200 200 200"),
    Line("POST", "/password", "401 303 303 303", {"old": "{password}", "password": "tea with lemon"}),
    Line("GET", "/password/reset", "200 200 200 200"),
    Line("POST", "/password/reset", "200 200 200 200", {"email": "bob@example.org"}),
    Line("GET", "/password/reset/{reset}", "200 200 200 200"),
    Line("POST", "/password/reset/{reset}", "303 410 410 410", {"password": "tea with lemon"}),
    Line("GET", "/sessions", "in 200 200 200"),
    Line("DELETE", "/sessions", "401 303 303 303"),
    Line("DELETE", "/sessions/{session}", "401 404 404 303"),
    Line("GET", "/blocks", "in 200 200 200"),
    Line("DELETE", "/blocks/{block}", "401 404 404 303"),

    Line("GET", "/settings", "in 200 200 200"),
    Line("GET", "/reminders", "in 200 200 200"),
    Line("GET", "/calendar/{feed}.ics", "200 200 200 200"),
    Line("POST", "/reminders/calendar", "401 200 200 200"),
    Line("DELETE", "/reminders/calendar", "401 303 303 303"),
    Line("POST", "/reminders/calendar/component", "401 303 303 303", {"feed_component": "todo"}),
    Line("POST", "/settings", "401 303 303 303",
         {"name": "Bo", "time_zone": "UTC", "preferred_hour": "8", "days_off": "6"}),
    Line("POST", "/addresses", "401 303 303 303", {"email": "new@example.org"}),
    Line("POST", "/addresses/verification", "401 404 404 303", {"address_id": "{address}"}),
    Line("DELETE", "/addresses/{address}", "401 404 404 303"),
    Line("GET", "/addresses/{verification}", "200 200 200 200"),
    Line("POST", "/addresses/{verification}", "200 410 410 410"),
    Line("GET", "/export", "in 200 200 200"),
    Line("POST", "/export", "401 200 200 200"),
    Line("GET", "/account/closure", "in 200 200 200"),
    Line("POST", "/account/closure", "401 422 422 422", {"password": "not this one"}),
    Line("GET", "/events/{event}/follow-ups", "in 404 200 200"),
    Line("POST", "/outbox", "401 415 415 415"),
    Line("POST", "/follow-ups/{follow_up}/completion", "401 404 404 303"),
    Line("DELETE", "/follow-ups/{follow_up}/completion", "401 404 404 303"),
    Line("POST", "/follow-ups/{follow_up}/skip", "401 404 404 303"),
    Line("DELETE", "/follow-ups/{follow_up}/skip", "401 404 404 303"),
    Line("POST", "/follow-ups/{follow_up}/snooze", "401 404 404 303", {"until": "tomorrow"}),
    Line("DELETE", "/follow-ups/{follow_up}/snooze", "401 404 404 303"),

    Line("GET", "/events", "in 200 200 200"),
    Line("GET", "/events/new", "in 200 200 200"),
    Line("POST", "/events/new", "401 303 303 303", EVENT),
    Line("GET", "/events/{event}", "in 404 200 200"),
    Line("GET", "/events/{event}/edit", "in 404 200 404"),
    Line("POST", "/events/{event}/edit", "401 404 303 404", EVENT),
    Line("POST", "/events/{event}/cancellation", "401 404 303 404"),
    Line("DELETE", "/events/{event}/cancellation", "401 404 303 404"),
    Line("DELETE", "/events/{event}/attendance", "401 404 303 303"),
    Line("POST", "/events/{event}/organizers", "401 404 303 404", {"email": "charlie@example.org"}),
    Line("DELETE", "/events/{event}/organizers/{dana}", "401 404 303 404"),
    Line("GET", "/events/{event}/poster", "in 404 200 200"),
    Line("GET", "/events/{event}/poster.svg", "in 404 200 200"),
    Line("GET", "/events/{event}/event.ics", "in 404 200 200"),
    Line("GET", "/events/{event}/plan", "in 404 200 200"),
    Line("POST", "/events/{event}/plan", "401 404 303 303", STEP),
    Line("DELETE", "/events/{event}/plan", "401 404 303 303"),
    Line("GET", "/join", "200 200 200 200"),
    Line("GET", "/join/{join_code}", "200 200 200 200"),
    Line("GET", "/JOIN/{join_code}", "200 200 200 200"),
    Line("POST", "/join/{join_code}", "401 303 303 303"),
    Line("POST", "/events/{event}/badge", "401 404 303 303"),

    Line("GET", "/cards", "in 200 200 200"),
    Line("GET", "/cards/new", "in 200 200 200"),
    Line("POST", "/cards/new", "401 303 303 303", CARD),
    Line("GET", "/cards/{card}/edit", "in 404 404 200"),
    Line("POST", "/cards/{card}/edit", "401 404 404 303", CARD),
    Line("GET", "/cards/{card}/preview", "in 404 404 200"),
    Line("DELETE", "/cards/{card}", "401 404 404 303"),
    Line("GET", "/cards/{card}/photo", "in 404 404 200"),
    Line("POST", "/cards/{card}/photo", "401 404 404 303"),
    Line("DELETE", "/cards/{card}/photo", "401 404 404 303"),
    Line("POST", "/cards/{card}/badge", "401 404 404 303"),
    Line("GET", "/badges/{badge}", "in 404 404 200"),
    Line("GET", "/badges/{badge}.svg", "in 404 404 200"),
    Line("GET", "/badges/{badge}.png", "in 404 404 200"),
    Line("PUT", "/badges/{badge}/card", "401 404 404 303", {"card_id": "{spare}"}),
    Line("POST", "/badges/{badge}/revocation", "401 404 404 303"),
    Line("GET", "/c/{code}", "200 200 200 200"),
    Line("GET", "/C/{code}", "200 200 200 200"),
    Line("GET", "/c/{code}.vcf", "200 200 200 200"),

    Line("GET", "/scan", "in 200 200 200"),
    Line("POST", "/look-ups", "401 200 200 409", {"code": "{code}"}),
    Line("POST", "/scans", "401 303 303 409", SCAN),
    Line("GET", "/ties", "in 200 200 200"),
    Line("GET", "/ties/new", "in 200 200 200"),
    Line("POST", "/ties/new", "401 303 303 303", {"name": "Hedy", "client_id": CLIENT_ID}),
    Line("GET", "/ties/{tie}", "in 404 404 200"),
    Line("POST", "/ties/{tie}", "401 404 404 303", {"name": "Al"}),
    Line("DELETE", "/ties/{tie}", "401 404 404 303"),
    Line("GET", "/ties/{tie}/photo", "in 404 404 404"),
    Line("GET", "/ties/{theirs}/photo", "in 404 200 404"),
    Line("POST", "/ties/{tie}/notes", "401 404 404 303", {"text": "tea", "client_id": CLIENT_ID}),
    Line("POST", "/ties/{tie}/notes/{note}", "401 404 404 303", {"text": "more tea"}),
    Line("DELETE", "/ties/{tie}/notes/{note}", "401 404 404 303"),
    Line("POST", "/ties/{tie}/tags", "401 404 404 303", {"name": "tea"}),
    Line("DELETE", "/ties/{tie}/tags/{tag}", "401 404 404 303"),
    Line("POST", "/ties/{tie}/interactions", "401 404 404 303", {"client_id": CLIENT_ID, "channel": "call"}),
    Line("DELETE", "/ties/{tie}/interactions/{interaction}", "401 404 404 303"),
    Line("POST", "/ties/{theirs}/tie-back", "401 404 404 303", {"note": "", "client_id": CLIENT_ID}),
    Line("POST", "/ties/{theirs}/tie-back/dismissal", "401 404 404 303"),
    Line("DELETE", "/ties/{theirs}/tie-back/dismissal", "401 404 404 303"),
    Line("POST", "/ties/{tie}/block", "401 404 404 303"),
    Line("POST", "/ties/{theirs}/block?side=theirs", "401 404 404 303"),
    Line("GET", "/known-by", "in 200 200 200"),
    Line("GET", "/not-sent", "in 200 200 200"),
    Line("DELETE", "/known-by/{theirs}/card", "401 404 404 303"),
    Line("POST", "/c/{code}/cards-left", "303 303 303 303", GUEST),
    Line("GET", "/cards-left/{left}", "200 200 200 200"),
    Line("DELETE", "/cards-left/{left}", "303 303 303 303"),
]
