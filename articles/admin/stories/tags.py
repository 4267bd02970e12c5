"""Suggestions while tags are typed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag

from articles.admin.base import person
from articles.permissions import can_view_stories

MOST = 8


def suggest_tags(request: HttpRequest) -> JsonResponse:
    """Tags that begin with what was typed (``?q=``), as ``{"tags": [...]}``."""
    if not can_view_stories(person(request)):
        raise PermissionDenied
    typed = request.GET.get("q", "").strip()[:60]
    tags = (
        Tag.objects.filter(name__istartswith=typed).order_by("name")
        if typed
        else Tag.objects.none()
    )
    return JsonResponse({"tags": list(tags.values_list("name", flat=True)[:MOST])})
