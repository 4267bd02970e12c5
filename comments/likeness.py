"""What a name looks like, whatever letters it is written in. Pure.

Two names with the same skeleton can be mistaken for one another. The tables hold what differs
from its look-alike after compatibility decomposition, which already folds full-width, mathematical
and circled letters and takes accents off.
"""

from __future__ import annotations

import re
import unicodedata

CYRILLIC = dict(
    zip("абвгеёзикмнорстухьіїјѕһԁԛԝӏүғҫңқӕ", "abbree3nkmhopctyxbiijshdqwlyfchka", strict=True)
)
GREEK = dict(zip("αβγεζηικνοπρστυχωϲϳ", "abyeznikvonpotuxwcj", strict=True))
ARMENIAN = dict(zip("ոսօհցզլ", "nuohgql", strict=True))
LATIN = dict(
    zip(
        "ıɩɪɑɡɢʏʀɴʟʜʙᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢøłđðþħŧƅƙɓɗɛʋɾꜱ",
        "iiiaggyrnlhbacdejkmoptuvwzolddphtbkbdevrs",
        strict=True,
    )
)
ARABIC = dict(zip("ٱىیېےکڪگھہۀۃةؤئەہ", "اييييكككهههههويهه", strict=True))
FOLDED = str.maketrans(CYRILLIC | GREEK | ARMENIAN | LATIN | ARABIC)
# Last: digits and letters that only look alike in print.
IN_PRINT = str.maketrans("0134578|!$@", "oieastbiisa")
PAIRS = (("rn", "m"), ("vv", "w"))


def skeleton(name: str) -> str:
    """The name's letters as the eye takes them, without spaces, marks and punctuation."""
    return "".join(words(name))


def words(name: str) -> list[str]:
    """The skeletons of a name's words."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(one for one in plain if not unicodedata.category(one).startswith("M"))
    plain = plain.replace("\u0640", "").translate(FOLDED).translate(IN_PRINT)
    for pair, letter in PAIRS:
        plain = plain.replace(pair, letter)
    # "l", "i" and "1" are one stroke in many faces.
    plain = plain.replace("l", "i")
    return re.findall(r"[^\W_]+", plain)
