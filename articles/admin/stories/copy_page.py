"""The button that begins a new story with the text of this one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.admin.stories.posting import to_form
from articles.bringing_out import in_words
from articles.copying import copy_story
from articles.models import Article
from articles.permissions import can_copy, can_write
from articles.workflow import Refused


@require_POST
def copy_page(request: HttpRequest, number: int) -> HttpResponse:
    """Copy a story and open the copy."""
    user = person(request)
    if not can_write(user):
        raise PermissionDenied
    if number >= 2**63:
        raise Http404
    story = get_object_or_404(Article, pk=number)
    if not can_copy(user, story):
        raise PermissionDenied
    try:
        mark = UUID(request.POST.get("begun_with", ""))
    except ValueError:
        raise Http404 from None
    try:
        copy = copy_story(story, by=user, mark=mark)
    except Refused as refused:  # taken down a moment ago
        messages.error(request, str(refused))
        return to_form(story)
    messages.success(
        request,
        _("Copied. This is your own draft now; the story it comes from stays as it is."),
    )
    if copy.embargo_until is not None:
        words = {"moment": in_words(copy.embargo_until)}
        messages.warning(
            request, _("Under embargo until %(moment)s. Nobody publishes it before.") % words
        )
    return to_form(copy)
