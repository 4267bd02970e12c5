"""A posted story form: put in order before Django reads it, and the step after it is saved."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.stories import saving
from articles.admin.stories.conflict import settle_stale
from articles.admin.stories.steps import take, was_just_done
from articles.admin.stories.visit import Visit, visit_of
from articles.clock import database_now
from articles.models import Article
from articles.permissions import can_edit, can_use, can_write
from articles.workflow import MOVES, Refused, Verb


def to_form(article: Article) -> HttpResponse:
    """Back to the story's form, afresh."""
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def prepare(request: HttpRequest, object_id: str | None) -> HttpResponse | None:
    """Lock the story and put the posted form in order; a stale one will be shown again.

    Call it in the transaction that saves. An answer means that there is nothing left to do.

    Raises:
        PermissionDenied: the person may not change the story now.
    """
    if object_id is None:
        return _prepare_new(request)
    user, article = person(request), saving.locked(object_id)
    if article is None:
        return None
    if not can_edit(user, article):
        raise PermissionDenied
    data = saving.settled(article, request.POST, user)
    if not saving.is_fresh(article, request.POST):
        seen = saving.revision_seen(article, request.POST)
        conflict = settle_stale(article, data, saving.kinds_for(user), seen)
        data = conflict.data
        saving.mark_fresh(article, data)
        if conflict.differences:
            visit_of(request).conflict = conflict
            visit_of(request).refusal = _(
                "Somebody else saved this story while you had it open. Nothing of yours is "
                "lost: compare below, then save again."
            )
    request.POST = cast(Any, data)
    return None


def _prepare_new(request: HttpRequest) -> HttpResponse | None:
    user = person(request)
    if not can_write(user):
        raise PermissionDenied
    begun = saving.story_begun_with(saving.begun_with(request.POST))
    if begun is not None:
        messages.info(request, _("This story has been saved already."))
        return to_form(begun)
    request.POST = cast(Any, saving.settled(None, request.POST, user))
    return None


def next_step(request: HttpRequest, article: Article) -> HttpResponse:
    """After saving: the step that was asked for, then a sentence that says what happened.

    Raises:
        PermissionDenied, Refused: the step is not for this person, or not possible now.
    """
    user, visit, asked = person(request), visit_of(request), request.POST.get("_verb", "")
    if asked not in MOVES:
        messages.success(request, _saved(visit, article))
        return to_form(article)
    verb = Verb(asked)
    if not can_use(user, verb, article):
        raise PermissionDenied
    if MOVES[verb].note is not None:
        page = reverse("admin:articles_article_step", args=[article.pk, verb.value])
        return HttpResponseRedirect(page)
    if verb == Verb.PUBLISH and visit.lost_approval:
        raise Refused(
            _(
                "You changed the approved text. Nothing was published: "
                "save it, then have it approved."
            )
        )
    messages.success(request, take(verb, article, user, seen=None))
    return to_form(article)


def _saved(visit: Visit, article: Article) -> str:
    head = article.head_revision
    if visit.lost_approval:
        return _(
            "Saved. The approved text has changed, so it is a draft again; "
            "send it to the editors next."
        )
    if visit.is_unchanged:
        return _("Nothing had changed since the last revision.")
    return _("Saved as revision %(number)s.") % {"number": head.number if head else 0}


def already_done(request: HttpRequest, object_id: str | None) -> HttpResponse | None:
    """The answer to the second click of a double click; none where it is a refusal indeed."""
    if object_id is None or not object_id.isdecimal():
        return None
    article = Article.objects.filter(pk=int(object_id)).first()
    verb = request.POST.get("_verb", "")
    if article and was_just_done(verb, article, person(request), database_now()):
        return to_form(article)
    return None
