"""The filters of the list of stories. Each puts a question that an index answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.filters import ListFilter
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.admin.base import person
from articles.admin.site import desk
from articles.asked import whole_number
from articles.models import Article, Byline, Contributor, Dateline, Place
from articles.models.article import CHANGED_SINCE, EMBARGOED, NEVER_PUBLISHED, WITHDRAWN
from articles.workflow import Editorial, Publication
from staff.models import User

Stories = QuerySet[Article]
NOT_SPIKED = ~Q(editorial=Editorial.SPIKED)


class IsAmong(Func):
    """``x = ANY (array)``: with IN, the planner walks all stories rather than sort a few."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def own_stories(stories: Stories, user: User) -> Stories:
    """The stories that somebody began or stands in the byline of."""
    begun = Article.objects.filter(created_by=user).order_by().values("pk")
    signed = Byline.objects.filter(contributor__user=user).order_by().values("article")
    return stories.filter(IsAmong(F("pk"), ArraySubquery(begun.union(signed))))


def changed_since_publication(stories: Stories) -> Stories:
    """What readers have in an older text than the desk."""
    return stories.filter(CHANGED_SINCE, withdrawn_at=None).exclude(
        head_revision__content_hash=F("published_revision__content_hash")
    )


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("My stories"))]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        return own_stories(queryset, person(request)) if self.value() == "1" else None


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    EVERYTHING = "all"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Editorial.choices, (self.EVERYTHING, _("All, spiked ones too"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The first choice, of no status, leaves spiked stories out, and says so."""
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("All but spiked ones"),
        }
        yield from islice(super().choices(changelist), 1, None)

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        if self.value() in Editorial.values:
            return queryset.filter(editorial=self.value())
        # What was given up is in the way of every list that does not ask for it.
        return None if self.value() == self.EVERYTHING else queryset.filter(NOT_SPIKED)


class PublicationFilter(admin.SimpleListFilter):
    title = _("publication")
    parameter_name = "publication"
    CHANGED, EMBARGOED = "changed", "embargoed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            *Publication.choices,
            (self.CHANGED, _("Live with unpublished changes")),
            (self.EMBARGOED, _("Under embargo")),
        ]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        now = timezone.now()
        if self.value() == self.CHANGED:
            return changed_since_publication(queryset)
        if self.value() == self.EMBARGOED:
            return queryset.filter(EMBARGOED, embargo_until__gt=now)
        conditions = {
            Publication.UNPUBLISHED: NEVER_PUBLISHED & Q(withdrawn_at=None),
            Publication.SCHEDULED: Q(first_published_at__gt=now, goes_live_at__gt=now)
            & Q(withdrawn_at=None),
            Publication.LIVE: Q(first_published_at__lte=now, withdrawn_at=None),
            Publication.WITHDRAWN: WITHDRAWN & Q(removal=""),
            Publication.RETRACTED: WITHDRAWN & Q(removal=Publication.RETRACTED),
            Publication.TAKEN_DOWN: WITHDRAWN & Q(removal=Publication.TAKEN_DOWN),
        }
        value = self.value()
        return queryset.filter(conditions[Publication(value)]) if value in conditions else None


class TypedFilter(ListFilter):
    """A filter whose value is typed or looked up, not chosen from links."""

    names: tuple[str, ...] = ()

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.names:
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.names)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """The form's fields and the parameters that it has to send along."""
        others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name not in self.names
            for value in values
        ]
        yield {
            "form": self.form(),
            "others": others,
            "is_set": bool(self.used_parameters),
            "clear": changelist.get_query_string(remove=list(self.names)),
        }

    def form(self) -> forms.Form:
        raise NotImplementedError

    def numbers(self) -> dict[str, str]:
        """The values that can be numbers of rows: a field that looks rows up takes nothing else."""
        values = {name: str(value) for name, value in self.used_parameters.items()}
        return {name: value for name, value in values.items() if whole_number(value) is not None}


class ContributorForm(forms.Form):
    contributor = ModelChoiceField(
        queryset=Contributor.objects.all(),
        label=_("Name in the byline"),
        required=False,
        widget=AutocompleteSelect(Byline._meta.get_field("contributor"), desk),
    )


class ContributorFilter(TypedFilter):
    title = _("byline")
    template = "admin/articles/article/_typed_filter.html"
    names = ("contributor",)

    def form(self) -> forms.Form:
        return ContributorForm(self.numbers() or None)

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        return None  # asked for together with the words, see ``articles.admin.finding.subjects``


class PlaceForm(forms.Form):
    place = ModelChoiceField(
        queryset=Place.objects.all(),
        label=_("Place in the dateline"),
        required=False,
        widget=AutocompleteSelect(Dateline._meta.get_field("place"), desk),
    )


class PlaceFilter(ContributorFilter):
    title = _("place")
    names = ("place",)

    def form(self) -> forms.Form:
        return PlaceForm(self.numbers() or None)


class TagForm(forms.Form):
    tag = forms.CharField(
        label=_("Tag, as it is written"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class TagFilter(ContributorFilter):
    title = _("tag")
    names = ("tag",)

    def form(self) -> forms.Form:
        return TagForm(self.used_parameters or None)


class PublishedForm(forms.Form):
    published_from = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    published_to = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class PublishedFilter(TypedFilter):
    """The day of the newest publication, on the newspaper's clock; the list follows it."""

    title = _("published")
    template = "admin/articles/article/_typed_filter.html"
    names = ("published_from", "published_to")

    def form(self) -> forms.Form:
        return PublishedForm(self.used_parameters or None)

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        first, last = (_day(self.used_parameters.get(name)) for name in self.names)
        if first:
            queryset = queryset.filter(goes_live_at__gte=_midnight(first))
        if last and last < date.max:
            queryset = queryset.filter(goes_live_at__lt=_midnight(last + timedelta(days=1)))
        return queryset


def is_by_publication(params: dict[str, Any]) -> bool:
    """Whether the list is asked for by publication, so that it is in that order too."""
    return any(_day(params.get(name)) for name in PublishedFilter.names)


def _day(value: object) -> date | None:
    try:
        return parse_date(str(value or ""))
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
