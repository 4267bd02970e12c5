"""A form that could not be saved: what it held goes into its owner's journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, QueryDict
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.journal import store
from articles.admin.journal.marks import MOST_STROKES, Pass, read_marks, read_pass
from articles.admin.kept import kept_text
from articles.models import Article
from articles.permissions import can_keep_unsaved_work
from staff.models import User
from staff.permissions import can_enter_desk


@dataclass(frozen=True)
class Rescued:
    """Where the owner of a form finds again what it held.

    Attributes:
        owner: whose form it was.
        take_up: the address that shows the form with the text in it.
    """

    owner: User
    take_up: str


def rescued(request: HttpRequest) -> Rescued | None:
    """Keep the form that somebody posted who is not, or no longer, its signed-in owner.

    None where the form carries no pass of somebody who may keep unsaved work: then nobody knows
    whose it is.
    """
    whose = read_pass(request.POST)
    owner = User.objects.filter(pk=whose.owner).first() if whose else None
    if whose is None or owner is None:
        return None
    if not (can_enter_desk(owner) and can_keep_unsaved_work(owner)):
        return None
    number = _kept(whose, request.POST)
    if number is None:
        return None
    story = (
        reverse("admin:articles_article_change", args=[whose.article])
        if whose.article
        else reverse("admin:articles_article_add")
    )
    return Rescued(owner, f"{story}?take={number}")


def of_somebody_else(request: HttpRequest) -> Rescued | None:
    """A form of somebody else than the person signed in: kept for its owner, not saved."""
    whose = read_pass(request.POST)
    return rescued(request) if whose and whose.owner != request.user.pk else None


def kept_page(
    request: HttpRequest, found: Rescued, context: dict[str, Any]
) -> SimpleTemplateResponse:
    """The page that says where the text is; only its owner, or nobody yet, sees it here.

    Args:
        context: the desk's own (``each_context``).
    """
    if request.user == found.owner or not request.user.is_authenticated:
        sentence = _("You were signed out meanwhile, so the story was not saved.")
        return kept_text(request, sentence, context={**context, "take_up": found.take_up})
    sentence = _("This form was opened by somebody else, so nothing was saved.")
    return kept_text(request, sentence, context={**context, "owner": found.owner, "typed": []})


def keep_refused(user: User, posted: QueryDict) -> None:
    """Keep a form of somebody signed in that was shown again instead of being saved."""
    whose = read_pass(posted)
    if whose is not None and whose.owner == user.pk:
        _kept(whose, posted)


def keep_second(user: User, posted: QueryDict, begun: Article) -> None:
    """Keep what a form held that has begun its story already: it may say more than the first."""
    try:
        typed = store.read_typed(posted)
    except store.TooLarge:
        return
    marks = replace(read_marks(posted), tab=uuid4())
    store.keep(Pass(user.pk, begun.pk, None), marks, typed)


def _kept(whose: Pass, posted: QueryDict) -> int | None:
    """The number of the entry; an older or ended form's text gets an entry of its own."""
    try:
        typed = store.read_typed(posted)
    except store.TooLarge:
        return None
    marks = read_marks(posted)
    marks = replace(marks, stroke=min(marks.stroke + 1, MOST_STROKES))
    for tab in (marks.tab, uuid4()):
        kept = store.keep(whose, replace(marks, tab=tab), typed)
        if kept.entry is not None:
            return kept.entry
    return None
