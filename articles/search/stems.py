"""What the forms of one word have in common, for words folded by ``articles.folding``. Pure.

English as the Snowball project's stemmer has it, which PostgreSQL uses too (a test compares them).
Arabic lightly: the ends that mark number, gender and belonging go where enough is left for a
word. Broken plurals stay words of their own, as for every light stemmer.
"""

from __future__ import annotations

from functools import lru_cache

from articles.search.english import english_stem

# Ends of Arabic words, with the letters that have to be left. Three letters are a root; before
# "an" and the letter of belonging four, or Lebanon would be yoghurt and Syria a wall.
ARABIC_ENDS = (("ها", 3), ("ات", 3), ("ون", 3), ("ين", 3), ("ان", 4), ("ه", 3), ("ا", 4))
BELONGING, BELONGING_LEAVES = "ي", 4


@lru_cache(maxsize=32_768)
def stem(folded: str) -> str:
    """The stem of a folded word; words that are neither English nor Arabic are their own."""
    if not folded:
        return folded
    if "\u0621" <= folded[0] <= "\u06d3":
        return _arabic(folded)
    return english_stem(folded) if folded.isascii() and folded.isalpha() else folded


def _arabic(folded: str) -> str:
    for end, leaves in ARABIC_ENDS:
        if folded.endswith(end) and len(folded) - len(end) >= leaves:
            folded = folded[: -len(end)]
            break
    if folded.endswith(BELONGING) and len(folded) - 1 >= BELONGING_LEAVES:
        return folded[:-1]
    return folded
