"""The whole history of a story."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.site import desk
from articles.admin.stories.timeline import LONG, timeline
from articles.models import Article
from articles.permissions import can_view_stories


def history_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Every revision and every step, newest first."""
    if not can_view_stories(person(request)):
        raise PermissionDenied
    if not object_id.isdecimal() or len(object_id) > 18:
        raise Http404
    article = get_object_or_404(Article.objects.defer("body"), pk=object_id)
    context = {
        **desk.each_context(request),
        "title": _("History"),
        "article": article,
        "entries": timeline(article, LONG),
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)
