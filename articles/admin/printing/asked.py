"""Which edition a page was asked for."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from articles.admin.base import person
from articles.models import PrintEdition
from articles.permissions import can_view_stories


def edition_asked(request: HttpRequest, number: int) -> PrintEdition:
    """The edition of a page, for whoever may read the desk's stories.

    Raises:
        PermissionDenied, Http404: the person may not, or there is no such edition.
    """
    if not can_view_stories(person(request)):
        raise PermissionDenied
    if number >= 2**63:
        raise Http404
    return get_object_or_404(PrintEdition, pk=number)
