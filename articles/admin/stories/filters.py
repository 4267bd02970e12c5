"""The filters of the list of stories. Each puts a question that an index answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
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
from articles.models import Article, Byline, Contributor
from articles.models.article import CHANGED_SINCE, NEVER_PUBLISHED, WITHDRAWN
from articles.workflow import Editorial, Publication
from staff.models import User

Stories = QuerySet[Article]


class _IsAmong(Func):
    """``x = ANY (array)``: with IN, the planner walks all stories rather than sort a few."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def own_stories(stories: Stories, user: User) -> Stories:
    """The stories that somebody began or stands in the byline of."""
    begun = Article.objects.filter(created_by=user).order_by().values("pk")
    signed = Byline.objects.filter(contributor__user=user).order_by().values("article")
    return stories.filter(_IsAmong(F("pk"), ArraySubquery(begun.union(signed))))


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

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [choice for choice in Editorial.choices if choice[0] != Editorial.SPIKED]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        return queryset.filter(editorial=self.value()) if self.value() in Editorial.values else None


class PublicationFilter(admin.SimpleListFilter):
    title = _("publication")
    parameter_name = "publication"
    CHANGED = "changed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Publication.choices, (self.CHANGED, _("Live with unpublished changes"))]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        now = timezone.now()
        if self.value() == self.CHANGED:
            return changed_since_publication(queryset)
        conditions = {
            Publication.UNPUBLISHED: NEVER_PUBLISHED & Q(withdrawn_at=None),
            Publication.SCHEDULED: Q(first_published_at__gt=now, goes_live_at__gt=now)
            & Q(withdrawn_at=None),
            Publication.LIVE: Q(first_published_at__lte=now, withdrawn_at=None),
            Publication.WITHDRAWN: WITHDRAWN,
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
        return ContributorForm(self.used_parameters or None)

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories | None:
        number = str(self.used_parameters.get("contributor", ""))
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        signed = Byline.objects.filter(contributor=int(number)).order_by().values("article")
        return queryset.filter(pk__in=signed)


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
