"""What the people of the synthetic network say of themselves and of each other; what many say comes first."""

FIRST_NAMES = (
    "Ada", "Bob", "Charlie", "Zoë", "Łukasz", "Оксана", "Ελένη", "Layla", "Youssef", "Noa", "Priya", "Shuya", "Jürgen",
    "María José", "Fatou", "Søren", "Nguyễn", "Kwame", "Inês", "Tomáš", "Aoife", "Haruto", "Mei", "Björn", "Amara",
)
LAST_NAMES = (
    "Okonjo", "van der Veen", "Żółkiewski", "Бондаренко", "Papagiorgi", "al-Haddad", "ben Salem", "Barak", "Deshmukh",
    "Lin", "Müller", "García Núñez", "N'Diaye", "Rasmussen", "Văn An", "Mensah", "Costa", "Novák", "O'Brien", "Sato",
)
TITLES = ("Engineer", "Designer", "Researcher", "Founder", "Teacher", "Journalist", "Translator", "Product manager", "")
ORGS = ("Polyglot Web", "Lagos Light", "Kite & Paper", "Wisła Systems", "Small Worlds Lab", "Monsoon", "Atlas", "")
CIRCLES = (
    "python", "design", "data", "machine learning", "open source", "teaching", "front end", "security", "climbing",
    "databases", "writing", "photography", "music", "accessibility", "cooking", "cycling", "research", "startups",
    "journalism", "running", "games", "translation", "hardware", "chess", "gardening", "maps", "typography", "film",
    "sailing", "knitting", "theatre", "birds", "history", "robotics", "public health", "law", "energy", "housing",
)
WORDS = (
    "code", "review", "talk", "design", "python", "mentoring", "feedback", "data", "speakers", "job", "hiring",
    "funding", "testing", "users", "research", "writing", "accessibility", "translation", "security", "databases",
    "teaching", "project", "open", "source", "maintainers", "sponsor", "stage", "workshop", "community", "organisers",
    "marketing", "legal", "advice", "contract", "freelance", "clients", "product", "prototype", "hardware", "sensors",
    "maps", "climate", "energy", "health", "education", "children", "games", "music", "film", "photography",
    "typography", "letters", "print", "newsletter", "podcast", "editing", "journalism", "statistics", "survey",
    "interviews", "models", "vision", "speech", "search", "ranking", "graphs", "networks", "protocols", "queues",
    "performance", "profiling", "memory", "compilers", "rust", "javascript", "mobile", "offline", "browsers", "css",
    "animation", "colour", "icons", "branding", "pricing", "sales", "support", "onboarding", "documentation", "grants",
    "museum", "library", "archive", "history", "theatre", "dance", "choir", "piano", "guitar", "radio", "soldering",
    "robots", "drones", "sailing", "climbing", "running", "cycling", "hiking", "skiing", "swimming", "chess", "go",
    "puzzles", "cooking", "baking", "coffee", "tea", "gardening", "bees", "birds", "dogs", "cats", "knitting",
    "sewing", "carpentry", "pottery", "drawing", "painting", "calligraphy", "arabic", "hebrew", "mandarin", "spanish",
    "german", "french", "polish", "greek", "hindi", "moving", "housing", "visa", "taxes", "insurance", "childcare",
)
NOTES = (
    "Talked about queues and the festival in August.", "Knows the person who runs the museum's open days.",
    "Looking for a first talk slot. Nervous, needs a push.", "Promised to send the slides by Friday.",
    "Moves house in spring. Asked good questions about search.", "Hates phone calls, likes postcards.",
)
REASONS = ("To find two people who teach", "To hear how others test", "To meet whoever maps harbours", "")
WANTED = ("Somebody who hires translators", "A designer for letters", "How others pay maintainers")
REMEMBERED = ("the story of the pager in the fountain", "her question about maps", "a very good laugh", "tea for all")
