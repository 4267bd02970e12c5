"""The English Snowball stemmer ("Porter 2"), by its published description. Pure."""

from __future__ import annotations

VOWELS = frozenset("aeiouy")
DOUBLES = frozenset("bb dd ff gg mm nn pp rr tt".split())
LI_ENDING = frozenset("cdeghkmnrt")
# Words whose rules would lead astray, and what they come to.
SPECIAL = {
    "skis": "ski",
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "idly": "idl",
    "gently": "gentl",
    "ugly": "ugli",
    "early": "earli",
    "only": "onli",
    "singly": "singl",
    **{word: word for word in "sky news howe atlas cosmos bias andes".split()},
}
AFTER_PLURAL = frozenset("inning outing canning herring earring proceed exceed succeed".split())
BEGINNINGS = ("gener", "commun", "arsen")
STEP_2 = (
    ("ization", "ize"),
    ("ational", "ate"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
)
STEP_3 = (
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
)
STEP_4 = "ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic".split()


def english_stem(word: str) -> str:
    """The stem of a word in small ASCII letters, without an apostrophe."""
    if len(word) <= 2:
        return word
    if word in SPECIAL:
        return SPECIAL[word]
    letters = _with_consonant_y(word)
    first, second = _regions(letters)
    letters = _plural(letters)
    if letters.lower() in AFTER_PLURAL:
        return letters.lower()
    letters = _past(letters, first)
    letters = _final_y(letters)
    letters = _derived(letters, first)
    letters = _derived_again(letters, first, second)
    letters = _rest(letters, second)
    return _last(letters, first, second).lower()


def _with_consonant_y(word: str) -> str:
    """A ``y`` that begins a word or follows a vowel is a consonant, written as a capital."""
    letters = list(word)
    for place, letter in enumerate(letters):
        if letter == "y" and (place == 0 or letters[place - 1] in VOWELS):
            letters[place] = "Y"
    return "".join(letters)


def _regions(word: str) -> tuple[int, int]:
    """Where R1 and R2 begin: each after the first consonant that follows a vowel."""
    first = next((len(one) for one in BEGINNINGS if word.startswith(one)), None)
    if first is None:
        first = _after_syllable(word, 0)
    return first, _after_syllable(word, first)


def _after_syllable(word: str, start: int) -> int:
    for place in range(start + 1, len(word)):
        if word[place] not in VOWELS and word[place - 1] in VOWELS:
            return place + 1
    return len(word)


def _has_vowel(part: str) -> bool:
    return any(letter in VOWELS for letter in part)


def _ends_short(word: str) -> bool:
    """Whether a word ends in a short syllable, as in "rap" and "at"."""
    if len(word) == 2:
        return word[0] in VOWELS and word[1] not in VOWELS
    return (
        len(word) > 2
        and word[-1] not in VOWELS
        and word[-1] not in "wxY"
        and word[-2] in VOWELS
        and word[-3] not in VOWELS
    )


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith(("us", "ss")) or not word.endswith("s"):
        return word
    return word[:-1] if _has_vowel(word[:-2]) else word


def _past(word: str, first: int) -> str:
    for end in ("eedly", "eed"):
        if word.endswith(end):
            return word[: -len(end)] + "ee" if len(word) - len(end) >= first else word
    for end in ("ingly", "edly", "ing", "ed"):
        if word.endswith(end):
            left = word[: -len(end)]
            if not _has_vowel(left):
                return word
            if left.endswith(("at", "bl", "iz")):
                return left + "e"
            if left[-2:] in DOUBLES:
                # "added" keeps both, as "add" is a word.
                return left if len(left) == 3 and left[0] in "aeo" else left[:-1]
            return left + "e" if len(left) <= first and _ends_short(left) else left
    return word


def _final_y(word: str) -> str:
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in VOWELS:
        return word[:-1] + "i"
    return word


def _derived(word: str, first: int) -> str:
    for end, instead in STEP_2:
        if word.endswith(end):
            left = word[: -len(end)]
            if len(left) < first:
                return word
            if end == "ogi" and not left.endswith("l"):
                return word
            if end == "li" and left[-1:] not in LI_ENDING:
                return word
            return left + instead
    return word


def _derived_again(word: str, first: int, second: int) -> str:
    for end, instead in STEP_3:
        if word.endswith(end):
            left = word[: -len(end)]
            region = second if end == "ative" else first
            return left + instead if len(left) >= region else word
    return word


def _rest(word: str, second: int) -> str:
    for end in STEP_4:
        if word.endswith(end):
            left = word[: -len(end)]
            if len(left) < second or (end == "ion" and left[-1:] not in {"s", "t"}):
                return word
            return left
    return word


def _last(word: str, first: int, second: int) -> str:
    if word.endswith("e"):
        left = word[:-1]
        if len(left) >= second or (len(left) >= first and not _ends_short(left)):
            return left
    elif word.endswith("ll") and len(word) - 1 >= second:
        return word[:-1]
    return word
