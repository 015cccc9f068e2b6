"""A phone without a network: it keeps what its owner does, and sends it later."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now

Item = dict[str, Any]


class Phone:
    """The phone of one user; `wrong_by` is how far its clock is ahead."""

    def __init__(self, client: FlaskClient, user: User, wrong_by: timedelta = timedelta(0)) -> None:
        self.client, self.user, self.wrong_by = client, user, wrong_by

    def item(self, kind: str, ago: timedelta = timedelta(0), **fields: Any) -> Item:
        """What its owner did so long ago."""
        return {"client_id": str(uuid4()), "kind": kind, "made_at": self._time(ago), **fields}

    def scan(self, badge: Badge, ago: timedelta = timedelta(0), **fields: Any) -> Item:
        return self.item("scan", ago, **{"code": badge.code, "via": "camera", **fields})

    def post(self, items: Any, **envelope: Any) -> TestResponse:
        """The request with these items; the envelope can be made a wrong one."""
        sent = {"owner": self.user.phone_key, "sent_at": self._time(), "items": items}
        return self.client.post("/outbox", json={**sent, **envelope})

    def send(self, *items: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The results of these items, in their order."""
        answer = self.post(list(items))
        assert answer.status_code == 200, answer.get_data(as_text=True)
        results = list(answer.json["results"])  # type: ignore[index]
        assert [result["client_id"] for result in results] == [item["client_id"] for item in items]
        return results

    def _time(self, ago: timedelta = timedelta(0)) -> str:
        at: datetime = now() + self.wrong_by - ago
        return at.isoformat()


def statuses(results: list[dict[str, Any]]) -> list[int]:
    return [result["status"] for result in results]
