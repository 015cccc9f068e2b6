"""Words that say little of what somebody does: of what rank or how they are, and what many are: a manager, a product.

Two of the latter beside each other say enough: "product manager".
"""

from networking_app.cards.unspaced import apart
from networking_app.formats.folding import fold

RANKS = """
    acting aspiring associate based certified chartered commercial corporate creative curious digital dr employed
    enthusiast ex experienced fellow five former four freelance friendly global ii iii independent interim international
    junior key local national native passionate patient personal principal prof professional qualified regional reliable
    retired self senior several skilled sr staff strategic talented three two vice angehende angehender ehemalige
    ehemaliger freiberuflich freiberufliche freiberuflicher freie freier leitend leitende leitender selbstständig
    selbstständige selbstständiger stellvertretende stellvertretender adjoint adjointe ancien ancienne futur future
    général générale indépendant indépendante adjunta adjunto autónoma autónomo
"""
ENGLISH = """
    account adviser advisor agent application apprentice area assistant back board business candidate chair chairman
    chairperson chairwoman chief client co company consultant consulting coordinator customer department deputy director
    division end entry estate executive expert experience founding free front full graduate group head human
    intern job lead leader leading level life management manager managing master member office officer open owner part
    partner portfolio practitioner president private product program programme project public real relation
    representative resource service site social solution specialist stack success supervisor support svp system team
    tech technical trainee unit user vp worker
"""
GERMAN = """
    abteilung assistent assistentin auszubildende auszubildender azubi beauftragte beauftragter berater beraterin
    bereich direktor direktorin fachkraft gesellschafter inhaber inhaberin leiter leiterin leitung mitarbeiter
    mitarbeiterin mitglied praktikant praktikantin produkt projekt referent referentin sachbearbeiter sachbearbeiterin
    teilhaber verantwortliche verantwortlicher vorstand werkstudent werkstudentin
"""
FRENCH = """
    apprenti apprentie assistante associé associée cadre chargé chargée clientèle conseiller conseillère consultante
    directeur directrice équipe gérant gérante membre président présidente produit projet responsable stagiaire
    technique
"""
SPANISH = """
    asesor asesora asistente ayudante becaria becario cliente consultor consultora coordinadora coordinador directora
    empresa encargada encargado equipo especialista experta experto gerente jefa jefe miembro negocio presidenta
    producto proyecto servicio socia socio técnica técnico
"""
CHINESE = "经理 經理 主管 总监 總監 高级 高級 资深 資深 产品 產品 项目 項目 助理 主任 总裁 總裁 负责 負責 顾问 顧問"
JAPANESE = """
    部長 課長 社長 担当 責任 役員 管理 マネージャー マネジャー リーダー シニア ディレクター アシスタント プロダクト
    プロジェクト
"""
THAI = "ผู้จัดการ หัวหน้า อาวุโส ผู้ช่วย ผู้อำนวยการ โครงการ"
# A piece that reaches over two of these is left: it says as much as a pair.
PIECES = apart(fold(CHINESE, JAPANESE, THAI))[1]
SAYS_NOTHING = frozenset(fold(RANKS).split())
LITTLE_ALONE = frozenset(fold(ENGLISH, GERMAN, FRENCH, SPANISH).split())
