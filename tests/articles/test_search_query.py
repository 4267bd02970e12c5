"""What is typed into the readers' search: understood, whatever it is."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search.asked import asked
from articles.search.query import LONGEST, MOST_WORDS, Query, understood
from articles.search.spellings import Name, book


def words_in(query: Query) -> list[list[tuple[str, ...]]]:
    return [[term.words for term in group] for group in query.groups]


@pytest.mark.parametrize(
    "typed, groups, excluded",
    [
        ("olive harvest", [[("olive",)], [("harvest",)]], []),
        ("“power cuts” north", [[("power", "cuts")], [("north",)]], []),
        ("«انقطاع الكهرباء»", [[("انقطاع", "كهرباء")]], []),
        ('"never closed', [[("never", "closed")]], []),
        ("port -Tripoli", [[("port",)]], [("tripoli",)]),
        ('port -"north wind"', [[("port",)]], [("north", "wind")]),
        ("Qara OR Yabroud road", [[("qara",), ("yabroud",)], [("road",)]], []),
        ("قارة أو يبرود", [[("قاره",), ("يبرود",)]], []),
        ("Qara | Yabroud | Arsal", [[("qara",), ("yabroud",), ("arsal",)]], []),
        ("cease-fire", [[("cease", "fire")]], []),
        ("al-Assad", [[("assad",)]], []),
        ("al Assad", [[("assad",)]], []),
        ("the road to Qara", [[("road",)], [("qara",)]], []),
        (
            "to be or not to be",
            [[("to",)], [("be",)], [("or",)], [("not",)], [("to",)], [("be",)]],
            [],
        ),
        ('"the day after"', [[("the", "day", "after")]], []),
        ("OR port OR", [[("port",)]], []),
        ("ports", [[("ports",)]], []),
        ("non-aligned -", [[("non", "aligned")]], []),
        ("-port", [], [("port",)]),
        ('- - -- "" «» OR | ! & ( ) :* <->', [], []),
        ("🇱🇧 \u202e\u2066", [], []),
        ("   ", [], []),
    ],
)
def test_what_is_typed_is_understood(
    typed: str, groups: list[list[tuple[str, ...]]], excluded: list[tuple[str, ...]]
) -> None:
    query = understood(typed)
    assert words_in(query) == groups
    assert [term.words for term in query.excluded] == excluded


def test_what_is_too_long_is_cut_and_said_to_be() -> None:
    assert understood("word " * MOST_WORDS).is_cut is False
    query = understood("word " * (MOST_WORDS + 1))
    assert (len(query.groups), query.is_cut) == (MOST_WORDS, True)
    query = understood("x" * 100_000)
    assert (len(query.typed), query.is_cut) == (LONGEST, True)


def test_only_leaving_out_is_no_search() -> None:
    assert understood("-port -road").only_excludes
    assert understood("-port").is_hopeless
    assert understood("???").is_hopeless
    assert not understood("").is_hopeless
    assert not understood("port -road").only_excludes


BOOK = book(
    [
        Name("Qalamoun", "القلمون", ("Kalamoun",), ("Calamon",)),
        Name("Deir al-Zor", "دير الزور", ("Deir Ezzor",)),
        Name("Tyre", "صور", (), ("Sour",)),
    ]
)


@pytest.mark.parametrize(
    "typed, also",
    [
        ("Kalamoun", ["Qalamoun", "القلمون"]),
        ("kalamoun road", ["Qalamoun", "القلمون"]),
        ("القلمون", ["Qalamoun", "Kalamoun"]),
        ("deir ezzor road", ["Deir al-Zor", "دير الزور"]),
        ("Deir Al Zor", ["دير الزور", "Deir Ezzor"]),
        ('"Kalamoun"', []),  # as it stands
        ("Kalamoun OR Homs", []),
        ("Sour", []),  # may mean something else
        ("deir", []),
    ],
)
def test_a_name_is_searched_for_in_all_its_spellings(typed: str, also: list[str]) -> None:
    assert list(asked(understood(typed), BOOK).also) == also


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\"'“”«»„-−|&!():*<>\\ \u202e\u2066\u0640\u064b٣²ا ل و \t\n🇱🇧%_;$"),
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    ),
    max_size=600,
)


@pytest.mark.django_db
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HOSTILE)
def test_the_database_understands_whatever_was_typed(typed: str) -> None:
    query = understood(typed)
    question = asked(query, BOOK)
    assert bool(question.words) == bool(query.groups)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsquery, %s::tsquery", [question.words, question.ranked])
    for group in query.groups:
        for term in group:
            for begin, end in term.places:
                assert query.typed[begin:end].strip()
