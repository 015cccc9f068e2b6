"""Which follow-ups of a tie are to be done at all: `condition_holds`, of what has been read for its page."""

from collections.abc import Sequence

from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.follow_ups.planning import PROMISED, UNANSWERED
from networking_app.prompts.blueprint import bp
from networking_app.ties.models import OUT, Tie
from networking_app.ties.models import PROMISED as PROMISED_TAG


@bp.app_template_global()
def to_do(tie: Tie, follow_ups: Sequence[FollowUp]) -> list[FollowUp]:
    """Those that are open and whose condition holds, in their order."""
    return [row for row in follow_ups if row.state in ("open", "put off") and _holds(row, tie, follow_ups)]


def _holds(row: FollowUp, tie: Tie, follow_ups: Sequence[FollowUp]) -> bool:
    if row.condition == PROMISED:
        promised = any(tag.name == PROMISED_TAG for tag in tie.tags)
        return promised and not any(_is_kept_for(row, other) for other in follow_ups)
    if row.condition == UNANSWERED:
        return not _met_again(row, tie) and all(contact.direction == OUT for contact in tie.interactions)
    return True


def _met_again(row: FollowUp, tie: Tie) -> bool:
    return any(met.event_id != row.event_id and met.met_at > row.created_at for met in tie.encounters)


def _is_kept_for(row: FollowUp, other: FollowUp) -> bool:
    """Whether what was promised there has a follow-up of its own."""
    return other.source == PROMISE and other.event_id == row.event_id and other.skipped_at is None
