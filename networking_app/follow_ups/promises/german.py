"""How promises and their days are written in German."""

from networking_app.follow_ups.promises import days
from networking_app.follow_ups.promises.tongue import Meaning, Said, Tongue, either, pattern, segment, segments

NUMBERS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
    "sonntag": 6, "mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6,
    "januar": 1, "janner": 1, "februar": 2, "marz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8,
    "september": 9, "oktober": 10, "november": 11, "dezember": 12, "jan": 1, "feb": 2, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
    "einem": 1, "einer": 1, "ein paar": 3, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10,
}
PARTS = {
    "w": "(?P<w>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)",
    "short": r"(?:(?P<w>mo|di|mi|do|fr|sa|so)\b\.?)",
    "m": "(?P<m>januar|janner|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember"
         "|jan|feb|apr|jun|jul|aug|sept?|okt|nov|dez)",
    "n": r"(?P<n>\d{1,3}|einem|einer|ein paar|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn)",
    "d": "(?P<d>[0-3]?[0-9])",
    "p": "(?:(?:bis|vor|am|im|ab|gleich|schon|noch|zum|zur|dem|der|den|spatestens|kommenden|kommende|diesen|dieses"
         "|diese"
         "|diesem|in) ){0,3}",
    "s": "(?: (?:morgen|vormittag|mittag|nachmittag|abend|fruh|nacht|spatestens)){0,2}",
    "next": "(?:nachste|nachsten|nachster|nachstes|nachstem|kommende|kommenden|kommender)",
}


def _said(text: str, meaning: Meaning) -> Said:
    return Said(pattern(text, **PARTS), meaning)


DATES = [
    _said("{p}(?P<y>2[0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])", days.calendar_day),
    _said(r"{p}(?:(?:{w}|mo|di|mi|do|fr|sa|so)(?:,|\.)? )?(?:den )?(?P<d>[0-3]?[0-9])\.(?P<m>[01]?[0-9])\.?"
          r"(?:(?<=\.)(?P<y>2\d{3}|\d\d)(?!\w))?", days.calendar_day),
    _said("{p}{d}\\. ?{m}\\b\\.?(?: (?P<y>2[0-9]{3}))?{s}", days.calendar_day),
    _said("{p}{d} {m}\\b(?: (?P<y>2[0-9]{3}))?", days.calendar_day),
    _said("{p}ubermorgen{s}", days.ahead(2)),
    _said("{p}morgen(?: (?:fruh|vormittag|mittag|nachmittag|abend))?", days.ahead(1)),
    _said("{p}(?:heute|heut){s}", days.ahead(0)),
    _said("(?:in|innerhalb von|binnen) (?:den nachsten )?{n} tag(?:en)?", days.days_ahead),
    _said("(?:in|innerhalb von|binnen) (?:den nachsten )?{n} wochen?", days.weeks_ahead),
    _said("(?:in|innerhalb von|binnen) (?:den nachsten )?{n} monat(?:en)?", days.months_ahead),
    _said("{p}ende (?:der )?{next} woche", days.end_of_next_week),
    _said("{p}(?:ende (?:der|dieser) woche|ende woche|wochenende der woche)", days.end_of_week),
    _said("{p}ende (?:des )?{next} monats?", days.end_of_next_month),
    _said("{p}(?:ende (?:des|dieses|diesen) monats|monatsende|ende monat)", days.end_of_month),
    _said("{p}(?:ende (?:des|dieses) jahres|jahresende|silvester|neujahr)", days.end_of_year),
    _said("{p}ende {m}", days.month(31)),
    _said("nach dem wochenende", days.of_next_week),
    _said("{p}{next} wochenende", days.next_weekend),
    _said("{p}wochenende", days.weekend),
    _said("{p}{next} woche(?: am)?(?: {w})?{s}", days.of_next_week),
    _said("{p}{w} {next} woche", days.of_next_week),
    _said("{p}(?:nachsten|nachster) {w}{s}", days.of_next_week),
    _said("{p}diese woche", days.end_of_week),
    _said("{p}diesen monat", days.end_of_month),
    _said("{p}{next} monat", days.next_month),
    _said("{p}{next} jahr", days.next_year),
    _said("nach (?:weihnachten|neujahr|den feiertagen)", days.on_day((2, 1))),
    _said("{p}(?:weihnachten|heiligabend|den feiertagen)", days.on_day((24, 12))),
    _said("(?:{p})mitte {m}", days.month(15)),
    _said("(?:bis|im|anfang|bis anfang|vor|ab) {m}", days.month(1)),
    _said("{p}(?:(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?)(?<=s)(?=abends)", days.ahead(0)),
    _said("(?:bis|am|vor|ab) {short}", days.coming),
    _said("{p}{w}(?:morgen|vormittag|mittag|nachmittag|abend|nacht)?{s}", days.coming),
    _said("(?:bis zum|am|bis|vor dem|zum) {d}\\.(?! ?\\w)", days.day_of_month),
]

INF = either("schicken|zuschicken|zusenden|senden|mailen|anmailen|anrufen|zuruckrufen|vorstellen|weiterleiten|"
             "weitergeben|bekannt machen|bekanntmachen|zusammenbringen|vernetzen|verbinden|einladen|empfehlen|"
             "vorschlagen|nachfragen|vereinbaren|ausmachen|antworten|vermitteln|raussuchen|heraussuchen|nachhaken|"
             "zuruckmelden|nachreichen|bescheid geben|bescheid sagen|feedback geben|ruckmeldung geben|kontaktieren|"
             "anschreiben|ansprechen|besorgen|mitbringen|ausleihen|leihen|uberweisen|kontakt herstellen|"
             "in kontakt bringen|freischalten|erinnern|gratulieren|danken|informieren|buchen|reservieren|abklaren|"
             "klaren|ubersetzen|gegenlesen|durchlesen|ausprobieren|hinzufugen|adden|teilen|zeigen|treffen|anpingen|"
             "texten|forwarden|abgeben|melden|rumschicken|verlinken|nachschauen|organisieren|unterschreiben|"
             "vorbereiten|fertig machen|besprechen")
# Only with somebody to whom: otherwise it may be a pastime.
INF_WITH = either("schreiben|geben|sagen|fragen|helfen|erklaren|erzahlen|bringen|kaufen|lesen|suchen|machen|trinken|"
                  "sprechen|reden|essen|telefonieren|zusagen|absagen|testen|prufen|lernen")
DO = either("schicke|schick|sende|maile|mail|schreibe|schreib|rufe|ruf|stelle|stell|leite|leit|frage|frag|gebe|gib|"
            "lade|lad|empfehle|teile|teil|zeige|zeig|bringe|bring|besorge|besorg|suche|such|vermittle|verbinde|"
            "verbind|sage|sag|melde|meld|antworte|vernetze|vernetz|organisiere|kummere|kummer|hake|hak|leihe|leih|"
            "mache|mach|schlage|schlag|reiche|reich|erinnere|erinner|kontaktiere|buche|buch|reserviere|klare|klar|"
            "prufe|pruf|treffe|uberweise|bereite|erklare|helfe|hilf|besuche|informiere|trage|schaue|schau|forwarde|"
            "pinge|ping|lese|lies|ubersetze")
WHOM = either("ihr|ihm|ihnen|dir|euch|sie|ihn|beiden|beide")
WHAT = either("ihr|ihm|ihnen|dir|euch|sie|ihn|den|die|das|dem|der|ein|eine|einen|einem|mein|meine|meinen|unsere|"
              "unseren|unser|seine|seinen|ihren|ihre|ihr|mal|noch|morgen|link|links|folien|bob|feedback|bescheid|"
              "kontakt|fotos|bilder|termin|termine|nach|an|bei|zwei|drei")
TO = either("ihr|ihm|ihnen|dir|euch|ihn|beiden")
THING = either("folien|slides|prasentation|paper|artikel|link|links|kontakt|intro|lebenslauf|cv|rechnung|vertrag|"
               "angebot|notizen|feedback|ruckmeldung|aufzeichnung|aufnahme|fotos|bilder|bericht|entwurf|unterlagen|"
               "zahlen|daten|antwort|bewerbung|protokoll|zusammenfassung|buch|video|demo|code|liste|adresse|nummer|"
               "doku|skript|text|deck|vorschlag|abstract")
MEETING = either("kaffee|mittagessen|lunch|abendessen|fruhstuck|bier|bierchen|anruf|telefonat|videocall|call|"
                 "treffen|termin|spaziergang|demo|meeting|tee|gesprach|zoom|feierabendbier")
THEIRS = either("ist|hat|will|mochte|kann|soll|muss|er|es|wir|lasst|mag|liebt|wird|darf|hilft|geht|wollen|sollen|"
                "konnen|mussen|sind|haben|plant|lernt|sucht|versucht|arbeitet|findet|hofft|wurde|beim|hobby|hobbys")
GROUPS = {**PARTS, "theirs": THEIRS, "inf": INF, "infwith": INF_WITH, "do": DO, "whom": WHOM, "to": TO,
          "what": WHAT, "thing": THING,
          "meeting": MEETING}
AFTER = r"(?: ◊)?(?: (?:wegen|zu|zum|zur|uber|nach|fur|von|vom|mit|per|via|am|im|bei)(?: \w+){1,5})?(?: ◊)?$"

GERMAN = Tongue(
    code="de",
    numbers=NUMBERS,
    dates=DATES,
    bound=pattern("(?:vom|von|seit|uber|letzten|letzte|letzter|vergangenen|jeden|jede|ab|nach|aus) (?:dem |den "
                  "|der |das )?"),
    occasion=pattern("(?:zum|zur|zu unserem|zu unserer|zu meinem|zu meiner|beim|fur das|fur den|auf die|auf das) "
                     "(?:\\w+ )?(?:treffen|treff|meetup|party|feier|event|konferenz|tagung|workshop|vortrag"
                     "|abendessen|webinar|hackathon|veranstaltung|konzert|sitzung|stammtisch|messe) "),
    deadline=pattern("bis|vor|spatestens|innerhalb|binnen"),
    joints=pattern("und dann|dann|danach|weil|ob|dass|sobald|sodass|und (?=ich )"),
    promises=segments(
        GROUPS,
        "(?:und |aber |ok |ja )?(?:◊ )?(?:ich )(?:{do})",
        "(?:und |aber )?(?:◊ )(?:{do}) (?:ich )",
        r"(?:und |aber )?(?:ich (?:werde|muss|sollte|soll|wollte|mochte|will|darf nicht vergessen)|werde|muss ich"
        r"|werde ich|◊ (?:werde|muss|will|wollte|sollte) ich)(?: [\w◊&]+){0,9}? (?:{inf}|{infwith})" + AFTER,
        r"(?:muss|wollte|sollte|soll) (?:{whom}|◊|noch)(?: [\w◊&]+){0,8}? (?:{inf}|{infwith})" + AFTER,
        "(?:{do}) (?:{what}|◊)",
        r"(?:(?!{theirs} )[\w◊&]+ ){0,8}?{inf}" + AFTER,
        r"(?!{theirs} )(?:[\w◊&]+ ){0,2}?(?:{to}|mit \w+)(?: [\w◊&]+){0,6}? {infwith}" + AFTER,
        r"(?:(?!{theirs} )[\w◊&]+ ){0,6}?◊ (?:\w+ ){0,5}?{infwith}$",
        r"(?:(?:die|das|den|der|meine|mein|unsere) )?(?:\w+ )?{thing}"
        r"(?: (?:an|auf|zu|fur|uber|von|zur|zum) (?:\w+ ){0,2}\w+)? ◊$",
        r"(?:bis |vor )?◊ (?:\w+ )?{thing}(?: (?:an|auf|zu|fur|uber|von|zur|zum) (?:\w+ ){0,2}\w+)?$",
        r"(?:auf einen |zum |ein |einen |gemeinsames )?{meeting}(?: (?:mit|bei|im"
        r"|in) (?:\w+ ){0,2}\w+)? ◊(?: (?:mit|bei|im|in) .*)?$",
        r"mit (?:\w+ )?\w+ ◊ {meeting}$",
        r"(?:intro|kontakt|vorstellung) (?:zu|an|mit|bei) (?:\w+ ){0,2}(?:\w+ )?◊$",
    ),
    more=segments(
        GROUPS,
        "(?:(?:die|das|den|einen|ein|meine) )?(?:{thing}|{meeting}|{inf}|{do})",
        r"(?:\w+ ){0,8}(?:zu )?(?:{inf}|{infwith})" + AFTER,
        r"(?:[\w◊&]+ ){1,9}?zu (?:{inf}|{infwith})" + AFTER,
    ),
    announced=segment("(?:ich )?(?:habe? )?(?:(?:ihr|ihm|ihnen|dir) )?(?:fest )?versprochen|ich habe (?:ihr|ihm|ihnen"
                      "|dir) versprochen|versprochen habe ich|todo|to do|nicht vergessen|aufgabe|aufgaben|nachster "
                      "schritt|nachste schritte|offen|ich habe versprochen|habe (?:ihr|ihm|ihnen) zugesagt|zugesagt"
                      "|ich habe zugesagt|denk dran|dran denken|ich schulde (?:ihr|ihm|ihnen) noch|ich schulde (?:ihr"
                      "|ihm|ihnen)", **GROUPS),
    never=pattern("mir|uns|nicht|nie|niemals|kein|keine|keinen|vielleicht|eventuell|evtl|hat|hatte|hatten|war|waren"
                  "|schon geschickt|bereits|konnte|konnten|geschickt|wenn|falls|jeden|jede|jeder|mich (?:an|vor|ein)"
                  "|gerade|soll ich|wurde|lieber|erst|gern|gerne|ungern|er|bevor"),
    opening=segment("(?:und |aber |ok |ja )?(?:todo|to do|nicht vergessen)"),
    common=frozenset("ich ihr ihm ihnen die der das den dem und mit bis am im ein eine einen zu noch nicht ist sie er "
                     "bei fur auf von vom muss werde".split()),
)
