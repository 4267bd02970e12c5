"""The page on which the chief says how much each point weighs. Everybody may read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.base import DeskAdmin, person
from articles.admin.site import desk
from articles.checklist.points import ASKS, Level, Point, levels_from
from articles.models import PointLevels
from articles.permissions import can_set_points, can_view_stories

SEEN = "seen"
HISTORY = 10  # changes that the page shows
Levels = dict[Point, Level]


class LevelsForm(forms.Form):
    """One choice for each point."""

    def __init__(self, *args: Any, may_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for point in Point:
            self.fields[point.value] = forms.ChoiceField(
                label=point.label, choices=Level.choices, disabled=not may_change
            )

    def levels(self) -> Levels:
        return {point: Level(self.cleaned_data[point.value]) for point in Point}


def levels_page(request: HttpRequest) -> HttpResponse:
    """Show the weights, or set them (POST): by the newest version only."""
    user = person(request)
    if not can_view_stories(user) or (request.method == "POST" and not can_set_points(user)):
        raise PermissionDenied
    if request.method == "POST":
        return _set(request)
    newest = PointLevels.objects.select_related("by").first()
    levels = levels_from(newest.levels if newest else {})
    initial = {point.value: level.value for point, level in levels.items()}
    form = LevelsForm(initial=initial, may_change=can_set_points(user))
    return _page(request, form, newest)


@transaction.atomic
def _set(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:  # two chiefs at once are taken one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('articles_pointlevels'))")
    newest = PointLevels.objects.select_related("by").first()
    before = levels_from(newest.levels if newest else {})
    form = LevelsForm(request.POST, may_change=True)
    if not form.is_valid():
        return _page(request, form, newest, status=400)
    wanted = form.levels()
    if wanted == before:
        messages.info(request, _("Nothing had changed."))
    elif request.POST.get(SEEN, "") != str(newest.pk if newest else 0):
        return _page(request, form, newest, status=409, now=before)
    else:
        levels = {point.value: level.value for point, level in wanted.items()}
        PointLevels.objects.create(levels=levels, by=person(request))
        messages.success(request, _("Saved. Stories are held against this from now on."))
    return HttpResponseRedirect(reverse("admin:articles_pointlevels_changelist"))


def _page(
    request: HttpRequest,
    form: LevelsForm,
    newest: PointLevels | None,
    *,
    status: int = 200,
    now: Levels | None = None,
) -> HttpResponse:
    """The page.

    Args:
        now: for a stale form, what is in force; shown beside what was chosen.
    """
    chosen = {name: form[name].value() for name in form.fields}
    rows = [
        {
            "field": form[point.value],
            "asks": ASKS[point],
            "now": now[point].label if now and now[point].value != chosen[point.value] else "",
        }
        for point in Point
    ]
    context = {
        **desk.each_context(request),
        "title": _("Points before publication"),
        "rows": rows,
        "newest": newest,
        "may_change": can_set_points(request.user),
        "is_stale": now is not None,
        "changes": _changes(),
        "opts": PointLevels._meta,
    }
    template = "admin/articles/checklist/levels.html"
    return TemplateResponse(request, template, context, status=status)


def _changes() -> list[dict[str, object]]:
    """The last changes, newest first, each with what it changed."""
    rows = list(PointLevels.objects.select_related("by")[: HISTORY + 1])
    changes: list[dict[str, object]] = []
    for number, row in enumerate(rows[:HISTORY]):
        earlier = levels_from(rows[number + 1].levels if number + 1 < len(rows) else {})
        later = levels_from(row.levels)
        what = [
            (point.label, later[point].label) for point in Point if later[point] != earlier[point]
        ]
        changes.append({"row": row, "what": what})
    return changes


class PointLevelsAdmin(DeskAdmin[PointLevels]):
    """The points have one page and no list."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: PointLevels | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(levels_page)
        return [path("", page, name="articles_pointlevels_changelist")]
