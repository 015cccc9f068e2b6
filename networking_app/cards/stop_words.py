"""Words that say nothing about what somebody offers or looks for, in each language that has some here."""

from networking_app.formats.folding import fold

ENGLISH = """
    a about after all also am an and any anybody anyone anything are around as at be because been but by can could did
    do does doing don each etc even every for from get give good great had has have having he her here him his how if
    in into is isn it its just kind lot lots make many may me more most much my new nice no not of off on one only or
    other our out over own please really she should so some somebody someone something such sure than that the their
    them then there these they thing things this those through to too up us use using very was way we well were what
    when where which while who why will with within without would you your
    advice anyhow ask asked asking find finding happy help helping hi hour hours interested know knowing learn like look
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

# Where no space tells words apart, these are taken out of a text wherever they stand, the longest first. Single letters
# are only such as seldom are a part of another word.
CHINESE = """
    的 了 我 你 您 他 她 们 們 与 與 及 或 吗 嗎 呢 吧 很 也 都 找 懂 人 我想 我会 我會 可以 能够 能夠 帮忙 幫忙 帮助
    幫助 帮你 幫你 协助 協助 寻找 尋找 想找 在找 正在 想学 想學 学习 學習 希望 需要 想要 请教 請教 有关 有關 关于 關於
    如何 怎么 怎麼 什么 什麼 任何 一个 一個 一位 一些 一起 大家 或者 以及 还有 還有 因为 因為 愿意 願意 擅长 擅長 提供
    建议 建議 问题 問題 有人 认识 認識 聊聊 谈谈 談談 交流 分享 感兴趣 感興趣
"""
JAPANESE = """
    を お手伝い 手伝い 手伝う 手伝え 手伝って 手伝 探しています 探してます 探して 探し 教えられます 教えてください
    教えて 教えます 教え 相談 紹介 募集 興味 経験 方法 ことができます ことができる ことができ できます できる でき
    しています ています てます あります います ください ほしい したい たいです でした ました ません ます です という
    ような ように について に関する のための ための などの など から まで さん サポート アドバイス ーション ティング
    ニング
"""
THAI = """
    การ ความ ช่วยเหลือ ช่วย ต้องการ อยากได้ อยาก เรียนรู้ เกี่ยวกับ สามารถ แนะนำ คำปรึกษา ปรึกษา กำลังมองหา มองหา กำลัง และ หรือ
    ของ เรื่อง สำหรับ ผู้ที่ คนที่ ใครสักคน ใคร ได้
"""
LAO, KHMER, BURMESE = "ການ ຄວາມ ຊ່ວຍເຫຼືອ ຊ່ວຍ ຕ້ອງການ ແລະ", "ការ និង ជួយ ចង់ របស់ អំពី សម្រាប់", "ကူညီ သည် များ နှင့် အတွက် အကြောင်း"
UNSPACED_PHRASES = dict.fromkeys(
    sorted(fold(CHINESE, JAPANESE, THAI, LAO, KHMER, BURMESE).split(), key=len, reverse=True), " ")
