"""A posted story form: put in order before Django reads it, and the step after it is saved."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.journal.kept import keep_second
from articles.admin.stories import choices, saving
from articles.admin.stories.conflict import Conflict, revision_seen, settle_stale
from articles.admin.stories.steps import page_before, take, was_just_done
from articles.admin.stories.visit import Visit, visit_of
from articles.admin.time.hours import page_of
from articles.clock import database_now
from articles.models import Article
from articles.permissions import can_edit, can_use, can_write
from articles.workflow import MOVES, Refused, Verb
from staff.models import User


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
    request.POST = cast(Any, _merged(request, article, user))
    visit_of(request).locked = article
    return None


def _merged(request: HttpRequest, article: Article, user: User) -> QueryDict:
    """The posted form with what was chosen, and with what others saved meanwhile."""
    data = saving.settled(article, request.POST, user)
    kinds, seen = saving.kinds_for(user), saving.revision_seen(article, request.POST)
    if contradictory := choices.was_changed(data):
        base = data.get(choices.BASE, "")
        names = ", ".join(capfirst(str(label_for_field(name, Article))) for name in contradictory)
        sentence = _(
            "You chose the stored text for “%(parts)s” and changed your own below as well. "
            "Nothing was saved: choose once more."
        ) % {"parts": names}
        return _shown_again(request, article, settle_stale(article, data, kinds, base), sentence)
    is_fresh = saving.is_fresh(article, request.POST)
    choices.apply(article, data, kinds, None if is_fresh else revision_seen(article, seen))
    if is_fresh:
        return data
    sentence = _(
        "Somebody else saved this story while you had it open. Nothing of yours is "
        "lost: compare below, choose, then save again."
    )
    return _shown_again(request, article, settle_stale(article, data, kinds, seen), sentence)


def _shown_again(
    request: HttpRequest, article: Article, conflict: Conflict, sentence: str
) -> QueryDict:
    saving.mark_fresh(article, conflict.data)
    if conflict.differences:
        visit_of(request).conflict = conflict
        visit_of(request).refusal = sentence
    return conflict.data


def _prepare_new(request: HttpRequest) -> HttpResponse | None:
    user = person(request)
    if not can_write(user):
        raise PermissionDenied
    begun = saving.story_begun_with(saving.begun_with(request.POST))
    if begun is not None:
        keep_second(user, request.POST, begun)
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
        return HttpResponseRedirect(page_of(verb, article))
    if verb in {Verb.PUBLISH, Verb.SCHEDULE} and visit.lost_approval:
        raise Refused(
            _(
                "You changed the approved text. Nothing was published: "
                "save it, then have it approved."
            )
        )
    if page := page_before(verb, article, database_now()):
        return HttpResponseRedirect(page)
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
