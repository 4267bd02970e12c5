"""The admin's search box for a row of another table, which nonsense does not break."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect

from articles.asked import whole_number


class PickedSelect(AutocompleteSelect):
    """Shows a form again whatever was posted: what is no number picks nothing.

    Django looks for it among the rows all the same, and fails.
    """

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        shown = [one for one in value if whole_number(str(one)) is not None]
        return super().optgroups(name, shown, attrs)
