"""Fields that pick a row of another table, looked up together instead of one by one.

Django asks once for each field when a form is shown and three times when it is posted. A story
with a dozen rows would take a hundred queries to save.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Model, QuerySet
from django.forms import Field, ModelChoiceField

from articles.admin.picked import PickedSelect
from articles.asked import whole_number


class Known:
    """Rows of one table by their number.

    Args:
        queryset: where those that are not known yet are looked up.
        rows: those that were loaded anyway.
        wanted: what was posted in all fields of this kind, fetched with the first unknown one.
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        rows: Iterable[Model] = (),
        wanted: Iterable[str] = (),
    ) -> None:
        self._queryset, self._wanted = queryset, wanted
        self._rows = {str(row.pk): row for row in rows}
        self._is_fetched = False

    def get(self, value: object) -> Model | None:
        """The row of a number as typed or stored; none where there is no such row."""
        number = str(getattr(value, "pk", value))
        if number not in self._rows and not self._is_fetched:
            self._is_fetched = True
            numbers = {
                typed for typed in (number, *self._wanted) if whole_number(typed) is not None
            }
            missing = [int(typed) for typed in numbers - self._rows.keys()]
            if missing:
                self._rows |= {str(row.pk): row for row in self._queryset.filter(pk__in=missing)}
        return self._rows.get(number)


class Chosen(ModelChoiceField[Any]):
    """A choice that is looked for among the known rows first."""

    known: Known | None = None

    def to_python(self, value: Any) -> Any:
        if self.known is not None and value not in self.empty_values:
            row = self.known.get(value)
            if row is not None:
                return row
        return super().to_python(value)


class ChosenSelect(PickedSelect):
    """The admin's search box, whose picked row is among the known ones."""

    known: Known | None = None

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        picked = [self.known.get(number) for number in value if number] if self.known else [None]
        if None in picked:
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for row in filter(None, picked):
            options.append(self.create_option(name, row.pk, str(row), True, len(options)))
        return [(None, options, 0)]


def tell(field: Field, known: Known) -> None:
    """Let a field and its search box know the rows."""
    if isinstance(field, Chosen):
        field.known = known
    widget = field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if isinstance(widget, ChosenSelect):
        widget.known = known
