"""A story rendered by the readers' own templates, outside the readers' newspaper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.admin.preview.scheme import for_frame
from articles.dates import local_day
from articles.models import ListedStory, Story
from articles.views.page import furniture
from articles.views.story import neighbours

STORY = "admin/articles/preview/story.html"
NOTICE = "admin/articles/preview/withdrawn.html"

V = TypeVar("V", bound=Callable[..., HttpResponse])
R = TypeVar("R", bound=HttpResponseBase)


def may_frame(view: V) -> V:
    """A page of the desk that shows another one of our pages in a frame."""
    return cast(V, csp_replace({"frame-src": [SELF]})(cast(Any, view)))


def may_be_framed(view: V) -> V:
    """A page that one of the desk's pages shows in a frame."""
    policy = csp_replace({"frame-ancestors": [SELF]})(cast(Any, view))
    return cast(V, xframe_options_sameorigin(policy))


def reader_page(
    story: Story,
    *,
    moment: datetime | None = None,
    scheme: str = "",
    banner: dict[str, object] | None = None,
    is_framed: bool = False,
) -> HttpResponse:
    """The reader's page of a story, in the story's language. Nobody may keep it.

    Args:
        moment: the day (aware) in the masthead; else today. Of another day nothing but the story is
            known, so its neighbours are left out.
        scheme: ``light`` or ``dark`` to force it in a frame.
        banner: what stands above the page, for whoever got a link; none at the desk.
        is_framed: within a page of the desk, links lead out of the frame.
    """
    paper = furniture(story.language, story.section_slug)
    related: list[ListedStory] = []
    translations: list[ListedStory] = []
    if moment is not None:
        paper = replace(paper, today=local_day(moment))
    elif not story.withdrawn:
        translations, related = neighbours(story)
    context = {
        "paper": paper,
        "path": "",
        "story": story,
        "translations": translations,
        "related": related,
        "banner": banner,
        "is_framed": is_framed,
    }
    with translation.override(story.language):
        html = render_to_string(NOTICE if story.withdrawn else STORY, context)
    response = HttpResponse(for_frame(html, scheme) if is_framed else html)
    response["Content-Language"] = story.language
    return closed(response)


def closed(response: R) -> R:
    """Kept by nobody, found by no search engine, and told to no other site."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
