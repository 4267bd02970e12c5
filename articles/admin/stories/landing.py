"""The panels of the first page that are about stories."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import person
from articles.admin.panels import MOST_COUNTED, Panel, counted, register
from articles.admin.stories.filters import changed_since_publication, own_stories
from articles.admin.stories.listing import for_list
from articles.models import Article
from articles.permissions import CHIEFS, EDITORS
from articles.workflow import Editorial
from staff.roles import Role

ROWS = 8
TEMPLATE = "admin/articles/article/_panel.html"


def _values(stories: QuerySet[Article], more: str, empty: object) -> Mapping[str, object]:
    newest = stories.order_by("-modified_at", "-pk")
    keys = list(newest.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    return {
        "stories": for_list(Article.objects.filter(pk__in=keys[:ROWS])),
        "count": counted(keys),
        "more": more,
        "empty": empty,
    }


def _mine(request: HttpRequest) -> Mapping[str, object]:
    stories = own_stories(Article.objects.all(), person(request))
    values = _values(stories, "?mine=1", _("You have no stories yet. Begin one."))
    return {**values, "can_begin": True}


def _waiting(request: HttpRequest) -> Mapping[str, object]:
    stories = Article.objects.filter(editorial=Editorial.SUBMITTED)
    return _values(stories, "?status=submitted", _("Nothing waits for you."))


def _approved(request: HttpRequest) -> Mapping[str, object]:
    stories = Article.objects.filter(editorial=Editorial.APPROVED, published_revision=None)
    return _values(stories, "?status=approved", _("Everything approved is published."))


def _changed(request: HttpRequest) -> Mapping[str, object]:
    stories = changed_since_publication(Article.objects.all())
    return _values(
        stories, "?publication=changed", _("Readers have the newest text of every story.")
    )


def register_panels() -> None:
    """Called once, when the desk is put together."""
    journalists = frozenset({Role.JOURNALIST})
    register(Panel("waiting", _("Waiting for approval"), EDITORS, 10, TEMPLATE, _waiting))
    register(Panel("mine", _("My stories"), journalists | CHIEFS, 20, TEMPLATE, _mine))
    register(Panel("approved", _("Approved, not published"), EDITORS, 30, TEMPLATE, _approved))
    register(Panel("changed", _("Live with unpublished changes"), EDITORS, 40, TEMPLATE, _changed))
