"""What counts as a whole number in an address or a form."""

from __future__ import annotations

import pytest

from articles.asked import ROW, SMALL, whole_number


def test_digits_are_a_number() -> None:
    assert whole_number("0") == 0
    assert whole_number("0042") == 42
    assert whole_number("9" * ROW) == 10**ROW - 1
    assert whole_number("9" * SMALL, SMALL) == 10**SMALL - 1


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "-1", "+1", "1.0", "1e3", "٣", "²", "x", "0" * 5000]
)
def test_everything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize("digits", [ROW, SMALL])
def test_no_more_than_a_column_holds(digits: int) -> None:
    assert whole_number("1" * (digits + 1), digits) is None
