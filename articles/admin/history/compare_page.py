"""Two revisions of a story side by side, word by word."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.history.asked import READERS, revision_asked, story_asked
from articles.admin.site import desk
from articles.asked import whole_number
from articles.clock import database_now
from articles.comparison.story import compare
from articles.models import Article, Placement, Revision
from articles.permissions import can_edit
from articles.workflow import Publication


def compare_page(request: HttpRequest, number: int) -> HttpResponse:
    """Compare ``?old=`` with ``?new=``: numbers of revisions, or ``readers`` for what is live.

    Without ``new`` it is the newest revision, without ``old`` the one before that. With ``since``,
    a place in print, the older one is what was printed there, and the newer one what readers have
    while they have anything.
    """
    article, now = story_asked(request, number), database_now()
    is_live = article.publication_at(now) == Publication.LIVE
    printed = _printed(request, article)
    if printed is None:
        old, new, refusal = _asked(request, article, now)
    else:
        old, refusal = printed.revision, _("Readers see no text of this story now.")
        written = request.GET.get("new", "") or (READERS if is_live else "")
        new = revision_asked(article, written, now) if written else article.head_revision
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": _("What changed since print") if printed else _("Compare revisions"),
        "printed": printed,
        "article": article,
        "old": old,
        "new": new,
        "refusal": "" if old and new else refusal,
        "head": article.head_revision,
        "is_live": is_live,
        "may_edit": can_edit(person(request), article),
        "opts": Article._meta,
    }
    if old and new:
        language = (get_language() or "en")[:2]
        context["comparison"] = compare(old.frozen, new.frozen, language)
    status = 200 if old and new else 404
    return TemplateResponse(request, "admin/articles/history/compare.html", context, status=status)


def _printed(request: HttpRequest, article: Article) -> Placement | None:
    """The place in print that was asked for.

    Raises:
        Http404: the story was not printed there.
    """
    written = request.GET.get("since", "")
    if not written:
        return None
    number = whole_number(written)
    if number is None:
        raise Http404
    rows = Placement.objects.filter(article=article, revision__isnull=False)
    return get_object_or_404(rows.select_related("edition", "revision__author"), pk=number)


def _asked(
    request: HttpRequest, article: Article, now: datetime
) -> tuple[Revision | None, Revision | None, str]:
    """The older and the newer revision, in that order, or why there is nothing to compare."""
    head = article.head_revision
    newest = head.number if head else 0
    written_new = request.GET.get("new", "") or str(newest)
    new = revision_asked(article, written_new, now)
    before = new.number - 1 if new else 0
    written_old = request.GET.get("old", "") or str(before or newest)
    old = revision_asked(article, written_old, now)
    if old and new:
        first, last = sorted((old, new), key=lambda one: one.number)
        return first, last, ""
    if READERS in {written_old, written_new}:
        return old, new, _("Readers see no text of this story now, so there is none to compare.")
    return old, new, _("The story has no revision of that number.")
