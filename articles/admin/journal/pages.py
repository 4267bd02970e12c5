"""The pages of unsaved work: what waits, one entry to read, and discarding it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.admin.journal.beats import here, keep
from articles.admin.journal.compared import compared
from articles.admin.journal.entries import listed, title
from articles.admin.journal.take import own_entry
from articles.admin.site import desk
from articles.models import Article, JournalEntry
from articles.permissions import can_edit, can_keep_unsaved_work, can_read_unsaved_work, can_write

MOST = 50  # entries on the page of all


def journal_urls() -> list[URLPattern]:
    """The journal's addresses, below those of the stories."""
    view = desk.admin_view
    return [
        path("journal/", view(journal), name="articles_journal"),
        path("journal/keep/", keep, name="articles_journal_keep"),
        path("journal/here/", here, name="articles_journal_here"),
        path("journal/<int:number>/", view(entry_page), name="articles_journal_entry"),
        path(
            "journal/<int:number>/discard/",
            view(require_POST(discard)),
            name="articles_journal_discard",
        ),
    ]


def journal(request: HttpRequest) -> HttpResponse:
    """Everything of one's own that is not saved; for the chief also what colleagues have."""
    user = person(request)
    if not can_keep_unsaved_work(user):
        raise PermissionDenied
    rows = listed(JournalEntry.objects.all())
    context: dict[str, Any] = {"entries": rows.filter(owner=user)[:MOST], "others": []}
    if can_read_unsaved_work(user, None):
        context["others"] = rows.exclude(owner=user)[:MOST]
    return _page(request, "journal", {"title": _("Unsaved work"), **context})


def entry_page(request: HttpRequest, number: int) -> HttpResponse:
    """One entry to read, beside what is stored; for its owner and for the chief."""
    user = person(request)
    if number >= 2**63:
        raise Http404
    entries = JournalEntry.objects.select_related("owner", "article__head_revision")
    entry = get_object_or_404(entries, pk=number)
    if not can_read_unsaved_work(user, entry):
        raise Http404
    article, is_own = entry.article, entry.owner_id == user.pk
    may_edit = can_edit(user, article) if article else can_write(user)
    context = {
        "title": title(entry),
        "subtitle": None,
        "entry": entry,
        "is_own": is_own,
        "can_take": is_own and may_edit,
        "parts": compared(entry, user),
    }
    return _page(request, "entry", context)


def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Throw away unsaved work of one's own."""
    entry = own_entry(person(request), str(number))
    entry.delete()
    messages.info(request, _("The unsaved text has been discarded."))
    if entry.article_id is None:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[entry.article_id]))


def _page(request: HttpRequest, name: str, values: dict[str, Any]) -> HttpResponse:
    context = {**desk.each_context(request), **values, "opts": Article._meta}
    return TemplateResponse(request, f"admin/articles/journal/{name}.html", context)
