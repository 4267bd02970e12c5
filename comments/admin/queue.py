"""The moderators' queue: what waits, oldest first; what readers reported; what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from articles.admin.panels import MOST_COUNTED, counted
from articles.admin.site import desk
from comments.admin.marking import marked
from comments.belonging import headlines
from comments.models import Comment, Decision
from comments.permissions import can_moderate
from comments.verbs.moderate import CAN_BE_UNDONE
from comments.workflow import Reason, State, Verb, is_allowed

ON_A_PAGE = 20
LISTS = {
    "waiting": _("Waiting"),
    "reported": _("Reported"),
    "published": _("Published"),
    "set_aside": _("Rejected and spam"),
    "decided": _("Decided"),
}
BUTTONS = (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE)


def waiting() -> QuerySet[Comment]:
    """What waits for a moderator, oldest first."""
    return Comment.objects.filter(state=State.PENDING).order_by("pk")


def count_waiting() -> str:
    """How many wait, in words, counted up to a number that nobody needs to know beyond."""
    return counted(list(waiting().values_list("pk", flat=True)[: MOST_COUNTED + 1]))


def queue(request: HttpRequest) -> HttpResponse:
    """One of the lists, ``?list=``; ``?after=`` the last number of the page before."""
    if not can_moderate(request.user):
        raise PermissionDenied
    chosen = request.GET.get("list", "waiting")
    chosen = chosen if chosen in LISTS else "waiting"
    context = {
        **desk.each_context(request),
        "title": _("Comments"),
        "opts": Comment._meta,
        "lists": LISTS.items(),
        "chosen": chosen,
        "waiting": count_waiting(),
        "reasons": Reason.choices,
        "undo": _just_decided(request),
    }
    context |= _decided(request) if chosen == "decided" else _comments(request, chosen)
    return TemplateResponse(request, "comments/desk/queue.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 18 else None


def _comments(request: HttpRequest, chosen: str) -> dict[str, Any]:
    after = _number(request, "after")
    rows: QuerySet[Comment]
    match chosen:
        case "reported":
            rows = Comment.objects.filter(state=State.PUBLISHED, flags__gt=0).order_by("-pk")
        case "published":
            rows = Comment.objects.filter(state=State.PUBLISHED).order_by("-pk")
        case "set_aside":
            rows = Comment.objects.filter(state__in=[State.REJECTED, State.SPAM]).order_by("-pk")
        case _:
            rows = waiting()
    if after is not None:
        rows = rows.filter(pk__gt=after) if chosen == "waiting" else rows.filter(pk__lt=after)
    found = list(for_desk(rows)[: ON_A_PAGE + 1])
    shown = dressed(found[:ON_A_PAGE])
    return {"cards": shown, "next": found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None}


def _decided(request: HttpRequest) -> dict[str, Any]:
    rows = Decision.objects.exclude(by=None).select_related("comment__thread", "thread", "by")
    if (after := _number(request, "after")) is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.prefetch_related("undone").order_by("-pk")[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    stories = headlines({one.thread.story_id for one in shown})
    decisions = [
        {
            "decision": one,
            "headline": stories.get(one.thread.story_id, ""),
            "can_be_undone": one.verb in CAN_BE_UNDONE and not hasattr(one, "undone"),
        }
        for one in shown
    ]
    return {"decisions": decisions, "next": shown[-1].pk if len(found) > ON_A_PAGE else None}


def for_desk(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """With everything that the desk shows of a comment, in a fixed number of queries."""
    return rows.select_related("thread", "reader", "staff", "parent").prefetch_related(
        "holds", "reports"
    )


def dressed(comments: Iterable[Comment]) -> list[dict[str, Any]]:
    """Each comment with its story's headline, its marked text and the buttons it allows."""
    found = list(comments)
    stories = headlines({one.thread.story_id for one in found})
    return [
        {
            "comment": one,
            "headline": stories.get(one.thread.story_id, ""),
            "text": marked(one.raw, one.holds.all()),
            "buttons": [verb for verb in BUTTONS if is_allowed(verb, State(one.state))],
        }
        for one in found
    ]


def _just_decided(request: HttpRequest) -> Decision | None:
    """The decision that was made a moment ago, to be undone at one press."""
    number = _number(request, "done")
    if number is None:
        return None
    rows = Decision.objects.select_related("comment", "by").filter(pk=number, undone=None)
    return rows.filter(verb__in=CAN_BE_UNDONE).first()
