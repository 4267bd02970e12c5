from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles import listings
from articles.caching import CACHE_CONTROL, reader_page, story_mark
from articles.languages import other
from articles.models.story import ListedStory, Story
from articles.models.wording import Wording
from articles.views.page import furniture, page

RELATED = 4


def _mark(*, pk: str, **rest: str | None) -> str:
    return story_mark(int(pk))


@reader_page(mark=_mark)
def story(
    request: HttpRequest, /, language: str, section: str, pk: str, **rest: str | None
) -> HttpResponse:
    """A story by its number; any other address of it leads to the canonical one.

    What is not live answers exactly like a number that does not exist.
    """
    paper = furniture(language, section)
    try:
        found = Story.objects.get(pk=int(pk))
    except Story.DoesNotExist:
        raise Http404 from None
    if found.withdrawn:
        response = page(request, "articles/withdrawn.html", paper, {"story": found})
        response["X-Robots-Tag"] = "noindex"
        return response
    if request.path != found.readable_url:
        return _moved(found)
    return page(request, "articles/story.html", paper, _context(found))


def _moved(found: Story) -> HttpResponse:
    response = HttpResponsePermanentRedirect(found.get_absolute_url())
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _context(found: Story) -> dict[str, Any]:
    neighbours = _neighbours(found)
    return {
        "story": found,
        "canonical_path": found.get_absolute_url(),
        "translations": [one for one in neighbours if one.language != found.language],
        "related": [one for one in neighbours if one.language == found.language],
        "wording": {one.kind: one.text for one in Wording.objects.in_force(found.language)},
    }


def _neighbours(found: Story) -> list[ListedStory]:
    """The story's translations and its related stories, in one query."""
    rows = ListedStory.objects.cards()
    translations = rows.filter(
        key=listings.everything(other(found.language)), group_id=found.group_id
    )
    related = ListedStory.objects.under(found.related_key).cards().exclude(pk=found.pk)
    return list(translations.union(related[:RELATED], all=True))
