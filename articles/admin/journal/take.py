"""Taking unsaved work up: the form is shown with the typed text, merged with what is stored now."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from articles.admin.base import person
from articles.admin.journal.entries import posted, take_up
from articles.admin.stories import saving
from articles.admin.stories.conflict import settle_stale
from articles.admin.stories.visit import visit_of
from articles.asked import whole_number
from articles.models import Article, JournalEntry
from articles.permissions import can_edit, can_write
from staff.models import User


def own_entry(user: User, asked: str) -> JournalEntry:
    """An entry of this person.

    Raises:
        Http404: there is none of that number, or it is somebody else's.
    """
    number = whole_number(asked)
    if number is None:
        raise Http404
    entries = JournalEntry.objects.select_related("article__head_revision")
    entry = entries.filter(pk=number, owner=user).first()
    if entry is None:
        raise Http404
    return entry


def taking_up(request: HttpRequest, object_id: str | None) -> HttpResponse | None:
    """Make the request for a form (``?take=NUMBER``) one that shows the entry's text, unsaved.

    An answer leads elsewhere: to the right form, or to reading where the person may not edit.

    Raises:
        Http404: the entry is not this person's.
    """
    user = person(request)
    entry = own_entry(user, request.GET.get("take", ""))
    article = entry.article
    if (str(article.pk) if article else None) != object_id:
        return HttpResponseRedirect(take_up(entry))
    if not (can_edit(user, article) if article else can_write(user)):
        return HttpResponseRedirect(reverse("admin:articles_journal_entry", args=[entry.pk]))
    data = posted(entry)
    if article is None:
        data[saving.BEGUN_WITH] = str(entry.begun_with)
    data = saving.settled(article, data, user)
    visit = visit_of(request)
    visit.taken = entry
    if article is not None and not saving.is_fresh(article, data):
        data = _merged(request, article, data, user)
    _as_if_sent(request, data)
    return None


def _as_if_sent(request: HttpRequest, data: QueryDict) -> None:
    """For Django's view this is a form that was sent and is shown again."""
    request.FILES.clear()  # has it read the request now, which would undo the next line
    request.POST = cast(Any, data)
    request.method = "POST"


def _merged(request: HttpRequest, article: Article, data: QueryDict, user: User) -> QueryDict:
    seen = saving.revision_seen(article, data)
    conflict = settle_stale(article, data, saving.kinds_for(user), seen)
    saving.mark_fresh(article, conflict.data)
    if conflict.differences:
        visit_of(request).conflict = conflict
    return conflict.data
