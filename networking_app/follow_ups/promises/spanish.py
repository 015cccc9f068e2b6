"""How promises and their days are written in Spanish."""

from networking_app.follow_ups.promises import days
from networking_app.follow_ups.promises.tongue import Meaning, Said, Tongue, either, pattern, segment, segments

NUMBERS = {
    "lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6,
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9,
    "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12, "ene": 1, "feb": 2, "abr": 4, "ago": 8, "sept": 9,
    "oct": 10, "nov": 11, "dic": 12,
    "un": 1, "una": 1, "dos": 2, "un par de": 2, "unos": 3, "unas": 3, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "quince": 15,
}
PARTS = {
    "w": "(?P<w>lunes|martes|miercoles|jueves|viernes|sabado|domingo)",
    "m": "(?P<m>enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
         "|ene|feb|abr|ago|sept|oct|nov|dic)",
    "n": r"(?P<n>\d{1,3}|una?|dos|un par de|unos|unas|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince)",
    "p": "(?:(?:antes de|antes del|para|el|la|este|esta|a|al|del|de|desde|a partir del|hacia|por|proximo|proxima|en"
         "|como tarde"
         "|a mas tardar) ){0,3}",
    "s": "(?: (?:por la manana|por la tarde|por la noche|al mediodia|a mas tardar|como tarde)){0,2}",
}


def _said(text: str, meaning: Meaning) -> Said:
    return Said(pattern(text, **PARTS), meaning)


DATES = [
    _said("{p}(?P<y>2[0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])", days.calendar_day),
    _said(r"{p}(?:{w},? )?(?P<d>[0-3]?[0-9])[/.](?P<m>[01]?[0-9])(?:[/.](?P<y>2\d{3}|\d\d))?(?!/)", days.calendar_day),
    _said("{p}(?:{w},? )?(?P<d>[0-3]?[0-9]) (?:de )?{m}\\b\\.?(?: (?:de |del )?(?P<y>2[0-9]{3}))?", days.calendar_day),
    _said("{p}pasado manana{s}", days.ahead(2)),
    _said("{p}(?<!la )manana(?! la)(?: (?:por la manana|por la tarde|por la noche|sin falta))?", days.ahead(1)),
    _said("{p}(?:hoy|esta noche|esta tarde|hoy mismo){s}", days.ahead(0)),
    _said("(?:en|dentro de) {n} dias?", days.days_ahead),
    _said("(?:en|dentro de) {n} semanas?", days.weeks_ahead),
    _said("(?:en|dentro de) {n} mes(?:es)?", days.months_ahead),
    _said("{p}(?:final(?:es)?|fin) de la (?:proxima semana|semana que viene)", days.end_of_next_week),
    _said("{p}(?:final(?:es)?|fin) de (?:esta |la )?semana(?<!fin de semana)", days.end_of_week),
    _said("{p}(?:final(?:es)?|fin) del (?:proximo mes|mes que viene)", days.end_of_next_month),
    _said("{p}(?:final(?:es)?|fin) (?:de|del|de este) mes", days.end_of_month),
    _said("{p}(?:(?:final(?:es)?|fin) (?:de|del|de este) ano|nochevieja|ano nuevo)", days.end_of_year),
    _said("{p}(?:final(?:es)?|fin) de {m}", days.month(31)),
    _said("(?:despues|tras) (?:del|el) fin de semana", days.of_next_week),
    _said("{p}(?:proximo fin de semana|fin de semana que viene)", days.next_weekend),
    _said("{p}(?:fin de semana|finde)", days.weekend),
    _said("{p}(?:proxima semana|semana que viene|semana proxima)", days.of_next_week),
    _said("{p}{w} de la (?:proxima semana|semana que viene|semana proxima)", days.of_next_week),
    _said("(?:(?:antes|para|el|del|de|a) ){0,3}proximo {w}{s}", days.of_next_week),
    _said("{p}{w} (?:que viene|proximo){s}", days.of_next_week),
    _said("{p}(?:esta semana|semana)(?<=esta semana)", days.end_of_week),
    _said("{p}(?:este mes|mes)(?<=este mes)", days.end_of_month),
    _said("{p}(?:proximo mes|mes que viene)", days.next_month),
    _said("{p}(?:proximo ano|ano que viene)", days.next_year),
    _said("(?:despues de|tras) (?:navidad|navidades|reyes|las fiestas|ano nuevo)", days.on_day((7, 1))),
    _said("{p}(?:navidad|navidades|las fiestas)", days.on_day((24, 12))),
    _said("{p}mediados de {m}", days.month(15)),
    _said("(?:en|antes de|para|a principios de|desde|a partir de) {m}", days.month(1)),
    _said("{p}{w}{s}", days.coming),
    _said("(?:antes del|para el|el) dia (?P<d>[0-3]?[0-9])", days.day_of_month),
]

ONE = either("mando|mandare|envio|enviare|escribo|escribire|llamo|llamare|presento|presentare|paso|pasare|comparto|"
             "compartire|recomiendo|recomendare|respondo|respondere|contesto|contestare|aviso|avisare|invito|"
             "invitare|pregunto|preguntare|doy|dare|enseno|ensenare|pongo|pondre|busco|buscare|digo|dire|cuento|"
             "contare|traigo|traere|presto|prestare|reenvio|reenviare|conecto|conectare|confirmo|confirmare|hago|"
             "hare|llevo|llevare|contacto|contactare|propongo|propondre|explico|explicare|devuelvo|devolvere|vuelvo|"
             "volvere|ayudo|ayudare|remito|remitire|dejo|dejare|facilito|facilitare|preparo|preparare|hablo|hablare")
# A verb in the infinitive may carry to whom: "enviarle".
STEM = either("enviar|mandar|reenviar|presentar|pasar|compartir|recomendar|responder|contestar|avisar|invitar|"
              "llamar|contactar|conectar|poner|agradecer|felicitar|confirmar|proponer|remitir|facilitar|agendar|"
              "organizar|devolver|preparar|firmar|revisar|concertar")
STEM_WITH = either("escribir|preguntar|decir|dar|ensenar|mostrar|contar|traer|prestar|hacer|llevar|buscar|explicar|"
                   "ayudar|comprar|hablar|dejar|volver|quedar|ver|leer|traducir|pedir|tomar")
SUFFIX = "(?:le|les|te|os|lo|la|los|las|selo|sela|selos|selas|telo|tela)"
CLITIC = "(?:te|le|les|os|lo|la|los|las|se)"
THING = either("diapositivas|slides|presentacion|enlace|enlaces|link|articulo|paper|intro|cv|curriculum|factura|"
               "contrato|presupuesto|notas|feedback|grabacion|fotos|informe|borrador|documentos|documento|cifras|"
               "datos|respuesta|candidatura|resumen|libro|video|demo|codigo|lista|direccion|contacto|propuesta|"
               "oferta|apuntes|deck")
MEETING = either("cafe|comida|almuerzo|cena|desayuno|cerveza|cervezas|cana|canas|llamada|videollamada|reunion|cita|"
                 "paseo|demo|call|te")
OPENERS = ("(?:(?:y |pero |ok |entonces )?(?:voy a|vamos a|tengo que|tenemos que|hay que|debo|quiero|he prometido"
           "|prometi"
           "|(?:le|les|te|os) (?:prometi|he prometido|dije que iba a)|quede en|he quedado en|quedamos en"
           "|me comprometi a"
           "|acordarme de|acordarse de|recordar|no olvidar|no olvidarme de|no te olvides de|pendiente de|pendiente"
           "|falta|toca"
           "|prometido|a) )")
GROUPS = {**PARTS, "open": OPENERS, "one": ONE, "stem": STEM, "stemwith": STEM_WITH, "suffix": SUFFIX,
          "clitic": CLITIC, "thing": THING,
          "meeting": MEETING, "inf": f"(?:{STEM}{SUFFIX}?|{STEM_WITH}{SUFFIX}?)"}

SPANISH = Tongue(
    code="es",
    numbers=NUMBERS,
    dates=DATES,
    bound=pattern("(?:de|del|desde|cada|todos los|todas las|sobre|hasta|hasta el|pasado|fotos del) (?:el |la |los )?"),
    occasion=pattern("(?:al|a la|a nuestro|a nuestra|a mi|para el|para la) (?:\\w+ )?(?:meetup|fiesta|conferencia"
                     "|taller|evento|cena|charla|webinar|hackathon|concierto|reunion|feria|encuentro|quedada) (?:de "
                     "|del )?"),
    deadline=pattern("antes|para|a mas tardar|como tarde|dentro de"),
    joints=pattern("luego|despues|porque|en cuanto|y (?=le )|y (?=te )|que (?=busca|quiere)|pues"),
    promises=segments(
        GROUPS,
        "(?:y |pero |ok |ya )?(?:yo )?(?:◊ )?(?:yo )?(?:{clitic} ){1,2}{one}",
        "(?:yo )?(?:mando|envio|mandare|enviare|reenvio|comparto|aviso|avisare|confirmo|escribire|llamare|llamo"
        "|presentare|pasare|contestare|respondere)",
        "{open}(?:{clitic} )?{inf}",
        "(?:◊ )?(?:{stem}|{stemwith}){suffix}",
        r"(?:◊ )?{stem} (?:◊|el|la|los|las|un|una|mi|mis|nuestro|nuestra|nuestros|a|al|con|en|su|sus|de|\w+ ◊"
        r"|\w+$|\w+ (?:a|para|con|por))",
        "{stemwith} (?:a|al|con)",
        "(?:manda|envia|escribe|llama|presenta|pasa|comparte|recomienda|responde|contesta|avisa|invita|pregunta"
        "|da|ensena|pon|di|cuenta|reenvia)(?:le|les|lo|la|los|las|selo|sela)",
        r"(?:(?:las|los|la|el|mis|mi|un|una) )?(?:\w+ )?{thing}(?: (?:a|para|de|sobre|con) (?:\w+ ){0,2}\w+)? ◊$",
        r"(?:un |una |tomar un |tomar unas )?{meeting}(?: (?:con|en)(?: \w+){0,3})? ◊(?: (?:con|en|para) .*)?$",
        r"(?:intro|contacto|presentacion) (?:con|a) (?:\w+ ){0,2}\w+ ◊$",
    ),
    more=segments(
        GROUPS,
        "(?:(?:{clitic}|el|la|los|las|un|una|mis|mi) ){0,2}(?:{inf}|{one}|{thing}|{meeting})",
    ),
    announced=segment("prometido|promesa|prometi|(?:le|les|te) prometi|pendiente|pendientes|por hacer|todo|to do"
                      "|tarea|tareas|siguiente paso|proximo paso|no olvidar|recordar", **GROUPS),
    never=pattern("me|nos|no(?! olvidar| te olvides)|nunca|nada|jamas|quizas|quiza|tal vez|cada|todos|todas|ya|podria"
                  "|\\Asi|era|estaba|habia|ha|han"),
    opening=segment("(?:y |pero )?(?:no olvidar|no olvidarme de|acordarme de|recordar|pendiente de|pendiente|prometi"
                    "|le prometi|quede en|todo)"),
    common=frozenset("el la los las le les te de del un una y en con para por que se al su es me lo mi".split()),
)
