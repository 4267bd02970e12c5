"""What was done with a front, by whom, when and why; any two versions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.front.asked import context_of, front_asked, said
from articles.admin.front.compared import compared
from articles.admin.front.page import working_copy
from articles.admin.time.hours import in_typed_words
from articles.asked import SMALL, whole_number
from articles.fronts.plan import automatic
from articles.fronts.verbs import version_of
from articles.models import FrontAct, FrontVersion

TEMPLATE = "admin/articles/front/history.html"
MOST = 50  # versions and acts of one page


@dataclass(frozen=True)
class Entry:
    """A version, or something that was done."""

    at: Any
    when: str
    version: FrontVersion | None = None
    act: FrontAct | None = None
    typed: str = ""


@require_safe
def history_page(request: HttpRequest, language: str) -> HttpResponse:
    """The history, newest first (``?before=`` a version); ``?old=`` and ``?new=`` compared."""
    front_asked(request, language)
    before = _number(request, "before")
    versions = FrontVersion.objects.filter(front=language).select_related("author")
    if before:
        versions = versions.filter(number__lt=before)
    shown = list(versions[: MOST + 1])
    older = shown[MOST - 1].number if len(shown) > MOST else None
    shown = shown[:MOST]
    new = version_of(language, _number(request, "new") or 0)
    asked = _number(request, "old")
    old = version_of(language, asked if asked is not None else (new.number - 1 if new else 0))
    plan_before = old.plan if old else automatic([])
    context = {
        **context_of(request, language, _("History of the front page")),
        "entries": _entries(language, shown, before),
        "older": older,
        "working": working_copy(language),
        "new": new,
        "old": old,
        "places": compared(plan_before, new.plan) if new else [],
    }
    return TemplateResponse(request, TEMPLATE, context)


def _entries(language: str, versions: list[FrontVersion], before: int | None) -> list[Entry]:
    acts = FrontAct.objects.filter(front=language).select_related("by", "version", "strip")
    if versions:
        acts = acts.filter(at__gte=versions[-1].created_at)
    if before and versions:
        acts = acts.filter(at__lt=versions[0].created_at)
    found = [Entry(one.created_at, said(one.created_at), version=one) for one in versions]
    for act in acts[: MOST * 2]:
        typed = in_typed_words(act.typed) if act.typed else ""
        found.append(Entry(act.at, said(act.at), act=act, typed=typed))
    return sorted(found, key=lambda one: (one.at, one.act is not None), reverse=True)


def _number(request: HttpRequest, name: str) -> int | None:
    return whole_number(request.GET.get(name, ""), SMALL)
