"""Under one comment, at the desk: an editor's note, and closing its branch to replies."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import person
from comments import verbs
from comments.admin.cards import for_desk
from comments.admin.judging import comment_page
from comments.admin.ways import back, refuse
from comments.models import Comment
from comments.permissions import can_annotate, can_close_branches
from comments.workflow import Refused


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a note (``text``) under a comment, for readers."""
    if not can_annotate(request.user):
        raise PermissionDenied
    comment = get_object_or_404(for_desk(Comment.objects.all()), pk=pk)
    text = request.POST.get("text", "")
    try:
        verbs.annotate(comment, by=person(request), text=text)
    except Refused as why:
        typed = {"note_text": text, "note_sentence": str(why)}
        return comment_page(request, comment, typed, status=409)
    messages.success(request, _("Your note stands under the comment now."))
    return back(request)


@require_POST
def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the branch that begins with a comment, or reopen it (``verb``; ``note``)."""
    if not can_close_branches(request.user):
        raise PermissionDenied
    comment = get_object_or_404(Comment, pk=pk)
    by, why = person(request), request.POST.get("note", "")
    try:
        match request.POST.get("verb"):
            case "close":
                verbs.close_branch(comment, by=by, note=why)
                sentence = _("Closed: nobody can reply there any more. What is there can be read.")
            case "reopen":
                verbs.reopen_branch(comment, by=by, note=why)
                sentence = _("Reopened: readers can reply again.")
            case _:
                raise Refused(_("There is no such step."))
    except Refused as why_not:
        return refuse(request, str(why_not))
    messages.success(request, sentence)
    return back(request)
