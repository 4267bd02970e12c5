from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.caching import CACHE_CONTROL, reader_page, story_mark
from articles.models.story import ListedStory, Story
from articles.models.wording import Wording, disclaimer_version
from articles.views.page import furniture, page

RELATED = 4
# What a page says about another story.
ABOUT_A_NEIGHBOUR = (
    "key listed_at language section_slug section_name slug kicker headline deck bylines "
    "first_published_at"
).split()


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
    found = Story.objects.numbered(int(pk))
    if found is None:
        raise Http404
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
    translations, related = _neighbours(found)
    wording = list(Wording.objects.in_force(found.language))
    return {
        "story": found,
        "canonical_path": found.get_absolute_url(),
        "translations": translations,
        "related": related,
        "wording": {one.kind: one.text for one in wording},
        "disclaimer_version": disclaimer_version(wording),
    }


def _neighbours(found: Story) -> tuple[list[ListedStory], list[ListedStory]]:
    """The story's translations and its related stories, nearest first; in one query."""
    keys = found.related_keys
    rows = ListedStory.objects.around(found, keys, RELATED + 1, ABOUT_A_NEIGHBOUR)
    neighbours: dict[int, ListedStory] = {}
    for row in sorted(
        (row for row in rows if row.pk != found.pk),
        key=lambda row: (
            keys.index(row.key) if row.key in keys else -1,
            -row.listed_at.timestamp(),
        ),
    ):
        neighbours.setdefault(row.pk, row)
    foreign = [row for row in neighbours.values() if row.language != found.language]
    return foreign, [row for row in neighbours.values() if row.language == found.language][:RELATED]
