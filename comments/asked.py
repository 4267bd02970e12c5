"""Row numbers as addresses and forms bring them. Pure."""

from __future__ import annotations

MOST_DIGITS = 18


def row_number(text: str) -> int | None:
    """A row's number; nonsense is as good as nothing."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_one else None
