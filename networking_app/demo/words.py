"""What people note of each other when a talk was good, and what happens by then."""

PROMISED_NOTES = (
    "Promised to send the link to the talk on queues.",
    "I said I would introduce them to the people at the library.",
    "Send the slides, and the name of the font.",
    "Wants the template of our code of conduct. Promised by Monday.",
    "Lend the book on letterpress; it is on the second shelf.",
    "Promised an hour with the slow report.",
)
NOTES = (
    "Stood by the window, talked about trains and time zones.",
    "Moves house in spring. Asked good questions about search.",
    "Learnt to sail last summer; wants to hear about the harbour project.",
    "Laughed about the same outage. Writes a newsletter.",
    "Looking for a first talk slot. Nervous, needs a push.",
    "Has two cats and one very old server.",
    "Knows the person who runs the museum's open days.",
    "Hates phone calls, likes postcards.",
    "Teaches on Thursdays; free for lunch on Fridays.",
    "Told me about the festival in August. Go together?",
    "Just left a job of nine years. Do not pitch, ask how it goes.",
    "Asked for somebody who reads Arabic on screens: think of Layla.",
    "Vegetarian, brings own cup.",
    "",
)
LATER = (
    "Answered within the hour. Coffee near the station next time.",
    "Sent a photo of the prototype. It floats!",
    "Says hello from the workshop.",
)
TAGS = ("great talk", "introduce", "speaker", "open source", "design")
GUESTS = (
    ("Fatou N'Diaye", "fatou@example.net", "We spoke about the harbour kiosks. Here is how to reach me!"),
    ("Petra Kovačić", "+385 1 555 0142", "You wanted the recipe."),
    ("Ravi Anand", "ravi@example.net", "About the map tiles: I have the data."),
)
BY_HAND = (
    ("Old Mr. de Groot", "Harbour museum", "+31 20 555 0177", "Has no phone with a camera. Call before ten."),
    ("Inês from the bakery", "", "", "Would cater again; ask early."),
)
