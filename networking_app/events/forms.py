"""What the forms of an event send."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, get_args

from flask_babel import gettext as _
from pydantic import AfterValidator, BeforeValidator, ValidationInfo, field_validator

from networking_app.accounts.forms import Email
from networking_app.accounts.zones import Zone
from networking_app.events.circles import CircleLine
from networking_app.events.models import COVERS, KINDS, Event
from networking_app.events.wall_time import instant_of_wall, moved, wall_of
from networking_app.formats.circles import circles_in, line_of
from networking_app.forms import Line, Name, RequestModel, Text

AS_TYPED = ("summary", "location", "description", "kind", "cover", "time_zone")
LONGEST = timedelta(days=31)
YEARS = range(2000, 2101)
_WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)
Cover = Literal["lagoon", "ember", "marigold", "moss", "sky", "indigo", "plum", "slate"]
Kind = Literal["meetup", "conference", "club", "volunteering", "fair"]
assert (get_args(Cover), get_args(Kind)) == (COVERS, KINDS)  # noqa: S101
# The series: none, the one it is in, or that of the event with this number.
AS_IT_IS = "as it is"
_SERIES = re.compile(r"as it is|[1-9]\d{0,17}|", re.ASCII)


def _wall_time(typed: object) -> object:
    if not typed:
        raise ValueError(_("Please fill this in."))
    try:
        wall = datetime.fromisoformat(typed) if isinstance(typed, str) and _WALL.fullmatch(typed) else None
    except ValueError:
        wall = None
    if wall is None:
        raise ValueError(_("Please write it like 2027-03-31T19:00."))
    return wall.replace(second=0)


def _sensible_year(wall: datetime) -> datetime:
    if wall.year not in YEARS:
        raise ValueError(_("Please check the year."))
    return wall


def _known_series(typed: str) -> str:
    if not _SERIES.fullmatch(typed):
        raise ValueError(_("Please choose one of your events from the list."))
    return typed


WallTime = Annotated[datetime, BeforeValidator(_wall_time), AfterValidator(_sensible_year)]


class EventDetails(RequestModel):
    """An event as its organizer types it: times as clocks in `time_zone` show them."""

    summary: Name
    location: Line = ""
    description: Text = ""
    kind: Kind = "meetup"
    circles: CircleLine = ""
    series: Annotated[Line, AfterValidator(_known_series)] = ""
    cover: Cover = "lagoon"
    time_zone: Zone
    starts: WallTime
    ends: WallTime
    draft: Line = ""

    @field_validator("ends")
    @classmethod
    def comes_after_the_start(cls, ends: datetime, info: ValidationInfo) -> datetime:
        starts, zone = info.data.get("starts"), info.data.get("time_zone")
        if starts is None or zone is None:
            return ends
        length = instant_of_wall(ends, zone) - instant_of_wall(starts, zone)
        if length <= timedelta(0):
            raise ValueError(_("It ends before it begins. Please check both times."))
        if length > LONGEST:
            raise ValueError(_("An event lasts %(most)s days at most. Please check both times.", most=LONGEST.days))
        return ends

    def columns(self, event: Event | None = None) -> dict[str, Any]:
        """The columns of the event; of a known one the instants stay where their wall times have not changed."""
        row = self.model_dump(include=set(AS_TYPED))
        row["circles"] = circles_in(self.circles)
        for column, wall in (("starts_at", self.starts), ("ends_at", self.ends)):
            before = getattr(event, column) if event else None
            row[column] = (moved(before, wall, self.time_zone) if before else instant_of_wall(wall, self.time_zone))
        return row


class SeriesName(RequestModel):
    summary: Name


class NewOrganizer(RequestModel):
    email: Email


def typed_wall(wall: datetime) -> str:
    """A wall time as date-and-time inputs write it."""
    return wall.isoformat(timespec="minutes")


def as_typed(event: Event) -> dict[str, str]:
    """The event as its form shows it."""
    more = {"circles": line_of(event.circles), "series": AS_IT_IS if event.series_id else ""}
    walls = {name: typed_wall(wall_of(at, event.time_zone))
             for name, at in (("starts", event.starts_at), ("ends", event.ends_at))}
    return {name: getattr(event, name) for name in AS_TYPED} | more | walls


def as_proposed(local_now: datetime, zone: str) -> dict[str, str]:
    """What the form of a new event begins with: the next evening from seven to ten."""
    evening = local_now.replace(hour=19, minute=0, second=0, microsecond=0, tzinfo=None)
    evening += timedelta(days=local_now.hour >= 18)
    return {"time_zone": zone, "cover": COVERS[0], "kind": KINDS[0], "starts": typed_wall(evening),
            "ends": typed_wall(evening + timedelta(hours=3))}
