"""What letters are disguised as. Pure; the one form of each is that of ``articles.folding``."""

from __future__ import annotations

from string import ascii_lowercase

from articles.folding import ARABIC_PREFIXES

# What a sign or a foreign letter is read as, where somebody hides a Latin word.
DIGITS = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
SIGNS = {
    "@": "a",
    "$": "s",
    "!": "i",
    "|": "il",
    "+": "t",
    "€": "e",
    "£": "l",
    "*": ascii_lowercase,
}
CYRILLIC = dict(zip("авекмнорстухіїјѕһԁԛԝӏүгип", "abekmhopctyxiijshdqwlyrun", strict=True)) | {
    "з": "e",
    "б": "b",
    "ь": "b",
    "я": "r",
}
GREEK_LOOKS = dict(zip("αβγεζηικνοπρστυχωϲϳ", "abyeznikvonpotuxwcj", strict=True)) | {"λ": "l"}
ARMENIAN = dict(zip("ոսօհցզ", "nuohgq", strict=True))
SMALL_CAPITALS = dict(zip("ɩɪɑɡɢʏʀɴʟʜʙᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜱ", "iiaggyrnlhbacdejkmoptuvwzs", strict=True))
FOREIGN = CYRILLIC | GREEK_LOOKS | ARMENIAN
READ_AS: dict[str, str] = DIGITS | SIGNS | FOREIGN | SMALL_CAPITALS
IN_WORDS = frozenset(SIGNS)  # signs that stand for a letter when letters are beside them

# Written together with the word that follows, as in Arabic; longest first.
HEBREW_PREFIXES = tuple("וכשה כשה ושה שה וה וב ול ומ וש מה בה לה ו ה ב ל כ מ ש".split())
PREFIXES = ARABIC_PREFIXES + HEBREW_PREFIXES
