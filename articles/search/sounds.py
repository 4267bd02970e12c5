"""How a name sounds, roughly, in both scripts: never more than a reason to ask. Pure."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 2  # consonants; fewer sound like too much
PAIRS = (
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "k"),
    ("ch", "s"),
    ("sh", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("ts", "s"),
    ("x", "ks"),
)
LATIN = dict(zip("qgczvp", "kkksfb", strict=True))
SILENT = frozenset("aeiouyhw")
ARABIC = dict(zip("بتثجخدذرزسشصضطظغفقكلمنپگچژڤ", "bttjkddrssssdtskfkklmnbkssf", strict=True))


@lru_cache(maxsize=8192)
def sound(folded: str) -> str:
    """The consonants of a folded word, those that spellings mix up as one; may be empty."""
    if folded.isascii():
        text = folded
        for pair, one in PAIRS:
            text = text.replace(pair, one)
        heard = [LATIN.get(one, one) for one in text]
    else:
        heard = [ARABIC.get(one, "a") for one in folded]
    # Two of a kind side by side are one sound: "dd" in Haddad, "tt" in Jumblatt.
    kept = [
        one
        for place, one in enumerate(heard)
        if one not in SILENT and (place == 0 or heard[place - 1] != one)
    ]
    return "".join(kept) if len(kept) >= SHORTEST else ""


def distance(one: str, other: str) -> int:
    """How many letters have to be changed, added or dropped to get from one word to another."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], place
        for column, another in enumerate(other, 1):
            best = min(diagonal + (letter != another), row[column] + 1, row[column - 1] + 1)
            diagonal, row[column] = row[column], best
    return row[-1]
