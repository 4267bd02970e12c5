"""One word, many spellings; and words that only resemble it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.matching import BadPattern, Pattern, fold
from comments.text import clean

ARABIC = [
    ("إرهابي", "ارهابي"),  # hamza below alef
    ("ارهابي", "أرهابي"),  # hamza above
    ("ارهابي", "ٱرهابي"),  # alef wasla
    ("اخر", "آخر"),  # madda
    ("خاين", "خائن"),  # hamza on ya
    ("مومن", "مؤمن"),  # hamza on waw
    ("خيانه", "خيانة"),  # ta marbuta
    ("مستشفي", "مستشفى"),  # alef maqsura
    ("كلاب", "كــــلاب"),  # tatweel
    ("كلاب", "كِلَابٌ"),  # harakat
    ("رحمن", "رحمٰن"),  # small alef
    ("كلاب", "ﻛﻼﺏ"),  # presentation forms
    ("كلاب", "کلاب"),  # Persian kaf
    ("خیانت", "خيانت"),  # Persian ya
    ("كلاب", "كلااااااب"),  # stretched
    ("جيش 14", "جيش ١٤"),  # Arabic-Indic digits
    ("جيش 14", "جیش ۱۴"),  # Persian digits
    ("كلاب", "والكلاب"),
    ("كلاب", "بكلاب"),
    ("كلاب", "للكلاب"),
    ("الموت لكم", "الموتُ لكم!"),
]
HEBREW = [
    ("בוגדים", "בּוֹגְדִים"),  # points
    ("בוגדימ", "בוגדים"),  # final forms
    ('צה"ל', "צה״ל"),  # gershayim
    ("צהל", 'צה"ל'),
    ("בוגדים", "הבוגדים"),
    ("בוגדים", "והבוגדים"),
]
PERSIAN = [
    ("خائن", "خائن"),
    ("کثیف", "كثيف"),  # written with an Arabic keyboard
    ("می‌کشم", "میکشم"),  # zero-width non-joiner
    ("خانه", "خانۀ"),
]
LATIN = [
    ("traitor", "TRAITOR"),
    ("traitor", "Traïtor"),
    ("traitor", "tra\u200bitor"),  # zero-width space
    ("traitor", "tra\u00aditor"),  # soft hyphen
    ("traitor", "tr@1t0r"),
    ("traitor", "tra!tor"),
    ("traitor", "7ra1t0r"),
    ("traitor", "trаitоr"),  # Cyrillic a and o
    ("traitor", "trαitοr"),  # Greek alpha and omicron
    ("traitor", "ｔｒａｉｔｏｒ"),  # full width
    ("traitor", "𝐭𝐫𝐚𝐢𝐭𝐨𝐫"),  # mathematical bold
    ("traitor", "ⓣⓡⓐⓘⓣⓞⓡ"),  # circled
    ("traitor", "traaaaaitorrrr"),
    ("traitor", "t r a i t o r"),
    ("traitor", "t.r.a.i.t.o.r"),
    ("traitor", "tr*itor"),
    ("traitor", "*traitor*"),
    ("traitor", "@traitor"),
    ("traitor*", "traitors"),
    ("trait?r", "traiter"),
    ("*monger", "warmonger"),
    ("death to them", "Death, to THEM!"),
    ("you * dogs", "you filthy dogs"),
    ("don't", "dont"),
    ("dont", "don’t"),
    ("straße", "STRASSE"),
    ("ass", "a$$"),
    ("ass", "asssss"),
    ("paypal", "раураl"),  # Cyrillic but for one letter
    ("cop", "He is a сор, they said"),  # Cyrillic whole, among Latin words
    ("смерть", "СМЕРТЬ"),
]


@pytest.mark.parametrize(("pattern", "text"), [*ARABIC, *HEBREW, *PERSIAN, *LATIN])
def test_one_word_in_another_spelling_is_found(pattern: str, text: str) -> None:
    assert Pattern.parse(pattern).find(fold(clean(text)))
    # Inside of a sentence too.
    assert Pattern.parse(pattern).find(fold(clean(f"({text}).")))


NEAR_MISSES = [
    ("cunt", "Scunthorpe"),
    ("ass", "as"),
    ("ass", "class and assassin"),
    ("as", "ass"),
    ("god", "good"),
    ("pot", "рот у него открыт"),  # a Russian mouth in a Russian text
    ("igab", "1948"),  # a year is no word
    ("is", "15 percent"),
    ("homs", "Hamas"),
    ("traitor", "traitors"),
    ("death to them", "death to all of them"),
    ("you * dogs", "you dogs"),
    ("kill", "skill, kilo, Kiel"),
    ("hell", "shell"),
    ("كلب", "كلبنان"),  # "like Lebanon"
    ("كلب", "كليب"),
    ("طن", "وطن"),  # a homeland is no "and a ton"
    ("ماء", "ما"),  # water and what
    ("سم", "بسم الله"),
    ("حمص", "حماس"),
    ("عمان", "عثمان"),
    ("قتل", "قاتل"),
    ("کار", "شکار"),
    ("בן", "לבן"),  # white is no "to a son"
    ("רע", "ערב"),
]


@pytest.mark.parametrize(("pattern", "text"), NEAR_MISSES)
def test_what_only_resembles_it_is_not_found(pattern: str, text: str) -> None:
    assert Pattern.parse(pattern).find(fold(clean(text))) == []


def test_prefixes_and_disguises_are_options() -> None:
    assert not Pattern.parse("كلاب").find(fold("والكلاب"), prefixes=False)
    assert Pattern.parse("كلاب").find(fold("كلاب"), prefixes=False)
    assert not Pattern.parse("traitor").find(fold("tr@itor"), disguises=False)


@pytest.mark.parametrize(
    ("pattern", "text", "marked"),
    [
        ("traitor", "He is a tr@itor!", "tr@itor"),
        ("كلاب", "هؤلاء والكِلَابُ هنا", "كِلَابُ"),
        ("death to them", "So: Death, to THEM.", "Death, to THEM"),
        ("كلاب", "ﻛﻼﺏ", "ﻛﻼﺏ"),
        ("traitor", "a t r a i t o r s", None),
        ("kill", "k-i-l-l them", "k-i-l-l"),
        ("צהל", 'על צה"ל אמרו', 'צה"ל'),
        ("strasse", "Straße", "Straße"),
    ],
)
def test_the_place_is_that_of_the_typed_letters(
    pattern: str, text: str, marked: str | None
) -> None:
    found = Pattern.parse(pattern).find(fold(text))
    assert [text[span.start : span.end] for span in found] == ([marked] if marked else [])


@pytest.mark.parametrize(
    "pattern", ["", "a", "*", "* *", "a*", "* dogs", "dogs *", "a" * 101, "ab " * 9, "a*b*c*d*e"]
)
def test_a_pattern_that_says_too_little_or_too_much_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        Pattern.parse(pattern)


def test_the_worst_pattern_and_text_are_quick() -> None:
    pattern = Pattern.parse("*a*a*b")
    started = time.process_time()
    pattern.find(fold("a" * 5000))
    pattern.find(fold(" ".join("a" * 59 + str(number) for number in range(80))))
    Pattern.parse("a a a a a a a b").find(fold("a " * 2500))
    assert time.process_time() - started < 2


@given(st.text(max_size=200))
def test_every_letter_knows_its_place(text: str) -> None:
    folded = fold(text)
    for word in folded.words:
        assert len(word.letters) == len(word.places)
        assert list(word.places) == sorted(word.places)
        assert 0 <= word.start < word.end <= len(text)
    for one, other in zip(folded.words, folded.words[1:], strict=False):
        assert one.end <= other.start


@given(st.text(alphabet="abcابتкак0135@$!*- \n\u0640\u064e\u05bc", max_size=60))
def test_a_texts_own_words_are_found_in_it(text: str) -> None:
    for word in text.split():
        try:
            pattern = Pattern.parse(word)
        except BadPattern:
            continue
        if not set(word) & set("*?@$!"):
            assert pattern.find(fold(clean(word)))
