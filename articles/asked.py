"""Whole numbers as addresses and forms bring them. Pure."""

from __future__ import annotations

ROW = 18  # digits that surely fit the number of a row
SMALL = 9  # digits that surely fit a version, or the number of a revision


def whole_number(text: str, digits: int = ROW) -> int | None:
    """A number of at most so many digits; nonsense is as good as nothing."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_one else None
