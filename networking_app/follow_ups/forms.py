"""What acting on a follow-up sends."""

from networking_app.forms import Line, RequestModel


class Snooze(RequestModel):
    """`until` is "tomorrow", "3 days", "next week" or a date like 2027-03-31."""

    until: Line
