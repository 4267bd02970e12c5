"""Lists that cost the same on every page: no count, no offset.

A page is asked for by the row it follows, ``?older=VALUE~ID``, or precedes, ``?newer=``.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest

from articles.admin.typed import Page, Paginator

OLDER = "older"
NEWER = "newer"
DEEPEST = 10  # pages of suggestions; whoever needs more types another letter


class KeysetList(ChangeList):
    """A change list in the order of one field and the number, asked for by cursor."""

    older_url: str | None = None
    newer_url: str | None = None
    is_keyset = True

    def keys(self) -> tuple[str, ...]:
        """The ordering: at most one field, then ``pk``, both in the same direction."""
        keys: tuple[str, ...] = getattr(self.model_admin, "keys", ("-pk",))
        return keys

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return list(self.keys())

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        """The filtered rows; the cursor is no filter and is put aside."""
        self.cursors = {}
        for name in (OLDER, NEWER):
            self.filter_params.pop(name, None)
            if value := self.params.pop(name, None):
                self.cursors[name] = str(value)
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request: HttpRequest) -> None:
        rows = self._page()
        self.result_list = rows
        self.result_count = len(rows)
        self.full_result_count = None
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = False

    def _page(self) -> list[Model]:
        size = self.list_per_page
        if cursor := self.cursors.get(NEWER):
            backwards = self.queryset.reverse().filter(self._beyond(cursor, backwards=True))
            rows = list(backwards[: size + 1])
            if len(rows) >= size:
                more = len(rows) > size
                rows = rows[:size][::-1]
                self._link(rows, newer=more, older=True)
                return rows
        queryset = self.queryset
        if cursor := self.cursors.get(OLDER):
            queryset = queryset.filter(self._beyond(cursor, backwards=False))
        rows = list(queryset[: size + 1])
        self._link(rows[:size], newer=OLDER in self.cursors, older=len(rows) > size)
        return rows[:size]

    def _link(self, rows: list[Model], *, newer: bool, older: bool) -> None:
        if rows and older:
            self.older_url = self.get_query_string({OLDER: self._cursor(rows[-1])})
        if rows and newer:
            self.newer_url = self.get_query_string({NEWER: self._cursor(rows[0])})
        elif newer:
            self.newer_url = self.get_query_string()

    def _cursor(self, row: Model) -> str:
        *names, _ = (key.lstrip("-") for key in self.keys())
        values = [self._field(name).value_to_string(row) for name in names]
        return "~".join([*values, str(row.pk)])

    def _beyond(self, cursor: str, *, backwards: bool) -> Q:
        """What comes after a cursor in the list's direction, or before it."""
        *names, last = self.keys()
        way = "lt" if last.startswith("-") != backwards else "gt"
        value, _, number = cursor.rpartition("~")
        try:
            beyond = Q(**{f"pk__{way}": int(number)})
            for name in (key.lstrip("-") for key in names):
                edge = self._field(name).to_python(value)
                if edge is None:
                    raise IncorrectLookupParameters
                # The first condition is what the index can use.
                beyond = Q(**{f"{name}__{way}e": edge}) & (Q(**{f"{name}__{way}": edge}) | beyond)
        except (ValueError, OverflowError, ValidationError) as wrong:
            raise IncorrectLookupParameters(wrong) from wrong
        return beyond

    def _field(self, name: str) -> Field[Any, Any]:
        field = self.lookup_opts.get_field(name)
        if not isinstance(field, Field):
            raise TypeError(name)
        return field


class _UncountedPage(Page[Any]):
    def __init__(self, rows: list[Any], number: int, paginator: UncountedPaginator) -> None:
        super().__init__(rows[: paginator.per_page], number, paginator)
        self.more = len(rows) > paginator.per_page and number < DEEPEST

    def has_next(self) -> bool:
        return self.more


class UncountedPaginator(Paginator[Any]):
    """Pages of suggestions: one row more than asked for tells whether there is a next page."""

    def validate_number(self, number: Any) -> int:
        try:
            number = int(number)
        except (TypeError, ValueError):
            raise PageNotAnInteger("not a page") from None
        if not 1 <= number <= DEEPEST:
            raise EmptyPage("no such page")
        return int(number)

    def page(self, number: int | str) -> _UncountedPage:
        """One page and whether another follows."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        return _UncountedPage(rows, number, self)
