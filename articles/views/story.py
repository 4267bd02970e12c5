from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles import lite
from articles.caching import CACHE_CONTROL, reader_page, story_mark
from articles.models.story import ListedStory, Story
from articles.views.errors import gone
from articles.views.lite import lite_story, lite_withdrawn
from articles.views.page import furniture, page, wording_in_force
from articles.workflow import Publication

RELATED = 4


def _mark(*, pk: str, **rest: str | None) -> str:
    return story_mark(int(pk))


@reader_page(mark=_mark, place=_mark)  # a notice is told at whatever address names the story
def story(
    request: HttpRequest, /, language: str, section: str, pk: str, **rest: str | None
) -> HttpResponse:
    """A story by its number; any other address of it leads to the canonical one.

    What is not live answers exactly like a number that does not exist.
    """
    paper = furniture(language, section)
    found = Story.objects.numbered(int(pk))
    if found is None:
        raise Http404
    if found.removal == Publication.TAKEN_DOWN:
        return gone(language)
    is_lite = bool(lite.part_of(request))
    if found.withdrawn:
        if is_lite:
            return lite_withdrawn(request, paper, found)
        response = page(request, "articles/withdrawn.html", paper, {"story": found})
        response["X-Robots-Tag"] = "noindex"
        return response
    if request.path != found.readable_url:
        return _moved(found, "?lite" if is_lite else "")
    if is_lite:
        return lite_story(request, paper, found)
    return page(request, "articles/story.html", paper, _context(found))


def _moved(found: Story, form: str) -> HttpResponse:
    response = HttpResponsePermanentRedirect(found.get_absolute_url() + form)
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _context(found: Story) -> dict[str, Any]:
    translations, related = neighbours(found)
    words = wording_in_force(found.language)
    return {
        "story": found,
        "canonical_path": found.get_absolute_url(),
        "translations": translations,
        "alternates": alternates(found, translations),
        "related": related,
        "wording": words.texts,
        "disclaimer_version": words.disclaimer_version,
    }


def alternates(found: Story, translations: Sequence[ListedStory]) -> list[tuple[str, str]]:
    """The languages and addresses of a story and its translations, English first.

    Each of them says the same of all, itself among them; empty where there is no other.
    """
    pages = [(one.language, one.get_absolute_url()) for one in (found, *translations)]
    return sorted(pages, reverse=True) if translations else []


def neighbours(found: Story) -> tuple[list[ListedStory], list[ListedStory]]:
    """The story's translations and its related stories, nearest first; in one query."""
    return ListedStory.objects.around(found, found.related_keys, RELATED)
