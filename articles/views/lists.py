"""Lists of stories, newest first, a page at the same cost wherever it is in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse

from articles.caching import reader_page
from articles.languages import address_prefix
from articles.models.story import ListedStory, Story
from articles.views.most_read import read_most
from articles.views.page import Paper, page
from articles.views.subjects import (
    Subject,
    contributor_subject,
    place_subject,
    section_subject,
    topic_subject,
)

PAGE = 20


@reader_page("before")
def section(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A section's stories."""
    paper, subject = section_subject(language, slug)
    pk = next(one.pk for one in paper.sections if one.is_current)
    return _listing(request, paper, subject, read_most(language, pk))


@reader_page("before")
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The stories under a tag. A tag that no reader has seen in print is no page."""
    return _listing(request, *topic_subject(language, slug))


@reader_page("before")
def contributor(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A contributor's stories; a withheld name has no page."""
    return _listing(request, *contributor_subject(language, slug))


@reader_page("before")
def place(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The stories filed from a place."""
    return _listing(request, *place_subject(language, slug))


def _listing(
    request: HttpRequest, paper: Paper, subject: Subject, most_read: Sequence[Story] = ()
) -> HttpResponse:
    rows = ListedStory.objects.under(subject.key).cards()
    cursor = read_cursor(request.GET.get("before", ""))
    if cursor is not None:
        rows = rows.older_than(*cursor)
    stories = list(rows[: PAGE + 1])
    if subject.must_have_stories and not stories:
        raise Http404
    older = cursor_after(stories[PAGE - 1]) if len(stories) > PAGE else ""
    context = {
        "title": subject.title,
        "kicker": subject.kicker,
        "intro": subject.intro,
        "stories": stories[:PAGE],
        "most_read": most_read,
        "is_first_page": cursor is None,
        "older_url": f"?before={older}" if older else "",
        "canonical_path": f"{address_prefix(paper.language)}{subject.path}",
    }
    return page(request, "articles/listing.html", paper, context)


def cursor_after(story: ListedStory) -> str:
    """The place in a list after a story, for an address: microseconds and the story's number."""
    return cursor_of(story.listed_at, story.listed_id)


def cursor_of(moment: datetime, pk: int) -> str:
    """A place in a list by its row's time (aware) and number, for ``read_cursor``."""
    return f"{round(moment.timestamp() * 1_000_000)}-{pk}"


def read_cursor(text: str) -> tuple[datetime, int] | None:
    """Read a place in a list; nothing for the first page.

    Raises:
        Http404: it is not one of ours.
    """
    if not text:
        return None
    microseconds, _dash, pk = text.partition("-")
    if not (microseconds.isdecimal() and pk.isdecimal() and len(text) < 40):
        raise Http404
    try:
        return datetime.fromtimestamp(int(microseconds) / 1_000_000, UTC), min(int(pk), 2**62)
    except (OverflowError, OSError, ValueError):
        raise Http404 from None
