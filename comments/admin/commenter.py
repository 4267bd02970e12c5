"""One commenter at the desk: record, standing, what was decided, comments, linked accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.admin.site import desk
from articles.asked import whole_number
from comments import verbs
from comments.admin.cards import dressed, for_desk
from comments.admin.decided import number_in
from comments.admin.linked import MOST, linked_to
from comments.models import BanSweep, Comment, StandingDecision, SweepState
from comments.permissions import can_ban, can_mute, can_see_commenters, can_trust
from comments.repute import Repute, repute_of
from comments.standing import Standing, StandingVerb, is_allowed
from comments.verbs.standing import LONGEST_NOTE
from comments.verbs.sweep import advance, to_sweep, undo_sweep
from comments.workflow import Reason, Refused
from readers.models import Reader
from readers.permissions import can_see_readers
from staff.permissions import Person

ON_A_PAGE = 20
AT_ONCE = (
    20  # comments that a sweep decides about before the page answers; the worker does the rest
)
MUTES = {
    "1": (timedelta(days=1), gettext_lazy("for a day")),
    "3": (timedelta(days=3), gettext_lazy("for three days")),
    "7": (timedelta(days=7), gettext_lazy("for a week")),
    "30": (timedelta(days=30), gettext_lazy("for thirty days")),
}
MAY: dict[str, Callable[[Person], bool]] = {
    StandingVerb.MUTE: can_mute,
    StandingVerb.UNMUTE: can_mute,
    StandingVerb.BAN: can_ban,
    StandingVerb.UNBAN: can_ban,
    StandingVerb.TRUST: can_trust,
    StandingVerb.REVOKE_TRUST: can_trust,
}


def commenter_urls(guard: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of these pages, each behind the desk's sign-in."""
    return [
        path("reader/<int:pk>/", guard(commenter), name="comments_commenter"),
        path("reader/<int:pk>/decide/", guard(decide), name="comments_commenter_decide"),
        path("sweep/<int:pk>/undo/", guard(take_back), name="comments_sweep_undo"),
    ]


def commenter(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader's page; ``?after=`` turns the list of comments."""
    if not can_see_commenters(request.user):
        raise PermissionDenied
    return _page(request, get_object_or_404(Reader, pk=pk))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Use the verb of the pressed button (``verb``, ``reason``, ``note``, ``days``, ``sweeps``;
    ``seen`` is the latest decision that the form was made from)."""
    verb = request.POST.get("verb", "")
    if verb not in MAY or not MAY[verb](request.user):
        raise PermissionDenied
    reader = get_object_or_404(Reader, pk=pk)
    try:
        decision = _use(StandingVerb(verb), reader, request)
    except Refused as why:
        return _page(request, reader, typed=request.POST.dict(), sentence=str(why), status=409)
    messages.success(request, _said(decision))
    _sweep_some(decision)
    return HttpResponseRedirect(reverse("admin:comments_commenter", args=[pk]))


def _use(verb: StandingVerb, reader: Reader, request: HttpRequest) -> StandingDecision:
    by, note, seen = person(request), request.POST.get("note", ""), _seen(request)
    reason = request.POST.get("reason", "")
    match verb:
        case StandingVerb.MUTE:
            if (chosen := MUTES.get(request.POST.get("days", ""))) is None:
                raise Refused(_("Choose for how long."))
            until = timezone.now() + chosen[0]
            return verbs.mute(reader, by=by, until=until, reason=reason, note=note, seen=seen)
        case StandingVerb.UNMUTE:
            return verbs.unmute(reader, by=by, note=note, seen=seen)
        case StandingVerb.BAN:
            sweeps = request.POST.get("sweeps") == "1"
            return verbs.ban(reader, by=by, reason=reason, note=note, sweeps=sweeps, seen=seen)
        case StandingVerb.UNBAN:
            return verbs.unban(reader, by=by, note=note, seen=seen)
        case StandingVerb.TRUST:
            return verbs.trust(reader, by=by, note=note, seen=seen)
        case StandingVerb.REVOKE_TRUST:
            return verbs.revoke_trust(reader, by=by, note=note, seen=seen)


def _seen(request: HttpRequest) -> int:
    seen = whole_number(request.POST.get("seen", ""))
    return -1 if seen is None else seen


def _said(decision: StandingDecision) -> str:
    match decision.verb:
        case StandingVerb.MUTE:
            return _("Muted; the reader is told why and until when.")
        case StandingVerb.BAN:
            return _("Banned; the reader is told why.")
        case StandingVerb.UNMUTE | StandingVerb.UNBAN:
            return _("The reader may write again, and is told so.")
        case StandingVerb.TRUST:
            return _("Trusted: what holds newcomers does not hold this reader.")
        case _:
            return _("This reader is trusted no longer.")


def _sweep_some(decision: StandingDecision) -> None:
    """Go on with a sweep while it is short; the worker has it too, and each step happens once."""
    sweep = BanSweep.objects.filter(decision=decision).first()
    if sweep is not None:
        _go_on(sweep.pk)


def _go_on(pk: int) -> None:
    for _step in range(AT_ONCE):
        if not advance(pk):
            return


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo all rejections of a sweep."""
    if not can_ban(request.user):
        raise PermissionDenied
    sweep = get_object_or_404(BanSweep.objects.select_related("decision"), pk=pk)
    try:
        undo_sweep(sweep, by=person(request))
    except Refused as why:
        messages.error(request, str(why))
    else:
        _go_on(sweep.pk)
        messages.success(request, _("The comments come back as they were before the ban."))
    return HttpResponseRedirect(
        reverse("admin:comments_commenter", args=[sweep.decision.reader_id])
    )


def _page(
    request: HttpRequest,
    reader: Reader,
    *,
    typed: dict[str, Any] | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    now, repute = timezone.now(), repute_of(reader)
    standing = repute.at(now)
    sees_address = can_see_readers(request.user)
    context = {
        **desk.each_context(request),
        "title": reader.name or _("A reader"),
        "opts": Comment._meta,
        "reader": reader,
        "address": reader.email if sees_address else reader.masked_email,
        "sees_address": sees_address,
        "repute": repute,
        "standing": standing.value,
        "may_sweep": can_ban(request.user),
        "verbs": _verbs(request.user, standing, reader),
        "trust_rests_on": _trust_rests_on(repute, standing),
        "history": _history(reader),
        "linked": linked_to([reader.pk], MOST).get(reader.pk, []),
        "to_sweep": to_sweep(reader, now),
        "reasons": Reason.choices,
        "mutes": [(days, label) for days, (_span, label) in MUTES.items()],
        "longest_note": LONGEST_NOTE,
        "typed": typed or {},
        "sentence": sentence,
        **_comments(request, reader),
    }
    return TemplateResponse(request, "comments/desk/commenter.html", context, status=status)


def _verbs(user: Person, standing: Standing, reader: Reader) -> set[str]:
    if reader.is_erased:
        return set()
    allowed = (verb for verb in StandingVerb if is_allowed(verb, standing))
    return {verb.value for verb in allowed if MAY[verb](user)}


def _trust_rests_on(repute: Repute, standing: Standing) -> str:
    if repute.facts.said == StandingVerb.REVOKE_TRUST:
        return _("A moderator has taken the trust back, whatever the counts say.")
    if standing != Standing.TRUSTED:
        return ""
    if repute.is_trusted_by_hand:
        return _("A moderator trusts this reader, whatever the counts say.")
    return _("Trusted by the counts: many comments published, hardly any refused.")


def _history(reader: Reader) -> list[dict[str, Any]]:
    rows = StandingDecision.objects.filter(reader=reader).select_related("by", "sweep")
    return [{"decision": one, "sweep": _sweep(one)} for one in rows[:100]]


def _sweep(decision: StandingDecision) -> dict[str, Any] | None:
    sweep: BanSweep | None = getattr(decision, "sweep", None)
    if sweep is None:
        return None
    rejected = ngettext("%(n)s comment rejected", "%(n)s comments rejected", sweep.done)
    words = [rejected % {"n": sweep.done}, sweep.get_state_display()]
    if sweep.undone:
        back = ngettext("%(n)s brought back", "%(n)s brought back", sweep.undone)
        words.append(back % {"n": sweep.undone})
    can_be_undone = sweep.state in {SweepState.RUNNING, SweepState.DONE} and sweep.done
    return {"pk": sweep.pk, "words": " · ".join(words), "can_be_undone": can_be_undone}


def _comments(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    rows = Comment.objects.filter(reader=reader).order_by("-pk")
    if (after := number_in(request, "after")) is not None:
        rows = rows.filter(pk__lt=after)
    found = list(for_desk(rows)[: ON_A_PAGE + 1])
    cards = dressed(found[:ON_A_PAGE], for_whom=person(request))
    more = len(found) > ON_A_PAGE
    return {"cards": cards, "next": found[ON_A_PAGE - 1].pk if more else None}
