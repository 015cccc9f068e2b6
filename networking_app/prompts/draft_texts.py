"""The messages that come with the app. Four sentences at most; the first asks for nothing, and two of them never do."""

from dataclasses import dataclass

from flask_babel import gettext as _

THANKS, PROMISE, BUMP, HELLO, CADENCE, REPLY = OCCASIONS = ("thanks", "promise", "bump", "hello", "cadence", "reply")
WARM, PLAIN, BRIEF = TONES = ("warm", "plain", "brief")


@dataclass(frozen=True)
class Known:
    """What to write from: an event, the words of a promise, a meeting at all; how late an answer is, from 0 to 3."""

    event: bool = True
    promise: bool = True
    late: int = 1
    met: bool = True


def text_for(occasion: str, tone: str, known: Known) -> str:
    """The message that comes with the app, its words still in braces."""
    bodies = _BODIES[occasion] if known.met or occasion in (PROMISE, REPLY) else _introduced
    body = bodies(known)[TONES.index(tone)]
    return _("Hi {first_name},") + "\n\n" + body + "\n\n{me}"


def _thanks(known: Known) -> tuple[str, str, str]:
    if known.event:
        return (
            _("It was a pleasure to meet you at {event} {when}. Our talk is what I took home from it. "
              "If something I know, or somebody I know, could be of use to you, it is yours. "
              "Was it worth the trip for you too?"),
            _("It was good to meet you at {event} {when}. I enjoyed our talk and would like to keep in touch. "
              "If I can be of help with anything, just say so. Is this the best way to reach you?"),
            _("Thank you for the good talk at {event} {when}. Now you know where to find me."),
        )
    return (
        _("It was a pleasure to meet you {when}. I have thought of our talk since. If something I know, or somebody "
          "I know, could be of use to you, it is yours. Shall we keep in touch?"),
        _("It was good to meet you {when}. I enjoyed our talk and would like to keep in touch. "
          "If I can be of help with anything, just say so. Is this the best way to reach you?"),
        _("Thank you for the good talk {when}. Now you know where to find me."),
    )


def _introduced(_known: Known) -> tuple[str, str, str]:
    return (
        _("We were introduced {when}, and I am glad of it: whoever knows us both thought of us together. "
          "I would like to hear what you are busy with these days. "
          "If something I know, or somebody I know, could be of use to you, it is yours."),
        _("We were introduced {when}, and I would like to get to know you. "
          "If I can be of help with anything, just say so. Is this the best way to reach you?"),
        _("We were introduced {when}. I am glad to know of you, and now you know where to find me."),
    )


def _promise(known: Known) -> tuple[str, str, str]:
    if known.promise:
        return (
            _('I have not forgotten what I promised you when we met: "{promise}". It was a good talk, and I am glad to '
              "keep my word. Here it is, and I hope it is of use. Is it what you had in mind?"),
            _('When we met, I promised you something: "{promise}". Here it is. Is anything missing?'),
            _('Here is what I promised you: "{promise}". I hope it helps.'),
        )
    return (
        _("I have not forgotten what I promised you when we met. It was a good talk, and I am glad to keep my word. "
          "Here it is, and I hope it is of use. Is it what you had in mind?"),
        _("When we met, I promised you something. Here it is. Is anything missing?"),
        _("Here is what I promised you. I hope it helps."),
    )


def _bump(known: Known) -> tuple[str, str, str]:
    if known.event:
        return (
            _("I still like to think back to our talk at {event} {when}. My last message may have come at a busy "
              "moment, and that is quite all right. A quarter of an hour is all it takes to carry on from there. "
              "Would a day next week suit you?"),
            _("We met at {event} {when}, and my last message may have come at a bad time. So here is just one line. "
              "Would a quarter of an hour next week suit you? If not, that is fine too."),
            _("Just a line after {event}, in case my last one came at a bad time. "
              "Would a quarter of an hour next week suit you?"),
        )
    return (
        _("I still like to think back to our talk {when}. My last message may have come at a busy moment, and that is "
          "quite all right. A quarter of an hour is all it takes to carry on from there. "
          "Would a day next week suit you?"),
        _("We met {when}, and my last message may have come at a bad time. So here is just one line. "
          "Would a quarter of an hour next week suit you? If not, that is fine too."),
        _("Just a line, in case my last one came at a bad time. Would a quarter of an hour next week suit you?"),
    )


def _hello(known: Known) -> tuple[str, str, str]:
    if known.event:
        return (
            _("You came to my mind today, and so did our talk at {event} {when}. I am glad that we met. I hope that "
              "what you told me about is going well. This is only a hello, so it needs no answer."),
            _("We met at {event} {when}, and I thought of you today. I hope that your plans are coming along. "
              "If I can ever be of use, you know where I am. No answer needed."),
            _("I thought of you today, and of our talk at {event}. All the best, and no answer needed."),
        )
    return (
        _("You came to my mind today, and so did our talk {when}. I am glad that we met. I hope that what you told me "
          "about is going well. This is only a hello, so it needs no answer."),
        _("We met {when}, and I thought of you today. I hope that your plans are coming along. "
          "If I can ever be of use, you know where I am. No answer needed."),
        _("I thought of you today, and of our talk. All the best, and no answer needed."),
    )


def _cadence(known: Known) -> tuple[str, str, str]:
    return (
        _("You crossed my mind, so here is a hello. I still like to remember how we met at {event}. "
          "I hope that life is treating you well. It needs no answer; it is just good to know you.")
        if known.event else
        _("You crossed my mind, so here is a hello. I am glad that we met. I hope that life is treating you well. "
          "It needs no answer; it is just good to know you."),
        _("We were last in touch {last}, and I thought of you today. I hope that work and everything else is going "
          "well. If I can ever be of use, you know where I am. No answer needed."),
        _("A quick hello from me. I hope that all is well with you, and no answer needed."),
    )


def _reply(known: Known) -> tuple[str, str, str]:
    if known.late > 2:
        return (
            _("I have not forgotten your message {last}. I never wrote back, and I am sorry; that was mine to do. "
              "You need not explain anything again. How are things with you now?"),
            _("Thank you for your message {last}. I never wrote back, and I am sorry; that was mine to do. "
              "Is there still something I can do, or has its time passed?"),
            _("Thank you for your message {last}; I never wrote back, and I am sorry. How are things now?"),
        )
    if known.late == 2:
        return (
            _("Thank you for your message {last}; I was glad to have it. It has waited far too long for an answer, "
              "and that is mine to own. What you wrote has stayed with me. Is it still on your mind?"),
            _("Thank you for your message {last}. It has waited far too long, and I am sorry. "
              "Is there still something I can do?"),
            _("Thank you for your message {last}, and sorry that it waited so long. Is it still open?"),
        )
    if known.late:
        return (
            _("Thank you for your message {last}; I was glad to have it. My answer comes late, and I am sorry for "
              "that. What you wrote has stayed with me all the same. Is it still on your mind?"),
            _("Thank you for your message {last}. I am sorry to answer only now. Is there still something I can do?"),
            _("Thank you for your message {last}, and sorry for the wait. Is it still open?"),
        )
    return (
        _("Thank you for your message {last}; I was glad to have it. It is good to be in touch. "
          "If something I know, or somebody I know, could be of use to you, it is yours."),
        _("Thank you for your message {last}. It is good to be in touch. Is there anything I can do for you?"),
        _("Thank you for your message {last}. It is good to be in touch."),
    )


_BODIES = {THANKS: _thanks, PROMISE: _promise, BUMP: _bump, HELLO: _hello, CADENCE: _cadence, REPLY: _reply}


def subject_for(occasion: str, known: Known) -> str:
    """A few words above a mail, with braces as in the message."""
    subjects = {
        THANKS: _("Good to meet you at {event}") if known.event else _("Good to meet you"),
        PROMISE: _("As I promised"), BUMP: _("After {event}") if known.event else _("One more line"),
        HELLO: _("A hello from {me}"), CADENCE: _("A hello from {me}"), REPLY: _("Thank you for your message"),
    }
    return subjects[occasion]


def occasion_words() -> dict[str, str]:
    """What the occasions are called on screen."""
    return {THANKS: _("Thank you"), PROMISE: _("A promise kept"), BUMP: _("One more line"), HELLO: _("Hello again"),
            CADENCE: _("Keeping in touch"), REPLY: _("A reply")}


def tone_words() -> dict[str, str]:
    return {WARM: _("Warm"), PLAIN: _("Plain"), BRIEF: _("Brief")}
