"""What was decided: the list of decisions, and the one of a moment ago, to be undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from articles.asked import whole_number
from comments.belonging import headlines
from comments.models import Decision
from comments.verbs.moderate import CAN_BE_UNDONE

MOST_IN_A_BATCH = 100


def number_in(request: HttpRequest, name: str) -> int | None:
    """A row's number from the address; nonsense is as good as nothing."""
    return whole_number(request.GET.get(name, ""))


def decided(request: HttpRequest, most: int) -> dict[str, Any]:
    """A page of the desk's and the rules' decisions, newest first, with what may be undone."""
    decided_by = Q(by__isnull=False) | Q(rule__isnull=False)
    rows = Decision.objects.filter(decided_by)
    rows = rows.select_related("comment__thread", "thread", "by", "rule")
    if (after := number_in(request, "after")) is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.prefetch_related("undone").order_by("-pk")[: most + 1])
    shown = found[:most]
    stories = headlines({one.thread.story_id for one in shown})
    decisions = [
        {
            "decision": one,
            "headline": stories.get(one.thread.story_id, ""),
            "can_be_undone": one.verb in CAN_BE_UNDONE and not hasattr(one, "undone"),
        }
        for one in shown
    ]
    return {"decisions": decisions, "next": shown[-1].pk if len(found) > most else None}


def just_decided(request: HttpRequest) -> dict[str, Any]:
    """The decision, or the batch, that was made a moment ago."""
    if (batch := _batch(request)) is not None:
        rows = Decision.objects.filter(batch=batch, undone=None).order_by("pk")
        found = list(rows[:MOST_IN_A_BATCH])
        shown = {"number": batch, "first": found[0], "count": len(found)} if found else None
        return {"undo_batch": shown}
    number = number_in(request, "done")
    if number is None:
        return {}
    rows = Decision.objects.select_related("comment", "by").filter(pk=number, undone=None)
    return {"undo": rows.filter(verb__in=CAN_BE_UNDONE).first()}


def _batch(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("batch", ""))
    except ValueError:
        return None
