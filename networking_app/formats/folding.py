"""Text as it is searched: without case, accents and look of digits, so that "jose" finds José."""

import unicodedata


def fold(*texts: str) -> str:
    """One line of folded words; the same function is applied to what is stored and to what is asked."""
    text = " ".join(text for text in texts if text).casefold()
    if text.isascii():
        return " ".join(text.split())
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
