"""The admin's search box for a row of another table, which nonsense does not break."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect

LONGEST_NUMBER = 18  # digits that surely fit the key


def is_number(typed: str) -> bool:
    """Whether a text can be the number of a row."""
    return typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER


class PickedSelect(AutocompleteSelect):
    """Shows a form again whatever was posted: what is no number picks nothing.

    Django looks for it among the rows all the same, and fails.
    """

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if is_number(str(one))], attrs)
