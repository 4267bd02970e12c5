"""The points of one story on a page of its own, and asking its links again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.base import person
from articles.admin.checklist.report import report_on
from articles.admin.site import desk
from articles.clock import database_now
from articles.models import Article
from articles.permissions import can_view_stories
from articles.tasks import try_links


def points_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show how a story stands with every point; have its links asked again (POST)."""
    if not can_view_stories(person(request)):
        raise PermissionDenied
    stories = Article.objects.select_related("head_revision")
    article = get_object_or_404(stories, pk=min(number, 2**63 - 1))
    if request.method == "POST":
        with transaction.atomic():
            asked = try_links(article.body, again=True)
        words = ngettext(
            "%(number)s link is being tried; look again in a minute.",
            "%(number)s links are being tried; look again in a minute.",
            asked,
        )
        if asked:
            messages.success(request, words % {"number": asked})
        else:
            messages.info(request, _("There is no link that has to be tried."))
        return HttpResponseRedirect(reverse("admin:articles_article_points", args=[article.pk]))
    context = {
        **desk.each_context(request),
        "title": _("Before publication"),
        "article": article,
        "report": report_on(article, database_now()),
        "story_page": reverse("admin:articles_article_change", args=[article.pk]),
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/checklist/story.html", context)
