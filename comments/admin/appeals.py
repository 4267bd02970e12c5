"""Appeals at the desk: readers who ask for a decision to be looked at again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.admin.site import desk
from comments import verbs
from comments.admin.cards import dressed, for_desk
from comments.admin.decided import number_in
from comments.admin.ways import back
from comments.models import Appeal, Comment
from comments.permissions import can_moderate
from comments.verbs.appeal import LONGEST_ANSWER
from comments.workflow import JUDGED, Refused


def open_appeals() -> QuerySet[Appeal]:
    """What waits for an answer, oldest first; comments that are gone since wait for nothing."""
    rows = Appeal.objects.filter(outcome="", comment__state__in=JUDGED)
    return rows.select_related("against__rule", "judged_by").order_by("pk")


def appeals(request: HttpRequest, most: int) -> dict[str, Any]:
    """A page of open appeals, each with the card of its comment."""
    rows = open_appeals()
    if (after := number_in(request, "after")) is not None:
        rows = rows.filter(pk__gt=after)
    found = list(rows[: most + 1])
    shown = found[:most]
    comments = for_desk(Comment.objects.filter(pk__in=[one.comment_id for one in shown]))
    cards = {card.comment.pk: card for card in dressed(comments, for_whom=person(request))}
    entries = [
        {"appeal": one, "card": cards[one.comment_id], "is_own": one.judged_by == request.user}
        for one in shown
    ]
    return {
        "appeals": entries,
        "longest": LONGEST_ANSWER,
        "next": shown[-1].pk if len(found) > most else None,
    }


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an appeal (``verb`` grant or uphold, ``answer``)."""
    if not can_moderate(request.user):
        raise PermissionDenied
    asked = get_object_or_404(Appeal.objects.select_related("comment", "reader"), pk=pk)
    answer, verb = request.POST.get("answer", ""), request.POST.get("verb", "")
    try:
        if verb not in {"grant", "uphold"}:
            raise Refused(_("There is no such step."))
        verbs.decide_appeal(asked, by=person(request), grants=verb == "grant", answer=answer)
    except Refused as why:
        return _again(request, asked, answer, str(why))
    messages.success(request, _("The appeal is decided; the reader is told."))
    return back(request)


def _again(request: HttpRequest, asked: Appeal, answer: str, sentence: str) -> HttpResponse:
    """The appeal with the answer that was typed, and why it was not taken."""
    card = dressed(for_desk(Comment.objects.filter(pk=asked.comment_id)))[0]
    entry = {"appeal": asked, "card": card, "is_own": asked.judged_by == request.user}
    context = {
        **desk.each_context(request),
        "title": _("Appeal"),
        "opts": Comment._meta,
        "entry": {**entry, "sentence": sentence, "typed": answer},
        "longest": LONGEST_ANSWER,
    }
    return TemplateResponse(request, "comments/desk/appeal.html", context, status=409)
