"""The filters of the list of assignments. Each puts a question that an index answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.assignments.form import writers
from articles.admin.assignments.rows import Assignments, for_nobody, in_stage, of, open_ones
from articles.admin.base import person
from articles.admin.stories.filters import TypedFilter
from articles.planning import Stage
from staff.models import User

STAGE, EVERYTHING = "stage", "all"


def is_backwards(params: dict[str, Any]) -> bool:
    """Whether a list is read from its end: what is to be done begins with what is due first."""
    return params.get(STAGE) in {Stage.DONE, Stage.DROPPED, EVERYTHING}


class StageFilter(admin.SimpleListFilter):
    title = _("stage")
    parameter_name = STAGE

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Stage.choices, (EVERYTHING, _("All, those done and dropped too"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The first choice, of no stage, is what is to be done, and says so."""
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("To be done"),
        }
        yield from islice(super().choices(changelist), 1, None)

    def queryset(self, request: HttpRequest, queryset: Assignments) -> Assignments:
        value = self.value()
        if value in Stage.values:
            return in_stage(queryset, Stage(value))
        return queryset if value == EVERYTHING else open_ones(queryset)


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("Mine")), ("nobody", _("Nobody’s yet"))]

    def queryset(self, request: HttpRequest, queryset: Assignments) -> Assignments | None:
        if self.value() == "mine":
            return of(queryset, person(request))
        return for_nobody(queryset) if self.value() == "nobody" else None


class PersonForm(forms.Form):
    person = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Colleague"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = writers()


class PersonFilter(TypedFilter):
    title = _("colleague")
    template = "admin/articles/article/_typed_filter.html"
    names = ("person",)

    def form(self) -> forms.Form:
        return PersonForm(self.numbers() or None)

    def queryset(self, request: HttpRequest, queryset: Assignments) -> Assignments | None:
        number = self.numbers().get("person")
        return of(queryset, User(pk=int(number))) if number else None
