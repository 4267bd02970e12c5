"""The whole history of a story."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.history.asked import story_asked
from articles.admin.history.entries import SAVES, STEPS, history, readers_had
from articles.admin.site import desk
from articles.admin.stories.standing import standing
from articles.admin.time.hours import hours
from articles.asked import whole_number
from articles.clock import database_now
from articles.models import Article
from articles.permissions import can_edit
from articles.workflow import Verb


def history_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Every revision and every step, newest first, in pages."""
    number = whole_number(object_id)
    if number is None:
        raise Http404
    article, now = story_asked(request, number), database_now()
    show = request.GET.get("show", "")
    page = history(article, request.GET.get("older", ""), show)
    saves = {entry.revision for entry in page.entries if not entry.is_step}
    published = {entry.revision for entry in page.entries if entry.verb == Verb.PUBLISH}
    head = article.head_revision
    context = {
        **desk.each_context(request),
        "title": _("History"),
        "article": article,
        "stands": standing(article, now),
        "hours": hours(article, now, person(request)),
        "entries": page.entries,
        "readers": readers_had(article, saves or published, now),
        "older": urlencode({"show": show, "older": page.older}) if page.older else "",
        "is_first": "older" not in request.GET,
        "show": show,
        "shows": [("", _("Everything")), (STEPS, _("Steps")), (SAVES, _("Revisions"))],
        "head": head.number if head else 0,
        "can_pick": len(saves) > 1,
        "may_edit": can_edit(person(request), article),
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/history/history.html", context)
