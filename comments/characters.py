"""Characters that a reader's text may not contain, or not in such numbers. Pure.

What cannot be seen, what turns the reading direction of its surroundings and what piles up
beyond any script's need is taken out; everything that a language uses stays.
"""

from __future__ import annotations

import re
import unicodedata

# Embeddings, overrides, isolates and marks: paragraphs get their direction from HTML alone.
DIRECTION_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Soft hyphen, fillers, word joiners, byte order marks, annotation anchors, object replacement.
INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f"
INVISIBLE += "\u3164\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
INVISIBLE += "\U000e0000-\U000e0fff"
# Controls except line feed and tab; halves of pairs; private use; what is no character at all.
NOT_TEXT = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
NOT_TEXT += "\U000f0000-\U0010ffff"
REMOVED = re.compile(f"[{DIRECTION_CONTROLS}{INVISIBLE}{NOT_TEXT}]")
# Persian and Indic spelling and joined emoji need single ones between two characters.
JOINERS = {"\u200c", "\u200d"}
DANGLING = re.compile("[\u200c\u200d](?=\\s|$)")
BESIDE_NO_JOINER = {"", " ", "\n", *JOINERS}
# The longest runs of marks that living spelling needs: Vietnamese 2; Hebrew and Arabic 4.
MARKS_ON_LATIN = 2
MARKS_ON_OTHERS = 4
ALPHABETS_WITH_FEW_MARKS = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")
BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
SPACES = re.compile(r"[^\S\n]+|[\u2800]+")


def clean(raw: str) -> str:
    """A text without harmful or invisible characters, in composed form (NFC).

    Every kind of line end becomes a line feed and every run of other white space one space.
    """
    text = BREAKS.sub("\n", raw)
    text = REMOVED.sub("", text)
    text = SPACES.sub(" ", text)
    return text if text.isascii() else _thinned(unicodedata.normalize("NFC", text))


def _thinned(text: str) -> str:
    """The text without marks beyond need and without joiners that join nothing.

    One pass that decides by what has been kept so far, so that cleaning twice changes nothing.
    """
    kept: list[str] = [""]
    allowed = 0
    for one in text:
        if unicodedata.category(one) in {"Mn", "Me"}:
            if allowed <= 0:
                continue
            allowed -= 1
        elif one in JOINERS:
            if kept[-1] in BESIDE_NO_JOINER:
                continue
        else:
            allowed = _marks_on(one)
        kept.append(one)
    return SPACES.sub(" ", DANGLING.sub("", "".join(kept)))


def _marks_on(base: str) -> int:
    if base.isspace():
        return 0
    if not base.isalpha() and not base.isdigit():
        return 1  # an emoji's variation selector; nothing to decorate otherwise
    few = unicodedata.name(base, "").startswith(ALPHABETS_WITH_FEW_MARKS)
    return MARKS_ON_LATIN if few else MARKS_ON_OTHERS
