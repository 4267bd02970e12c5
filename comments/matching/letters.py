"""The tables behind matching: one form for each letter, and what letters are disguised as. Pure.

Decomposition (NFKD) and dropping marks already fold accents, Arabic hamza and madda on their seats,
harakat, Hebrew points, presentation forms and full-width letters; here is what it leaves apart.
"""

from __future__ import annotations

from string import ascii_lowercase

# Arabic as Lucene folds it, with the Persian, Urdu and Kurdish twins of its letters.
ARABIC = dict(zip("ٱىیېےةہھەۃکڪ", "ايييي" + "ههههه" + "كك", strict=True))
HEBREW = dict(zip("ךםןףץ", "כמנפצ", strict=True))
GREEK = {"ς": "σ"}
LATIN = dict(zip("ıøłđðħŧ", "iolddht", strict=True)) | {"þ": "th", "æ": "ae", "œ": "oe"}
ONE_FORM = str.maketrans(ARABIC | HEBREW | GREEK | LATIN)
TATWEEL = "\u0640"

# Between two letters these are no word's end: ‘don’t’, the Hebrew צה״ל.
INSIDE_WORDS = frozenset("'’‘ʼ`´\"“”׳״")

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

# Written together with the word that follows: and, so, with, to, like, the; longest first.
ARABIC_PREFIXES = tuple(
    "وبال فبال وكال فكال وال فال بال كال ولل فلل لل ال وب ول وك فب فل و ف ب ل ك".split()
)
HEBREW_PREFIXES = tuple("וכשה כשה ושה שה וה וב ול ומ וש מה בה לה ו ה ב ל כ מ ש".split())
PREFIXES = ARABIC_PREFIXES + HEBREW_PREFIXES
SHORTEST_AFTER_PREFIX = 3  # two letters after a prefix are as often a word of their own
