"""Words that say nothing about what somebody offers or looks for: of English, German, French and Spanish."""

from networking_app.formats.folding import fold

ENGLISH = """
    a about after all also am an and any anybody anyone anything are around as at be because been but by can could did
    do does doing don each etc even every for from get give good great had has have having he her here him his how if
    in into is isn it its just kind lot lots make many may me more most much my new nice no not of off on one only or
    other our out over own please really she should so some somebody someone something such sure than that the their
    them then there these they thing things this those through to too up us use using very was way we well were what
    when where which while who why will with within without would you your
    advice anyhow ask asking find finding happy help helping hi hour hours interested know knowing learn like look
    looking love meet meeting need needed offer offering people person question questions search searching seek seeking
    share sharing talk talking tell think time want wanted wanting work working
"""
GERMAN = """
    aber alle allem allen aller alles als also am an ander andere anderen anderer auch auf aus bei beim bin bis bist
    brauche brauchen da damit dann das dass dem den denn der des dich die dies diese diesem diesen dieser dir doch du
    durch ein eine einem einen einer eines er es etwas euch euer für gegen gern gerne gesucht habe haben hat helfe
    helfen hier hilfe ich ihm ihn ihnen ihr ihre im in ins ist jede jedem jeden jeder jemand jemanden kann kein keine
    können lernen leute man mein meine meinem meinen meiner mich mir mit möchte nach neue neuen nicht nichts noch nur ob
    oder ohne rund sein seine seit sich sie sind so sowie suche suchen über um und uns unser unsere unter viel viele vom
    von vor was weil wenn wer werden wie will wir wird wo zu zum zur zwischen
"""
FRENCH = """
    afin ai aide aider aime alors au aucun aussi autour autre autres aux avec avoir beaucoup besoin bien bon bonne ce
    cela ces cet cette chaque cherche chercher chez comme comment conseils contre dans de depuis des dont du elle elles
    en encore entre est et être eux fait faire gens il ils je la le les leur leurs lui ma mais me même mes moi mon ne
    nos notre nous nouveau nouvelle on ont ou où par parler pas personne personnes peu peut plus pour pouvoir propose
    quand que quelque quelques quelqu qu qui quoi rencontrer sa sans se ses si son sont sous souhaite sur ta te tes toi
    ton tous tout toute toutes très trouver tu un une veux vers voir vos votre vous
"""
SPANISH = """
    a al algo alguien algún alguna algunas algunos ante antes apoyo aprender aquí así aún aunque ayuda ayudar bien buena
    bueno busco buscar cada como con conocer contra cual cuando cuál de del desde donde dos el ella ellas ellos en entre
    era es esa ese eso esta este esto está están gente ha hablar hacer hasta hay la las le les lo los más me mi mis
    mucho muchos muy nada necesito ni no nos nosotros nuestra nuestro nueva nuevo o ofrezco os otra otras otro otros
    para pero persona personas poco por porque puede puedo que qué quien quiero quién se ser sin sobre son su sus
    también tanto te tener ti tiene todas todo todos tu tus un una uno unos usted ustedes y ya yo
"""
STOP_WORDS = frozenset(fold(ENGLISH, GERMAN, FRENCH, SPANISH).split())
