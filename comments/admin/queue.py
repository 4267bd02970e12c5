"""The moderators' queue: what waits, oldest first; what readers reported; what was decided."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import person
from articles.admin.panels import MOST_COUNTED, counted
from articles.admin.site import desk
from comments.admin import claims, finding
from comments.admin.appeals import appeals, open_appeals
from comments.admin.cards import dressed, for_desk
from comments.admin.decided import decided, just_decided, number_in
from comments.admin.sitting import sitting
from comments.models import Comment
from comments.permissions import can_moderate
from comments.workflow import Reason, State

ON_A_PAGE = 20
LISTS = {
    "waiting": _("Waiting"),
    "mine": _("Taken by you"),
    "reported": _("Reported"),
    "published": _("Published"),
    "set_aside": _("Rejected and spam"),
    "appeals": _("Appeals"),
    "decided": _("Decided"),
}


def waiting() -> QuerySet[Comment]:
    """What waits for a moderator, oldest first."""
    return Comment.objects.filter(state=State.PENDING).order_by("pk")


def count_waiting() -> str:
    """How many wait, in words, counted up to a number that nobody needs to know beyond."""
    return counted(list(waiting().values_list("pk", flat=True)[: MOST_COUNTED + 1]))


def _count_appeals() -> str:
    """How many readers wait for an answer, in words like the count of the queue."""
    return counted(list(open_appeals().values_list("pk", flat=True)[: MOST_COUNTED + 1]))


def queue(request: HttpRequest) -> HttpResponse:
    """One of the lists, ``?list=``, or a search; ``?after=`` the last number of the page before."""
    if not can_moderate(request.user):
        raise PermissionDenied
    chosen = request.GET.get("list", "waiting")
    chosen = chosen if chosen in LISTS else "waiting"
    searches = finding.is_asked(request)
    form = finding.SearchForm(request.GET if searches else None)
    context = {
        **desk.each_context(request),
        "title": _("Comments"),
        "opts": Comment._meta,
        "lists": LISTS.items(),
        "chosen": "" if searches else chosen,
        "waiting": count_waiting(),
        "open_appeals": _count_appeals(),
        "reasons": Reason.choices,
        "search": form,
        "parameters": _parameters(request),
        "sitting": sitting(request),
        **just_decided(request),
    }
    if searches:
        rows = finding.matching(form) if form.is_valid() else Comment.objects.none()
        context |= _page(request, rows, oldest_first=False)
    elif chosen == "appeals":
        context |= appeals(request, ON_A_PAGE)
    elif chosen == "decided":
        context |= decided(request, ON_A_PAGE)
    else:
        context |= _page(request, _listed(request, chosen), chosen in {"waiting", "mine"})
    return TemplateResponse(request, "comments/desk/queue.html", context)


def _parameters(request: HttpRequest) -> str:
    """What the address asks for, without the place in the list and the last decision."""
    kept = request.GET.copy()
    for name in ("after", "done", "batch"):
        kept.pop(name, None)
    return kept.urlencode()


def _listed(request: HttpRequest, chosen: str) -> QuerySet[Comment]:
    match chosen:
        case "mine":
            return waiting().filter(pk__in=claims.taken(person(request)))
        case "reported":
            return Comment.objects.filter(state=State.PUBLISHED, flags__gt=0).order_by("-pk")
        case "published":
            return Comment.objects.filter(state=State.PUBLISHED).order_by("-pk")
        case "set_aside":
            aside = [State.REJECTED, State.SPAM]
            return Comment.objects.filter(state__in=aside).order_by("-pk")
        case _:
            return waiting()


def _page(request: HttpRequest, rows: QuerySet[Comment], oldest_first: bool) -> dict[str, Any]:
    if (after := number_in(request, "after")) is not None:
        rows = rows.filter(pk__gt=after) if oldest_first else rows.filter(pk__lt=after)
    found = list(for_desk(rows)[: ON_A_PAGE + 1])
    shown = dressed(found[:ON_A_PAGE], for_whom=person(request))
    more = len(found) > ON_A_PAGE
    return {"cards": shown, "next": found[ON_A_PAGE - 1].pk if more else None}
