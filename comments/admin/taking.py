"""Taking comments from the queue, giving them back, and taking over from a colleague."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.admin.base import person
from comments.admin import claims
from comments.admin.ways import back, queue_url
from comments.models import Comment
from comments.permissions import can_moderate


def _ask(request: HttpRequest) -> None:
    if not can_moderate(request.user):
        raise PermissionDenied


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take the oldest comments that no colleague reads, for ten minutes."""
    _ask(request)
    if not claims.take(person(request)):
        messages.info(request, _("Nothing is free: what waits is being read by colleagues."))
        return HttpResponseRedirect(queue_url())
    return HttpResponseRedirect(f"{queue_url()}?list=mine")


@require_POST
def give_back(request: HttpRequest) -> HttpResponse:
    """Let colleagues have what was taken."""
    _ask(request)
    count = claims.give_back(person(request))
    words = ngettext(
        "%(count)s comment is free again.", "%(count)s comments are free again.", count
    )
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(queue_url())


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one comment, from a colleague too, who sees it."""
    _ask(request)
    claims.take_over(get_object_or_404(Comment, pk=pk), person(request))
    messages.success(request, _("It is yours now."))
    return back(request)
