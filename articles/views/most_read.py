"""What is read most: a page of its own, and the lists for other pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from articles import memory
from articles.caching import reader_page
from articles.languages import address_prefix, other
from articles.models.reading import WHOLE_PAPER
from articles.models.story import Story
from articles.views.page import MenuEntry, furniture, page

PATH = "most-read/"
BESIDE = 5  # stories where the list stands beside others


@dataclass(frozen=True)
class SectionRead:
    """A section with what is read most in it."""

    section: MenuEntry
    stories: list[Story]


@reader_page()
def most_read(request: HttpRequest, language: str) -> HttpResponse:
    """The stories read most in the last day, of the whole paper and of each section."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    lists = _lists(language)
    context = {
        "stories": lists.get(WHOLE_PAPER, []),
        "sections": [
            SectionRead(one, lists[one.pk][:BESIDE]) for one in paper.sections if one.pk in lists
        ],
        "canonical_path": f"{address_prefix(language)}{PATH}",
    }
    return page(request, "articles/most_read.html", paper, context)


def read_most(language: str, section: int = WHOLE_PAPER) -> list[Story]:
    """The few stories read most, for a place beside others; of a section or the whole paper.

    One query for all pages of an edition, for ten seconds (``articles.memory``).
    """
    return _lists(language).get(section, [])[:BESIDE]


def _lists(language: str) -> dict[int, list[Story]]:
    return memory.shared(("most read", language), lambda: Story.objects.most_read(language))
