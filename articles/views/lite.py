"""The lite form of the readers' pages; see ``articles.lite``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles import listings, lite
from articles.caching import ReaderResponse
from articles.models.story import ListedStory, Story
from articles.views.page import Paper, page
from articles.workflow import Publication

NEWEST = 25  # stories on the first page


def lite_front(request: HttpRequest, paper: Paper) -> ReaderResponse:
    """The newest stories of the paper, in one query."""
    newest = ListedStory.objects.newest_of_each([listings.everything(paper.language)], NEWEST)
    return lite_list(request, paper, title=paper.name, path=paper.home_url, stories=newest)


def lite_list(
    request: HttpRequest,
    paper: Paper,
    *,
    title: str,
    path: str,
    stories: Sequence[ListedStory],
    older_url: str = "",
    description: str = "",
) -> ReaderResponse:
    """A list of stories by headline.

    Args:
        path: of the full page.
    """
    if lite.part_of(request) > 1:
        raise Http404
    context = {
        "title": title,
        "description": description or title,
        "stories": stories,
        "older_url": older_url,
    }
    return _page(request, "list", paper, path, context)


def lite_story(request: HttpRequest, paper: Paper, story: Story) -> ReaderResponse:
    """A story's text, or one part of it."""
    part, texts = lite.part_of(request), lite.parts(story.body)
    if part > len(texts):
        raise Http404
    context = {
        "story": story,
        "text": texts[part - 1],
        "part": part,
        "many": len(texts),
        "previous": part - 1,
        "next": part + 1 if part < len(texts) else 0,
    }
    return _page(request, "story", paper, story.get_absolute_url(), context)


def lite_withdrawn(request: HttpRequest, paper: Paper, story: Story) -> ReaderResponse:
    """The notice in the place of a story."""
    retracted = story.removal == Publication.RETRACTED
    title = _("This story has been retracted") if retracted else _("This story has been withdrawn")
    response = _page(request, "withdrawn", paper, "", {"title": title, "story": story})
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(
    request: HttpRequest, template: str, paper: Paper, path: str, context: dict[str, Any]
) -> ReaderResponse:
    around = {"style": lite.STYLE, "canonical_path": path, "full_url": request.path}
    response = page(request, f"articles/lite/{template}.html", paper, {**around, **context})
    response["Content-Security-Policy"] = lite.POLICY
    return response
