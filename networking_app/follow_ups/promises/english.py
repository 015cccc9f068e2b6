"""How promises and their days are written in English."""

from networking_app.follow_ups.promises import days
from networking_app.follow_ups.promises.tongue import Meaning, Said, Tongue, either, pattern, segment, segments

NUMBERS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    "a": 1, "an": 1, "one": 1, "a couple of": 2, "couple of": 2, "two": 2, "three": 3, "a few": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}
PARTS = {
    "w": "(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "short": "(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|thur|fri|sat|sun)",
    "m": "(?P<m>january|february|march|april|may|june|july|august|september|october|november|december"
         "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
    "n": r"(?P<n>\d{1,3}|a couple of|couple of|a few|an?|one|two|three|four|five|six|seven|eight|nine|ten)",
    "d": "(?P<d>[0-3]?[0-9])", "y": r"(?P<y>2\d\d\d)",
    "p": "(?:(?:by|before|until|till|no later than|on|around|this|the|coming|at|over|first thing|sometime|early"
         "|in) ){0,3}",
    "s": "(?: (?:morning|afternoon|evening|night|noon|at noon|latest|at the latest)){0,2}",
}


def _said(text: str, meaning: Meaning) -> Said:
    return Said(pattern(text, **PARTS), meaning)


DATES = [
    _said("{p}(?P<y>2[0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])", days.calendar_day),
    _said(r"{p}(?P<d>[0-3]?[0-9])\.(?P<m>[01]?[0-9])\.(?:(?P<y>2\d{3}|\d\d)(?!\w))?", days.calendar_day),
    _said(r"{p}(?P<d>[0-3]?[0-9])/(?P<m>[0-3]?[0-9])(?:/(?P<y>2\d{3}|\d\d))?", days.either_way_round),
    _said("(?:for )?{p}(?:the week of |week of )?{p}{d}(?:st|nd|rd|th)?(?: of)? {m}\\b\\.?(?:,? {y})?{s}",
          days.calendar_day),
    _said("(?:for )?{p}(?:the week of |week of )?{m}\\.? {d}(?:st|nd|rd|th)?(?:,? {y})?{s}", days.calendar_day),
    _said("{p}day after tomorrow{s}", days.ahead(2)),
    _said("{p}(?:tomorrow|tmrw|tmr){s}", days.ahead(1)),
    _said("{p}(?:today|tonight|eod|end of (?:the )?day|this evening|this afternoon|later today){s}", days.ahead(0)),
    _said("(?:in|within|in the next|within the next) {n} days?(?: time)?", days.days_ahead),
    _said("(?:in|within|in the next|within the next) {n} weeks?(?: time)?", days.weeks_ahead),
    _said("(?:in|within|in the next|within the next) {n} months?(?: time)?", days.months_ahead),
    _said("{n} days from now", days.days_ahead),
    _said("{n} weeks from now", days.weeks_ahead),
    _said("{p}(?:end of|late) next week", days.end_of_next_week),
    _said("{p}(?:end of (?:the |this )?week|eow|late this week)", days.end_of_week),
    _said("{p}end of next month", days.end_of_next_month),
    _said("{p}(?:end of (?:the |this )?month|eom|month s end)", days.end_of_month),
    _said("{p}(?:end of (?:the |this )?year|eoy|year s end|new year|new years|new year s eve)", days.end_of_year),
    _said("{p}end of {m}", days.month(31)),
    _said("after (?:the |this )?weekend", days.of_next_week),
    _said("{p}next weekend", days.next_weekend),
    _said("{p}weekend", days.weekend),
    _said("{p}{short} next week{s}", days.of_next_week),
    _said("{p}next week(?: on)? {short}{s}", days.of_next_week),
    _said("{p}next week", days.of_next_week),
    _said("{p}next {short}{s}", days.of_next_week),
    _said("{p}this week", days.end_of_week),
    _said("{p}(?<!\\w)this month", days.end_of_month),
    _said("{p}next month", days.next_month),
    _said("{p}next year", days.next_year),
    _said("after (?:christmas|xmas|new year|new years|the holidays)", days.on_day((2, 1))),
    _said("{p}(?:christmas|xmas|the holidays)(?: eve)?", days.on_day((24, 12))),
    _said("(?:in |around )?mid(?: |-){m}", days.month(15)),
    _said("(?:in|by|before|until|till|early|in early|come) {m}", days.month(1)),
    _said("(?:by|before|until|till|on|this|coming) {short}{s}", days.coming),
    _said("{p}{w}{s}", days.coming),
    _said("(?:on|by|before|until|till) the {d}(?:st|nd|rd|th){s}", days.day_of_month),
]

SURE = either("send|introduce|intro|forward|invite|recommend|reply|resend|remind|recontact|reconnect|deliver|submit|"
              "tell|ask|arrange|schedule|prepare|lend|return|sign|review|proofread|donate|organise|organize|confirm|"
              "nominate|thank|congratulate|contact|reach out|get in touch|get back|follow up|check in|circle back|"
              "hook up|touch base|catch up|look up|look into|put in touch|share|give|bring|buy|pay|find|refer|drop|"
              "make an intro|make intro|set up|let|write|email|e mail|mail|text|message|dm|ping|call|ring|phone|"
              "show|book|check|meet|connect|link|post|upload|point|pass|put|get|grab|add|nudge|quote|translate|"
              "answer|pick up|help|talk|speak|have a look|take a look|do that|do so|do it|order|whatsapp|"
              "compare notes|match|vouch|explain")
# May begin a line by themselves and mean to do it: no noun is written so.
PLAIN = either("send|forward|recommend|resend|reconnect|remind|thank|congratulate|lend|"
               "arrange|schedule|reach out|get in touch|get back|check in|circle back|touch base|catch up|"
               "look into|look up|put in touch|set up|refer|review|nominate|deliver|submit|reply")
# May as well be a noun or a third thing: only with a word after it that shows what it is.
LOOSE = either("give|bring|buy|find|drop|let|write|write to|email|e mail|mail|text|message|dm|ping|call|ring|"
               "phone|show|book|check|meet|connect|link|post|pass|put|add|nudge|answer|help|talk to|speak to|order|"
               "grab|intro|call back|pay|return|point|whatsapp|compare notes|have|sign|confirm|prepare|read|try|"
               "translate")
# With a name after it, which cannot be told from any other word.
NAMING = either("call|ping|phone|nudge|email|e mail|mail|text|message|write|write to|talk to|speak to|intro|meet")
WHOM = either("her|him|them|you|everyone|everybody|both|it|these|those|this|that|the|a|an|my|our|his|their|some|two|"
              "three|one|back|with|to|about|for|all|whether|if|when")
THING = either("slides|deck|paper|link|intro|introduction|cv|resume|invoice|contract|proposal|quote|offer|notes|"
               "feedback|recording|photos|pictures|report|draft|repo|docs|document|figures|numbers|data|reply|"
               "answer|application|abstract|review|estimate|summary|article|book|video|demo|code|list|address|"
               "contact|details")
MEETING = either("coffee|lunch|dinner|breakfast|drinks|drink|beer|beers|call|phone call|video call|zoom|meeting|"
                 "catch up|catchup|chat|demo|tea|walk|pairing session|follow up|sync")
OPENERS = (
    "(?:and |but |so |then |also |ok |okay |yes )?(?:"
    "i ll|i will|i shall|i m going to|i am going to|i m gonna|i need to|i have to|i ve got to|i must|i should|i want to"
    "|i d like to|i promised (?:(?:her|him|them|you) )?(?:to|i d|i would|that i d|that i would|i ll)|i agreed to"
    "|i offered to|i said i (?:d|would|ll)|i told (?:her|him|them|[a-z]+) (?:that )?i (?:d|would|ll|will)"
    "|i owe (?:her|him|them|you|[a-z]+) (?:an?|the|my|some|two|three)|i plan to|i aim to|let me|we ll|we should"
    "|we will|we agreed to|going to|gonna|need to|have to|got to|gotta|must"
    "|promised (?:(?:her|him|them) )?(?:to|i d|i would|i ll)"
    "|agreed to|offered to|remember to|remind me to|don t forget to|do not forget to|not forget to|make sure to|let s"
    "|be sure to|to do|todo|to|owe (?:her|him|them|[a-z]+) (?:an?|the|my)|will)"
)
ALSO = "(?: (?:also|then|still|just|definitely|try to|then also|quickly|soon|personally|gladly|happily)){0,2}"
GROUPS = {**PARTS, "sure": SURE, "plain": PLAIN, "loose": LOOSE, "naming": NAMING, "whom": WHOM, "thing": THING,
          "meeting": MEETING, "open": OPENERS, "also": ALSO,
          "titled": r"(?:(?:dr|mrs?|ms|prof)\b\.? )?"}

ENGLISH = Tongue(
    code="en",
    numbers=NUMBERS,
    dates=DATES,
    bound=pattern("(?:from|about|of|for|since|last|every|each|until after|after) (?:the |next |this |last )?"),
    occasion=pattern("(?:to|at|for) (?:the|our|my|a|an|her|his|their) (?:\\w+ )?(?:meetup|meet up|party|event"
                     "|conference|workshop|talk|dinner|barbecue|webinar|hackathon|launch|opening|exhibition|concert"
                     "|show|session|gathering|meeting|panel|drinks) "),
    deadline=pattern("by|before|until|till|no later than|within"),
    joints=pattern("and then|then|and (?=i )|but (?=i )|so (?=i )|because|since|as soon as|once|which|who|where|while"),
    promises=segments(
        GROUPS,
        "{open}{also} (?:{sure}|{thing})",
        r"(?:i )?promised (?:(?:her|him|them|you) )?(?:an?|the|my|some|two|three) [\w◊&]+",
        r"{plain} [\w◊&]+",
        "{loose} {whom}",
        "(?:share|check out|introduce) (?:her|him|them|it|my|the|our|his|their|this|that|these|those|to|both)",
        r"introduce [\w&]+(?: and [\w&]+)? (?:to|◊|and)",
        "(?:tell|invite|ask) (?:her|him|them|you|everybody|everyone|both|the|my)",
        r"(?:tell|invite|ask) {titled}[\w&]+ (?:◊|to|about|that|whether|if|when|for)",
        "follow up (?:with|on|about|re|◊|after|next)",
        "{loose} ◊",
        r"{naming} {titled}(?!cent|for |in |of |at |as )[\w&]+ (?:◊|about|re|regarding|whether|when|the|a|my)",
        r"(?:call|ping|phone|nudge|talk to|speak to|write to) {titled}(?!cent)[\w&]+$",
        r"(?:(?:the|a|my|our|her|his|an) )?(?:\w+ )?{thing}(?: (?:to|for|of|about) (?:\w+ ){0,2}\w+)? ◊$",
        r"(?:quick )?{meeting}(?: (?:with|about) (?:\w+ ){0,3}\w+)? ◊(?: (?:with|about|at|in) .*)?$",
        r"(?:(?:an|the|make|email) )?(?:intro|introduction) (?:to|with|for) (?:\w+ ){0,2}(?:\w+|◊)$",
        r"(?:◊ )(?:{plain} [\w◊&]+|{loose} {whom}|{loose} \w+$)",
    ),
    more=segments(
        GROUPS,
        "{sure}|{thing}|(?:an? |the |my )?(?:intro|introduction|{thing})",
    ),
    announced=segment("promised|send|promise|i promised|todo|to do|action|actions|next|next step|next steps|follow up|"
                      "my part|i owe|owed", **GROUPS),
    never=pattern("me|us|not|never|n t|won t|can t|cannot|couldn t|didn t|doesn t|isn t|wasn t|wouldn t|no|might"
                  "|maybe|perhaps|could|already|every|each|used to|myself|was|were|went|if i|as soon as i|unless|don "
                  "t(?! forget)|nothing|asked me|wants|wanted|has|had|is"),
    opening=segment(
        "(?:and |but |so |then |also )?(?:i ll|i will|i shall|i m going to|i am going to|i m gonna|i need to|i have to"
        "|i must|i should|i promised (?:(?:her|him|them|you) )?(?:to|i d|i would)|i said i (?:d|would|ll)"
        "|i told (?:her|him|them|[a-z]+) (?:that )?i (?:d|would|ll|will)|i plan to|going to|need to|have to|must"
        "|promised to|remember to|don t forget to|do not forget to|remind me to|will|todo|to do|should|to|we should"
        "|agreed to|offered to|i agreed to|i offered to)"),
    common=frozenset("the an to of and in on at by for with her him she he they is about from my i will send".split()),
)
