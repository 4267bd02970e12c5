"""How a dateline is set in type."""

from __future__ import annotations

import pytest

from articles.datelines import DatelinePlace, dateline


def place(
    name: str, name_ar: str = "", qualifier: str = "", qualifier_ar: str = ""
) -> DatelinePlace:
    return DatelinePlace(
        place=1,
        name=name,
        name_ar=name_ar,
        slug="x",
        qualifier=qualifier,
        qualifier_ar=qualifier_ar,
    )


BEIRUT, MOSCOW = place("Beirut", "بيروت"), place("Moscow", "موسكو")
TRIPOLI = place("Tripoli", "طرابلس", "Lebanon", "لبنان")


@pytest.mark.parametrize(
    ("places", "language", "line"),
    [
        ([], "en", ""),
        ([], "ar", ""),
        ([BEIRUT], "en", "BEIRUT:"),
        ([BEIRUT, MOSCOW], "en", "BEIRUT/MOSCOW:"),
        ([MOSCOW, BEIRUT], "en", "MOSCOW/BEIRUT:"),
        ([TRIPOLI], "en", "TRIPOLI, Lebanon:"),
        ([TRIPOLI, BEIRUT], "en", "TRIPOLI, Lebanon/BEIRUT:"),
        ([place("Zürich")], "en", "ZÜRICH:"),
        ([place("Baalbek", "بعلبك")], "en", "BAALBEK:"),
        ([BEIRUT, MOSCOW], "ar", "بيروت/موسكو:"),
        ([TRIPOLI], "ar", "طرابلس، لبنان:"),
        # Without an Arabic name the English one stands as it is written, not in capitals.
        ([place("Lyon"), BEIRUT], "ar", "Lyon/بيروت:"),
    ],
)
def test_places_are_printed_in_order(places: list[DatelinePlace], language: str, line: str) -> None:
    assert dateline(places, language) == line
