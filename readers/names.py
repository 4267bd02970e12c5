"""The names that readers show beside their comments."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

LONGEST = 60
MOST_MARKS = 3  # combining marks in a row: enough for vocalised Arabic and Vietnamese

Check = Callable[[str], str | None]
_checks: list[Check] = []


class BadName(ValueError):
    """A name that cannot be shown; the message is for the reader."""


def register_check(check: Check) -> None:
    """Have every name looked at: `check` answers a sentence for the reader, or nothing."""
    if check not in _checks:
        _checks.append(check)


def clean_name(text: str) -> str:
    """The name as it will be shown: one line, nothing invisible, at most 60 characters.

    Raises:
        BadName: nothing to show is left, it is too long, or a check refuses it.
    """
    name = " ".join(_visible(unicodedata.normalize("NFC", text[: 20 * LONGEST])).split())
    if not any(unicodedata.category(char)[0] in "LN" for char in name):
        raise BadName(_("Write the name to be shown with your comments."))
    if len(name) > LONGEST:
        raise BadName(_("A name may have 60 characters at most."))
    for check in _checks:
        if sentence := check(name):
            raise BadName(sentence)
    return name


def _visible(text: str) -> str:
    """Without control, format and private characters and without towers of marks."""
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category[0] == "Z" or char in "\t\r\n":
            char = " "
        elif category[0] == "C":
            continue
        marks = marks + 1 if category[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
