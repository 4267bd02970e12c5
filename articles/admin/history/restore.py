"""Restore a revision: a new one with the content of an old one. Nothing is overwritten."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import verbs
from articles.admin.base import person
from articles.admin.history.asked import revision_asked, story_asked
from articles.admin.site import desk
from articles.admin.stories import saving
from articles.admin.stories.posting import to_form
from articles.admin.text import one_line
from articles.clock import database_now
from articles.models import Article, Revision
from articles.permissions import can_edit
from articles.tasks import try_links
from articles.thawing import carry_out, plan
from articles.workflow import Editorial, Refused, Stale
from staff.models import User


def restore_page(request: HttpRequest, number: int, revision: int) -> HttpResponse:
    """Say what restoring will do, and do it (POST)."""
    article = story_asked(request, number)
    if not can_edit(person(request), article):
        raise PermissionDenied
    wanted = revision_asked(article, str(revision), database_now())
    if wanted is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            note = _note(wanted, request.POST.get("note", ""))
            seen = request.POST.get(saving.VERSION, "")
            messages.success(request, restore(wanted, person(request), seen, note))
            return to_form(article)
        except Refused as refused:
            refusal = str(refused)
            article = story_asked(request, number)
    return _shown(request, article, wanted, refusal)


def restore(revision: Revision, user: User, seen: str, note: str) -> str:
    """Restore a revision for somebody who may.

    Args:
        seen: the story's version that the person saw, as posted.

    Returns:
        A sentence that says what happened and what comes next.

    Raises:
        Stale: the story was saved meanwhile. Refused: nothing would change.
        PermissionDenied: the person may not change the story any more.
    """
    with transaction.atomic():
        article, today = saving.locked(str(revision.article_id)), timezone.localdate()
        if article is None or not can_edit(user, article):
            raise PermissionDenied
        if seen != str(article.version):
            raise Stale(
                _(
                    "Somebody saved this story while you had this page open. Nothing was "
                    "restored: read what is new, then decide again."
                )
            )
        before, was_approved = article.head_revision_id, article.editorial == Editorial.APPROVED
        carry_out(article, plan(article, revision.frozen, today))
        Article.objects.filter(pk=article.pk).update(version=article.version + 1)
        restored = verbs.record_revision(article, by=user, note=note)
        try_links(article.body)
        if restored.pk == before:
            raise Refused(_("The story stands like that already; nothing was restored."))
    words = {"old": revision.number, "new": restored.number}
    if was_approved:
        return (
            _(
                "Revision %(old)s is restored as revision %(new)s. The approved text has changed, "
                "so it is a draft again; send it to the editors next."
            )
            % words
        )
    return _("Revision %(old)s is restored as revision %(new)s.") % words


def _note(revision: Revision, why: str) -> str:
    restored = _("Restored from revision %(number)s") % {"number": revision.number}
    why = one_line(why)
    return (f"{restored}: {why}" if why else restored)[: saving.LONGEST_NOTE]


def _shown(request: HttpRequest, article: Article, wanted: Revision, refusal: str) -> HttpResponse:
    head = article.head_revision
    context = {
        **desk.each_context(request),
        "title": _("Restore revision %(number)s") % {"number": wanted.number},
        "article": article,
        "revision": wanted,
        "head": head,
        "is_head": head is not None and head.pk == wanted.pk,
        "is_approved": article.editorial == Editorial.APPROVED,
        "notes": plan(article, wanted.frozen, timezone.localdate()).notes,
        "seen_version": article.version,
        "refusal": refusal,
        "longest_note": saving.LONGEST_NOTE - 40,
        "opts": Article._meta,
    }
    template = "admin/articles/history/restore.html"
    return TemplateResponse(request, template, context, status=409 if refusal else 200)
