"""The corrections that a day's printed paper has to carry, for whoever makes its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.base import person
from articles.admin.site import desk
from articles.corrections import Told, told_in
from articles.dates import full_date
from articles.models import Article, Correction, PrintEdition
from articles.pagination import page_order
from articles.permissions import can_view_stories
from articles.workflow import Publication

MOST = 100  # corrections of a day; a paper has a few


@dataclass(frozen=True)
class Line:
    """A correction to be printed; without ``told`` nobody has approved it yet."""

    correction: Correction
    told: Told | None


@require_safe
def print_list(request: HttpRequest) -> HttpResponse:
    """The corrections to be printed on ``?day=``, by page; else on the next day that has some."""
    user = person(request)
    if not can_view_stories(user):
        raise PermissionDenied
    asked = _day(request.GET.get("day", ""))
    today = timezone.localdate()
    waiting = Correction.objects.exclude(print_date=None)
    waiting = waiting.exclude(article__removal=Publication.TAKEN_DOWN)
    coming = waiting.filter(print_date__gte=today).order_by("print_date", "pk")
    day = asked or coming.values_list("print_date", flat=True).first() or today
    before = waiting.filter(print_date__lt=day).order_by("-print_date", "-pk")
    after = waiting.filter(print_date__gt=day).order_by("print_date", "pk")
    lines = _lines(day)
    context = {
        **desk.each_context(request),
        "title": _("Corrections to be printed"),
        "day": day,
        "day_words": full_date(day, user.language),
        "lines": lines,
        "editions": PrintEdition.objects.filter(date=day).order_by("publication", "name"),
        "waiting": sum(line.told is None for line in lines),
        "earlier": before.values_list("print_date", flat=True).first(),
        "later": after.values_list("print_date", flat=True).first(),
        "is_unreadable": bool(request.GET.get("day")) and asked is None,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/corrections/print_list.html", context)


def _lines(day: date) -> list[Line]:
    rows = list(
        Correction.objects.filter(print_date=day)
        .exclude(article__removal=Publication.TAKEN_DOWN)
        .select_related("article", "corrected_by")
        .defer("article__body", "article__deck")
        .order_by("pk")[:MOST]
    )
    told = told_in(row.article_id for row in rows) if rows else {}
    rows.sort(key=lambda row: (not row.print_page, page_order(row.print_page), row.pk))
    return [Line(row, told.get(row.pk)) for row in rows]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
