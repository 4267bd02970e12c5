"""The page of the calendar: one week, what is to come on each day, and the ways to move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.assignments.calendar import Asked, week
from articles.admin.assignments.form import writers
from articles.admin.base import person
from articles.admin.site import desk
from articles.admin.time.form import DAY, desk_zone
from articles.clock import database_now
from articles.dates import long_date
from articles.languages import spoken
from articles.models import Assignment, Section
from articles.permissions import can_plan, can_propose, can_view_stories
from articles.week import DAYS, week_of
from staff.models import User

FARTHEST = timedelta(days=36600)


class WeekForm(forms.Form):
    """Which week, and what of it."""

    day = forms.DateField(label=gettext_lazy("Week of"), required=False, widget=DAY)
    section = forms.ModelChoiceField(
        queryset=Section.objects.all(),
        label=gettext_lazy("Section"),
        required=False,
        empty_label=gettext_lazy("All sections"),
    )
    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=gettext_lazy("Colleague"),
        required=False,
        empty_label=gettext_lazy("Everybody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = writers()

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("That is more than a hundred years away."))
        return day


def week_urls(view: Callable[[Any], Any]) -> list[URLPattern]:
    """The address of the calendar, below those of assignments."""
    return [path("week/", view(require_safe(week_page)), name="articles_assignment_week")]


def week_page(request: HttpRequest) -> HttpResponse:
    """The week of the asked day, else this one; what cannot be read is said and left out."""
    user = person(request)
    if not can_view_stories(user):
        raise PermissionDenied
    today = timezone.localdate()
    form = WeekForm({"day": today.isoformat(), **_typed(request)})
    is_valid = form.is_valid()
    typed = form.cleaned_data
    days = week_of(typed.get("day") or today)
    asked = Asked(typed.get("section"), typed.get("person"))
    shown = week(days, asked, user, database_now())
    numbers = {"section": asked.section, "person": asked.person}
    kept = {name: str(row.pk) for name, row in numbers.items() if row}
    context = {
        **desk.each_context(request),
        "title": _("The week from %(first)s to %(last)s")
        % {"first": long_date(days[0], spoken()), "last": long_date(days[-1], spoken())},
        "days": shown,
        "is_empty": all(day.is_empty for day in shown),
        "is_narrowed": bool(kept),
        "form": form,
        "zone": desk_zone().key,
        "earlier": _address(days[0] - timedelta(days=DAYS), kept),
        "this_week": _address(today, kept),
        "later": _address(days[0] + timedelta(days=DAYS), kept),
        "everything": _address(days[0], {}),
        "here": _address(days[0], kept),
        "can_plan": can_plan(user),
        "can_propose": can_propose(user),
        "opts": Assignment._meta,
    }
    status = 200 if is_valid else 400
    return TemplateResponse(request, "admin/articles/assignment/week.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items() if value}


def _address(day: date, kept: dict[str, str]) -> str:
    page = reverse("admin:articles_assignment_week")
    return f"{page}?{urlencode({'day': day.isoformat(), **kept})}"
