"""Thirty people with names as they are: in many scripts, with diacritics, very long, and of one word."""

from dataclasses import dataclass

DOMAIN = "example.org"
HERE = "Europe/Amsterdam"
WEEKEND, FRIDAY_AND_SATURDAY, NO_DAY = 0b1100000, 0b0110000, 0


@dataclass(frozen=True)
class Person:
    """Somebody at the meetup; `handle` is what stands before the @ of their address."""

    handle: str
    name: str
    pronouns: str
    title: str
    org: str
    note: str
    offers: str
    asks: str
    zone: str = HERE
    days_off: int = WEEKEND

    @property
    def email(self) -> str:
        return f"{self.handle}@{DOMAIN}"


PEOPLE = (
    Person("mira", "Mira van der Veen", "she/her", "Community organiser", "Polyglot Web",
           "the bicycle bell that opens every talk", "a stage, and an audience that listens",
           "speakers who never spoke before, a designer for the posters", days_off=NO_DAY),
    Person("ada", "Ada Okonjo", "she/her", "Product designer", "Lagos Light", "drawing on the tablecloth",
           "a second pair of eyes on your sign-up form", "somebody who has shipped to feature phones", "Africa/Lagos"),
    Person("zoe", "Zoë Çelik-Núñez", "she/they", "Front-end engineer", "Kite & Paper", "the orange boots",
           "accessibility reviews", "a co-host for a reading group"),
    Person("lukasz", "Łukasz Żółkiewski", "he/him", "Database engineer", "Wisła Systems",
           "explaining indexes with a bookshelf", "an hour with your slow queries", "a place to climb indoors",
           "Europe/Warsaw"),
    Person("oksana", "Оксана Бондаренко", "she/her", "Data journalist", "Дані вголос", "maps made of train tickets",
           "help with open data requests", "a developer for a weekend project", "Europe/Kyiv"),
    Person("georgi", "Георги Петков", "he/him", "Embedded developer", "", "the radio in a sardine tin",
           "soldering lessons", "old oscilloscopes", "Europe/Sofia"),
    Person("eleni", "Ελένη Παπαγιώργη", "she/her", "Translator", "Λέξεις", "untranslatable words on a cap",
           "a native check of your Greek", "clients who give context", "Europe/Athens"),
    Person("layla", "ليلى الحداد", "she/her", "Type designer", "خطوط", "letters carved in soap",
           "advice on mixing scripts", "a web team that cares for kerning", "Asia/Amman", FRIDAY_AND_SATURDAY),
    Person("youssef", "يوسف بن سالم", "he/him", "Site reliability engineer", "Atlas Cloud",
           "the pager he threw into a fountain", "post-mortems without blame", "stories of outages", "Africa/Tunis"),
    Person("noa", "נועה ברק", "she/her", "Researcher", "Small Worlds Lab", "counting handshakes at weddings",
           "survey design", "meetups to study", "Asia/Jerusalem", FRIDAY_AND_SATURDAY),
    Person("priya", "प्रिया देशमुख", "she/her", "Engineering manager", "Monsoon", "knitting through stand-ups",
           "honest CV reviews", "two junior developers", "Asia/Kolkata"),
    Person("nattaporn", "ณัฐพร วงศ์สวัสดิ์", "", "Game developer", "ช้างน้อย", "a game played with one button",
           "play-testing", "a musician", "Asia/Bangkok"),
    Person("shuya", "林书雅", "she/her", "Machine learning engineer", "小舟科技", "tea in a thermos, for everybody",
           "a reading list that is short", "labelled bird song", "Asia/Shanghai"),
    Person("bohan", "陳柏翰", "he/him", "Open source maintainer", "", "stickers of his own cat",
           "a review of your first pull request", "a sponsor for the project", "Asia/Taipei"),
    Person("yui", "高橋 結衣", "she/her", "Illustrator", "ゆい工房", "portraits in forty seconds",
           "drawings for your slides", "an editor for a picture book", "Asia/Tokyo"),
    Person("haneul", "김하늘", "they/them", "Security engineer", "Blue Heron", "picking the lock of the venue",
           "threat models over lunch", "a quiet office", "Asia/Seoul"),
    Person("maximiliane", "Maximiliane Freifrau von Hohenstein-Wolkenburg-Schattenfels", "she/her",
           "Abteilungsleiterin für Digitalisierungsangelegenheiten",
           "Stadtverwaltung Oberunterkirchenzimmern an der Donau", "a name that never fits on a badge",
           "a way through public procurement", "vendors who read the tender", "Europe/Berlin"),
    Person("wulandari", "Wulandari", "she/her", "Agronomist", "Sawah Terbuka", "rice that grows in salt water",
           "field data of ten years", "cheap soil sensors", "Asia/Jakarta"),
    Person("tuyet", "Nguyễn Thị Ánh Tuyết", "she/her", "QA engineer", "Sen Vàng", "the bug in the coffee machine",
           "breaking your beta", "somebody to practise Dutch with", "Asia/Ho_Chi_Minh"),
    Person("aroha", "Aroha Ngāwhare", "she/her", "Librarian", "", "every book you forgot the title of",
           "archives, and how to get in", "a volunteer for the catalogue", "Pacific/Auckland"),
    Person("siobhan", "Siobhán Ní Cheallaigh", "she/her", "Freelance writer", "", "interviewing the caterers",
           "plain English for your site", "an expert on tides", "Europe/Dublin"),
    Person("gudrun", "Guðrún Þorsteinsdóttir", "she/her", "Geophysicist", "Hraun", "a volcano on her phone",
           "sensor data in real time", "a web developer who likes maps", "Atlantic/Reykjavik"),
    Person("joao", "João Gonçalves de Araújo", "he/him", "Founder", "Feira Livre", "bringing oranges",
           "introductions to three market halls", "a technical co-founder", "Europe/Lisbon"),
    Person("kwame", "Kwame Asante-Mensah", "he/him", "Payments engineer", "Cedi Works", "paying by drum beat",
           "how mobile money really works", "a compliance person with humour", "Africa/Accra"),
    Person("ioana", "Ioana Țurcanu", "she/her", "Legal counsel", "Tipar", "reading terms of service aloud",
           "an hour on licences", "a client in open hardware", "Europe/Bucharest"),
    Person("jiri", "Jiří Dvořáček", "he/him", "Teacher", "Gymnázium Na Kopci", "thirty robots and one socket",
           "a class that tests anything", "old laptops", "Europe/Prague"),
    Person("mehmet", "Mehmet Işık", "he/him", "Backend engineer", "Köprü", "the dotless i that broke a bank",
           "locale bugs, found", "a reason to stay up for the talk", "Europe/Istanbul"),
    Person("amara", "Amara Diallo-Ferreira", "she/her", "Venue manager", "De Loods", "knowing every light switch",
           "a room on Tuesdays", "events that end on time"),
    Person("sam", "Sam Whitfield", "they/them", "Developer advocate", "Open Ferry", "juggling during questions",
           "feedback on talk proposals", "meetups that need a speaker", "Europe/London"),
    Person("nino", "ნინო ბერიძე", "she/her", "Architect", "აივანი", "a balcony made of windows",
           "reading plans", "an app for building sites", "Asia/Tbilisi"),
)
