"""Many comments at one press, and one press to take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.asked import whole_number
from comments import verbs
from comments.admin import claims
from comments.admin.decided import MOST_IN_A_BATCH
from comments.admin.ways import back, refuse
from comments.permissions import can_moderate, can_undo
from comments.workflow import Refused, Verb


@require_POST
def judge_many(request: HttpRequest) -> HttpResponse:
    """Use one verb (``verb``, or ``reason`` alone to reject) on all picked comments (``pick``)."""
    if not can_moderate(request.user):
        raise PermissionDenied
    by, reason = person(request), request.POST.get("reason", "")
    numbers = [whole_number(one) for one in request.POST.getlist("pick")]
    picked = [one for one in numbers if one is not None][:MOST_IN_A_BATCH]
    if not picked:
        return refuse(request, _("Pick the comments first."))
    taken = claims.taken_by_others(picked, by)
    free = [one for one in picked if one not in taken]
    verb = request.POST.get("verb") or Verb.REJECT
    try:
        batch = verbs.judge_all(free, verb=verb, by=by, reason=reason)
    except Refused as why:
        return refuse(request, str(why))
    claims.let_go(batch.done)
    _say(request, batch, len(taken))
    return back(request, batch=batch.number) if batch.done else back(request)


def _say(request: HttpRequest, batch: verbs.Batch, taken: int) -> None:
    done = ngettext(
        "%(count)s comment is decided.", "%(count)s comments are decided.", len(batch.done)
    )
    messages.success(request, done % {"count": len(batch.done)})
    if batch.refused:
        left = ngettext(
            "%(count)s was left as it is: somebody had decided it already.",
            "%(count)s were left as they are: somebody had decided them already.",
            len(batch.refused),
        )
        messages.warning(request, left % {"count": len(batch.refused)})
    if taken:
        left = ngettext(
            "%(count)s was left to the colleague who reads it.",
            "%(count)s were left to the colleagues who read them.",
            taken,
        )
        messages.warning(request, left % {"count": taken})


@require_POST
def undo_many(request: HttpRequest, number: UUID) -> HttpResponse:
    """Take all decisions of a batch back."""
    if not can_undo(request.user):
        raise PermissionDenied
    batch = verbs.undo_all(number, by=person(request))
    if batch.done:
        done = ngettext(
            "Undone: %(count)s comment is as it was before.",
            "Undone: %(count)s comments are as they were before.",
            len(batch.done),
        )
        messages.success(request, done % {"count": len(batch.done)})
    if batch.refused or not batch.done:
        sentence = _("Something else has happened to some of these since; look at them again.")
        messages.warning(request, sentence)
    return back(request)
