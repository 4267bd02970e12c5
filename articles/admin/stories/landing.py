"""The panels of the first page that are about stories."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin.base import person
from articles.admin.panels import Panel, register
from articles.admin.stories.lists_today import LISTS, todays
from articles.admin.stories.print_plan import print_plan
from articles.admin.time.clocks import Clocks, clocks_of
from articles.models import Article
from articles.permissions import WRITERS

Values = Mapping[str, object]
FOLDER = "admin/articles/article"


def _values(key: str, more: str, empty: str | Promise) -> Callable[[HttpRequest], Values]:
    """What a plain list of stories shows.

    Args:
        more: the filter of the list of stories that shows all of them.
        empty: what to do next where there are none.
    """

    def values(request: HttpRequest) -> Values:
        found = todays(request, key)
        return {"stories": found.stories, "count": found.count, "more": more, "empty": empty}

    return values


def _mine(request: HttpRequest) -> Values:
    empty = _("You have no stories yet. Begin one; nobody sees it before you send it.")
    return {**_values("mine", "?mine=1", empty)(request), "can_begin": True}


def _scheduled(request: HttpRequest) -> Values:
    empty = _("Nothing is waiting for its hour.")
    values = _values("scheduled", "?publication=scheduled", empty)(request)
    language = person(request).language
    for story in todays(request, "scheduled").stories:
        vars(story)["clocks"] = clocks(story, language)
    return values


def clocks(story: Article, language: str) -> Clocks | None:
    """When a story goes live: at the desk, for its readers, and in UTC.

    Args:
        language: of the person at the desk.
    """
    moment = story.goes_live_at
    if moment is None:
        return None
    return clocks_of(moment, story.language, language)


def register_panels() -> None:
    """Called once, when the desk is put together."""
    plain, changed = f"{FOLDER}/_panel.html", "?publication=changed"
    waiting = _("Nothing waits for approval. What a writer sends to the editors comes here.")
    ready = _("Everything approved is published. What you approve waits here for its hour.")
    newest = _("Readers have the newest text of every story.")

    def add(
        key: str, title: str | Promise, order: int, shows: Callable[[HttpRequest], Values]
    ) -> None:
        template = f"{FOLDER}/_panel_{key}.html" if key in {"waiting", "scheduled"} else plain
        register(Panel(key, title, LISTS[key].roles, order, template, shows))

    add("waiting", _("Waiting for approval"), 10, _values("waiting", "?status=submitted", waiting))
    add("mine", _("My stories"), 20, _mine)
    add(
        "approved", _("Approved, not published"), 30, _values("approved", "?status=approved", ready)
    )
    add("changed", _("Live with unpublished changes"), 40, _values("changed", changed, newest))
    add("scheduled", _("Scheduled"), 50, _scheduled)
    template = f"{FOLDER}/_panel_print.html"
    register(Panel("print", _("The printed paper"), WRITERS, 60, template, print_plan))
