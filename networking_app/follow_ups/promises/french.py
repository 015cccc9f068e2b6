"""How promises and their days are written in French."""

from networking_app.follow_ups.promises import days
from networking_app.follow_ups.promises.tongue import Meaning, Said, Tongue, either, pattern, segment, segments

NUMBERS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "decembre": 12, "janv": 1, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
    "un": 1, "une": 1, "deux": 2, "quelques": 3, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept jours": 7,
    "huit": 8, "neuf": 9, "dix": 10, "quinze": 15,
}
PARTS = {
    "w": "(?P<w>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)",
    "m": "(?P<m>janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
         "|janv|fevr|avr|juil|sept|oct|nov|dec)",
    "n": r"(?P<n>\d{1,3}|une?|deux|quelques|trois|quatre|cinq|six|huit|neuf|dix|quinze)",
    "p": "(?:(?:avant|d ici|d|pour|le|la|l|les|a|au|des|ce|cette|en|vers|courant|jusqu a|au plus tard|de) ){0,3}",
    "s": "(?: (?:matin|midi|apres midi|soir|au plus tard|dernier delai)){0,2}",
}


def _said(text: str, meaning: Meaning) -> Said:
    return Said(pattern(text, **PARTS), meaning)


DATES = [
    _said("{p}(?P<y>2[0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])", days.calendar_day),
    _said(r"{p}(?:{w} )?(?P<d>[0-3]?[0-9])[/.](?P<m>[01]?[0-9])(?:[/.](?P<y>2\d{3}|\d\d))?(?!/)", days.calendar_day),
    _said("{p}(?:{w} )?(?P<d>[0-3]?[0-9])(?:er)? {m}\\b\\.?(?: (?P<y>2[0-9]{3}))?", days.calendar_day),
    _said("{p}apres demain{s}", days.ahead(2)),
    _said("{p}demain{s}", days.ahead(1)),
    _said("{p}(?:aujourd hui|ce soir|cet apres midi|tout a l heure|dans la journee){s}", days.ahead(0)),
    _said("(?:dans|d ici|sous) {n} jours?", days.days_ahead),
    _said("(?:dans|d ici|sous) {n} semaines?", days.weeks_ahead),
    _said("(?:dans|d ici|sous) {n} mois", days.months_ahead),
    _said("{p}fin de (?:la )?semaine prochaine", days.end_of_next_week),
    _said("{p}fin (?:de )?(?:la |cette )?semaine", days.end_of_week),
    _said("{p}fin (?:du )?mois prochain", days.end_of_next_month),
    _said("{p}fin (?:du |de ce |de )?mois", days.end_of_month),
    _said("{p}fin (?:de )?(?:l |cette )?(?:annee|an)|{p}nouvel an", days.end_of_year),
    _said("{p}fin {m}", days.month(31)),
    _said("apres le week end", days.of_next_week),
    _said("{p}(?:week end|weekend) prochain", days.next_weekend),
    _said("{p}(?:week end|weekend)", days.weekend),
    _said("{p}semaine prochaine|{p}{w} de la semaine prochaine", days.of_next_week),
    _said("{p}{w} prochain{s}", days.of_next_week),
    _said("{p}(?:cette semaine|dans la semaine)", days.end_of_week),
    _said("{p}ce mois ci", days.end_of_month),
    _said("{p}mois prochain", days.next_month),
    _said("{p}(?:annee prochaine|an prochain)", days.next_year),
    _said("apres (?:noel|les fetes|le nouvel an)", days.on_day((2, 1))),
    _said("{p}(?:noel|fetes)", days.on_day((24, 12))),
    _said("(?:a la )?mi {m}", days.month(15)),
    _said("(?:en|d ici|avant|debut|courant|au mois de|pour) {m}", days.month(1)),
    _said("{p}{w}{s}", days.coming),
    _said("(?:avant le|pour le|d ici le|d ici au) (?P<d>[0-3]?[0-9])(?! ?\\w)", days.day_of_month),
]

ONE = either("envoie|enverrai|ecris|ecrirai|appelle|appellerai|rappelle|rappellerai|presente|presenterai|transmets|"
             "transmettrai|partage|partagerai|recommande|recommanderai|reviens|reviendrai|reponds|repondrai|demande|"
             "demanderai|invite|inviterai|mets|mettrai|donne|donnerai|montre|montrerai|cherche|chercherai|fais|"
             "ferai|contacte|contacterai|relance|relancerai|recontacte|recontacterai|propose|proposerai|passe|"
             "passerai|tiens|tiendrai|dis|dirai|apporte|apporterai|prete|preterai|forwarde|renvoie|renverrai|"
             "prepare|preparerai|signe|previens|previendrai|prends|prendrai|remets|introduis|introduirai|parle|"
             "parlerai|explique|aide|aiderai")
INF = either("envoyer|renvoyer|transmettre|partager|presenter|rappeler|recontacter|relancer|recommander|repondre|"
             "inviter|contacter|mettre en relation|mettre en contact|faire suivre|faire un retour|faire une intro|"
             "faire l intro|faire un feedback|revenir vers|prevenir|tenir au courant|donner des nouvelles|"
             "donner un retour|proposer|appeler|forwarder|preparer|confirmer|remercier|feliciter|organiser|"
             "planifier|caler|reserver|relire|programmer|conseiller|introduire|connecter|rediger|signer|retrouver|"
             "livrer|remettre")
INF_WITH = either("ecrire|demander|donner|montrer|passer|dire|apporter|preter|expliquer|faire|parler|aider|chercher|"
                  "raconter|offrir|acheter|prendre|voir|lire|traduire|souhaiter|poser|glisser|filer")
CLITIC = "(?:te|t|lui|leur|vous|le|la|l|les|y|en)"
THING = either("slides|presentation|diapos|papier|article|lien|liens|intro|cv|facture|contrat|devis|notes|retour|"
               "feedback|enregistrement|photos|rapport|brouillon|documents|document|chiffres|donnees|reponse|"
               "candidature|resume|livre|video|demo|code|liste|adresse|contact|proposition|offre|deck|"
               "mise en relation")
MEETING = either("cafe|dejeuner|diner|petit dejeuner|verre|apero|appel|visio|rdv|rendez vous|reunion|point|biere|"
                 "call|the|demo|balade|coup de fil")
OPENERS = ("(?:(?:et |mais |ok |alors |donc )?(?:je vais|j vais|je dois|je veux|je voudrais|j ai promis (?:de|d)"
           "|je lui ai promis (?:de|d)"
           "|je leur ai promis (?:de|d)|je t ai promis (?:de|d)|promis (?:de|d)|j ai dit que j allais|je compte"
           "|je pense"
           "|il faut|il faudra|faut|dois|penser a|pense a|pense bete|ne pas oublier (?:de|d)|n oublie pas (?:de|d)"
           "|a faire"
           "|j ai propose (?:de|d)|je m engage a|je me suis engagee? a|reste a|on doit|todo|vais|a) )")
GROUPS = {**PARTS, "open": OPENERS, "one": ONE, "inf": INF, "infwith": INF_WITH, "clitic": CLITIC,
          "thing": THING, "meeting": MEETING}

FRENCH = Tongue(
    code="fr",
    numbers=NUMBERS,
    dates=DATES,
    bound=pattern("(?:de|du|depuis|chaque|tous les|toutes les|sur|jusqu|jusqu a|jusqu au|photos de|apres|des) (?:le "
                  "|la |l |les )?"),
    occasion=pattern("(?:au|aux|a la|a l|a notre|a mon|a nos|pour le|pour la) (?:\\w+ )?(?:meetup|soiree|fete"
                     "|conference|atelier|evenement|diner|webinaire|hackathon|concert|reunion|salon|vernissage|pot"
                     "|rencontre) (?:de |d |du )?"),
    deadline=pattern("avant|d ici|pour|au plus tard|sous"),
    joints=pattern("puis|ensuite|parce que|des que|et (?=je )|et (?=j )|qui|que (?=elle|il)|car"),
    promises=segments(
        GROUPS,
        "(?:et |mais |ok |alors |donc )?(?:◊ )?(?:je|j) (?:{clitic} ){0,2}{one}",
        "(?:il faut|faut|il faudra) que (?:je|j) (?:{clitic} ){0,2}{one}",
        "{open}(?:{clitic} ){0,2}(?:{inf}|{infwith})",
        "(?:◊ )?(?:{clitic} ){1,2}(?:{inf}|{infwith})",
        r"(?:◊ )?{inf} (?:◊|le|la|l|les|un|une|des|mon|ma|mes|notre|nos|a|au|sa|son|ses|en|vers|avec|pour|ce"
        r"|cette|\w+ ◊|\w+$|\w+ (?:a|pour|au|avec|sur))",
        "{infwith} (?:a|au|avec)",
        "(?:envoie|ecris|appelle|rappelle|presente|transmets|partage|recommande|reponds|demande|invite|donne"
        "|montre|contacte|relance|propose|passe|dis|previens|fais) (?:{clitic})",
        r"(?:(?:les|la|le|l|mes|mon|ma|un|une|nos|notre) )?(?:\w+ )?{thing}"
        r"(?: (?:a|pour|de|du|sur|avec) (?:\w+ ){0,2}\w+)? ◊$",
        r"(?:un |prendre un |boire un )?{meeting}(?: (?:avec|chez|au) (?:\w+ ){0,2}\w+)? ◊(?: (?:avec|chez|au"
        r"|pour) .*)?$",
        r"(?:mise en relation|mise en contact|intro) (?:avec|a|pour) (?:\w+ ){0,2}\w+(?: ◊)?$",
    ),
    more=segments(
        GROUPS,
        "(?:(?:{clitic}|des|un|une|mes|mon|ma|le|les) ){0,2}(?:{inf}|{infwith}|{one}|{thing}|{meeting})",
    ),
    announced=segment("promis|j ai promis|promesse|a faire|todo|to do|prochaine etape|a suivre|ne pas oublier|pense "
                      "bete|je dois", **GROUPS),
    never=pattern("me|m|nous|moi|ne(?! pas oublier)|n(?! oublie)|rien|jamais|peut etre|chaque|tous|toutes|deja|\\Asi"
                  "|aurait|ai(?! promis| propose| dit)|eventuellement|pourrait|etait|avait|est ce"),
    opening=segment("(?:et |mais |ok |alors |donc )?(?:todo|ne pas oublier de|ne pas oublier d|n oublie pas de|penser "
                    "a|pense a|j ai promis de|j ai promis d|promis de|promis d|a faire)"),
    common=frozenset("je j la le les lui de du des un une et est pour avec dans chez elle il au vous te t en que"
                     .split()),
)
