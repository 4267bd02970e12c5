"""Judging comments at the desk: one POST, one verb, and back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.admin.site import desk
from comments import verbs
from comments.admin import claims
from comments.admin.cards import dressed, for_desk
from comments.admin.ways import back, refuse, wants_json
from comments.models import Claim, Comment, Decision
from comments.permissions import (
    can_annotate,
    can_close_branches,
    can_feature,
    can_moderate,
    can_reply_from_desk,
    can_undo,
)
from comments.policy import in_force_on
from comments.policy.words import desk_sentences
from comments.workflow import Reason, Refused, State, Verb, is_allowed
from staff.models import User
from staff.permissions import Person

AROUND = 5  # comments shown before and after one, as its context
DONE: dict[str, Callable[[], str]] = {
    Verb.APPROVE: lambda: _("Approved: readers see it now."),
    Verb.REJECT: lambda: _("Rejected; its author is told why."),
    Verb.MARK_SPAM: lambda: _("Set aside as spam."),
    Verb.DELETE: lambda: _("Deleted. Where it had replies, its place says so."),
    Verb.FEATURE: lambda: _("It stands first in its thread now."),
    Verb.UNFEATURE: lambda: _("It is no longer featured."),
}


def _ask(allowed: Callable[[Person], bool], request: HttpRequest) -> None:
    if not allowed(request.user):
        raise PermissionDenied


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Use the verb of the pressed button (``verb``, or ``reason`` alone to reject; ``note``)."""
    verb = request.POST.get("verb") or Verb.REJECT.value
    _ask(can_feature if verb in {Verb.FEATURE, Verb.UNFEATURE} else can_moderate, request)
    comment, by = get_object_or_404(Comment, pk=pk), person(request)
    if claim := claims.taken_by_others([pk], by).get(pk):
        return refuse(request, _reads(claim))
    try:
        _use(verb, comment, request)
    except Refused as why:
        return refuse(request, f"{why} {_meanwhile(comment, by)}".strip())
    claims.let_go([pk])
    latest = Decision.objects.filter(comment=comment).first()
    if wants_json(request):
        undo_url = reverse("admin:comments_decision_undo", args=[latest.pk]) if latest else ""
        return JsonResponse({"message": DONE[verb](), "undo": undo_url})
    messages.success(request, DONE[verb]())
    return back(request, done=latest.pk) if latest else back(request)


def _reads(claim: Claim) -> str:
    return _(
        "%(name)s reads this comment until %(time)s. Take it over first if nobody is there."
    ) % {"name": claim.by, "time": timezone.localtime(claim.until).strftime("%H:%M")}


def _meanwhile(comment: Comment, by: User) -> str:
    """Which colleague has decided about a comment last, and how."""
    rows = Decision.objects.filter(comment=comment).select_related("by")
    latest = rows.first()
    if latest is None or latest.by is None or latest.by == by:
        return ""
    return _("%(name)s was faster: “%(verb)s” at %(time)s.") % {
        "name": latest.by,
        "verb": latest.get_verb_display(),
        "time": timezone.localtime(latest.at).strftime("%H:%M"),
    }


def _use(verb: str, comment: Comment, request: HttpRequest) -> None:
    by, note = person(request), request.POST.get("note", "")
    match verb:
        case Verb.APPROVE:
            verbs.approve(comment, by=by, note=note)
        case Verb.REJECT:
            verbs.reject(comment, by=by, reason=request.POST.get("reason", ""), note=note)
        case Verb.MARK_SPAM:
            verbs.mark_spam(comment, by=by, note=note)
        case Verb.DELETE:
            verbs.delete(comment, by=by, note=note)
        case Verb.FEATURE:
            verbs.feature(comment, by=by)
        case Verb.UNFEATURE:
            verbs.unfeature(comment, by=by)
        case _:
            raise Refused(_("There is no such step."))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    _ask(can_undo, request)
    decision = get_object_or_404(Decision.objects.select_related("comment"), pk=pk)
    try:
        verbs.undo(decision, by=person(request))
    except Refused as why:
        return refuse(request, str(why))
    sentence = _("Undone: the comment is as it was before.")
    if wants_json(request):
        return JsonResponse({"message": sentence})
    messages.success(request, sentence)
    return back(request)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment with what stands around it, its record, and a reply in the newspaper's name."""
    _ask(can_reply_from_desk, request)
    comment = for_desk(Comment.objects.filter(pk=pk)).first()
    if comment is None:
        raise Http404
    if request.method == "POST":
        return _reply(request, comment)
    return comment_page(request, comment)


def _reply(request: HttpRequest, comment: Comment) -> HttpResponse:
    body = request.POST.get("body", "")
    try:
        reply = verbs.reply(comment.thread, by=person(request), raw=body, parent=comment)
    except Refused as why:
        return comment_page(request, comment, {"body": body, "sentence": str(why)}, status=400)
    messages.success(request, _("Your reply is published."))
    return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[reply.pk]))


def comment_page(
    request: HttpRequest, comment: Comment, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of one comment.

    Args:
        more: for its context, as what was typed into a form and why it was not taken.
    """
    thread = comment.thread
    near = for_desk(Comment.objects.filter(thread=thread)).exclude(pk=comment.pk)
    before = list(near.filter(path__lt=comment.path).order_by("-path")[:AROUND])[::-1]
    after = list(near.filter(path__gt=comment.path).order_by("path")[:AROUND])
    context = {
        **desk.each_context(request),
        "title": _("One comment"),
        "opts": Comment._meta,
        "card": dressed([comment], for_whom=person(request))[0],
        "before": before,
        "after": after,
        "decisions": comment.decisions.select_related("by", "reader", "rule").order_by("pk"),
        "reasons": Reason.choices,
        "may_moderate": can_moderate(request.user),
        "may_feature": can_feature(request.user),
        "may_annotate": can_annotate(request.user),
        "may_close_branches": can_close_branches(request.user),
        "may_be_closed": comment.is_closed or is_allowed(Verb.CLOSE, State(comment.state)),
        "own_url": reverse("admin:comments_comment_change", args=[comment.pk]),
        "in_force": desk_sentences(in_force_on(thread.story_id)) if thread.story_id else [],
        "is_featured": thread.featured_id == comment.pk,
        **(more or {}),
    }
    return TemplateResponse(request, "comments/desk/one.html", context, status=status)
