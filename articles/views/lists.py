"""Lists of stories, newest first, a page at the same cost wherever it is in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles import listings
from articles.caching import reader_page
from articles.languages import address_prefix, other
from articles.models.contributor import Contributor
from articles.models.place import Place
from articles.models.story import ListedStory
from articles.views.page import MenuEntry, Paper, furniture, page

PAGE = 20


@dataclass(frozen=True)
class Subject:
    """What a list is about; the path is within an edition."""

    key: str
    title: str
    kicker: str
    path: str
    intro: str = ""


@reader_page("before")
def section(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A section's stories."""
    paper = furniture(language, slug, f"{address_prefix(other(language))}{slug}/")
    found: MenuEntry | None = next((one for one in paper.sections if one.is_current), None)
    if found is None:
        raise Http404
    key = listings.section(language, found.pk)
    return _listing(request, paper, Subject(key, found.name, "", f"{slug}/"))


@reader_page("before")
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The stories under a tag. A tag that no reader has seen in print is no page."""
    paper = furniture(language)
    tag = get_object_or_404(Tag, slug=slug)
    key = listings.tag(language, tag.slug)
    subject = Subject(key, tag.name, _("Topic"), f"topics/{quote(slug)}/")
    return _listing(request, paper, subject, must_have_stories=True)


@reader_page("before")
def contributor(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A contributor's stories; a withheld name has no page."""
    paper = furniture(language)
    found = get_object_or_404(Contributor, slug=slug, withheld=False)
    subject = Subject(
        listings.contributor(language, found.pk),
        found.name_in(language),
        _("Stories by"),
        f"by/{slug}/",
        found.bio_in(language),
    )
    return _listing(request, paper, subject, must_have_stories=True)


@reader_page("before")
def place(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The stories filed from a place."""
    paper = furniture(language)
    found = get_object_or_404(Place, slug=slug)
    key = listings.place(language, found.pk)
    subject = Subject(key, found.name_in(language), _("Filed from"), f"places/{slug}/")
    return _listing(request, paper, subject, must_have_stories=True)


def _listing(
    request: HttpRequest, paper: Paper, subject: Subject, *, must_have_stories: bool = False
) -> HttpResponse:
    rows = ListedStory.objects.under(subject.key).cards()
    cursor = read_cursor(request.GET.get("before", ""))
    if cursor is not None:
        rows = rows.older_than(*cursor)
    stories = list(rows[: PAGE + 1])
    # A name that only drafts carry answers like one that does not exist.
    if must_have_stories and not stories:
        raise Http404
    older = cursor_after(stories[PAGE - 1]) if len(stories) > PAGE else ""
    context = {
        "title": subject.title,
        "kicker": subject.kicker,
        "intro": subject.intro,
        "stories": stories[:PAGE],
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
