"""One spelling for each word of a text, so that it is found however it was typed. Pure.

Decomposition (NFKD) and dropping marks fold accents, Arabic hamza and madda on their seats,
harakat, Hebrew points, presentation forms and full-width letters; the tables have what it leaves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Arabic as Lucene folds it, with the Persian, Urdu and Kurdish twins of its letters.
ARABIC = dict(zip("ٱىیېےةہھەۃکڪ", "ايييي" + "ههههه" + "كك", strict=True))
HEBREW = dict(zip("ךםןףץ", "כמנפצ", strict=True))
GREEK = {"ς": "σ"}
LATIN = dict(zip("ıøłđðħŧ", "iolddht", strict=True)) | {"þ": "th", "æ": "ae", "œ": "oe"}
ONE_FORM = str.maketrans(ARABIC | HEBREW | GREEK | LATIN)
TATWEEL = "\u0640"
# Between two letters these are no word's end: ‘don’t’, the Hebrew צה״ל.
INSIDE_WORDS = frozenset("'’‘ʼ`´\"“”׳״")

# Written together with the word that follows: and, so, with, to, like, the; longest first.
ARABIC_PREFIXES = tuple(
    "وبال فبال وكال فكال وال فال بال كال ولل فلل لل ال وب ول وك فب فل و ف ب ل ك".split()
)
WITH_ARTICLE = tuple(prefix for prefix in ARABIC_PREFIXES if prefix.endswith(("ال", "لل")))
SHORTEST_AFTER_PREFIX = 3  # two letters after a prefix are as often a word of their own

# Words that nearly every text has: no search goes by them where there are others to go by.
COMMON = frozenset(
    "a an and are as at be been but by for from had has have he her his in is it its not of on or "
    "she that the their they this to was were which who will with "
    "في من علي الي عن ان مع ما لا هذا هذه التي الذي بين بعد قبل كان كما او ثم قد".split()
)

LONGEST_WORD = 60  # letters of a word by which it is known
# Letters and digits with the marks above and below them, and signs inside a word.
_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
    r"|[\u200b-\u200d\u2060]|['’‘ʼ`´׳״\"](?=[^\W_]))*"
)


@lru_cache(maxsize=4096)
def forms(one: str) -> str:
    """The folded letters of one character; nothing for marks and what cannot be seen."""
    if one == TATWEEL:
        return ""
    kept = []
    for part in unicodedata.normalize("NFKD", one).casefold().translate(ONE_FORM):
        category = unicodedata.category(part)
        if category in {"Mn", "Mc", "Me", "Cf"} or part == TATWEEL:
            continue
        digit = unicodedata.decimal(part, None)
        kept.append(part if digit is None else str(digit))
    return "".join(kept)


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """The one spelling of a word; empty where nothing of it is a letter or a digit."""
    letters = "".join(forms(one) for one in word)
    return "".join(one for one in letters if one.isalnum())[:LONGEST_WORD]


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text: where each begins and ends (excluded), and its one spelling."""
    for match in _WORD.finditer(text):
        if folded := fold(match.group()):
            yield match.start(), match.end(), folded


@lru_cache(maxsize=16_384)
def spellings(folded: str) -> tuple[str, ...]:
    """A folded word, and without each thing that Arabic writes together with it."""
    return (
        folded,
        *(
            folded[len(prefix) :]
            for prefix in ARABIC_PREFIXES
            if folded.startswith(prefix) and len(folded) - len(prefix) >= SHORTEST_AFTER_PREFIX
        ),
    )


def without_article(folded: str) -> str:
    """A folded word as somebody means it who types it with its article."""
    for prefix in WITH_ARTICLE:
        if folded.startswith(prefix) and len(folded) - len(prefix) >= SHORTEST_AFTER_PREFIX:
            return folded[len(prefix) :]
    return folded
