"""What went wrong with another program, for the person who gave its address."""

from flask_babel import gettext as _

from networking_app.prompts.blueprint import bp
from networking_app.prompts.models import GONE
from networking_app.prompts.webhooks import BLOCKED, CERTIFICATE, GIVEN_UP, SLOW, UNREACHABLE


@bp.app_template_filter()
def failure_in_words(failure: str) -> str:
    """Two sentences at most, from what was written down when sending failed."""
    sentence = _reason(failure.removesuffix(GIVEN_UP))
    if failure.endswith(GIVEN_UP):
        sentence += " " + _("We tried for some hours and then let it be; the next reminder is sent again.")
    return sentence


def _reason(word: str) -> str:
    if word.isdecimal():
        return _redirected(word) if word.startswith("3") else _("It answered with an error (%(status)s).", status=word)
    return {
        GONE: _("It answered that it is gone for good (410), so nothing is sent there any more. Send a test when it is "
                "back, or give another address."),
        BLOCKED: _("This address does not lead to the public internet, so nothing is sent there."),
        SLOW: _("It took too long to answer: more than 15 seconds."),
        CERTIFICATE: _("Its certificate is not valid for this address."),
        UNREACHABLE: _("It could not be reached."),
    }.get(word, _("It could not be reached."))


def _redirected(status: str) -> str:
    return _("It sent us on to another address (%(status)s), and we do not follow. Give that address here.",
             status=status)
