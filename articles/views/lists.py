"""Lists of stories, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse

from articles import lite
from articles.caching import reader_page
from articles.languages import address_prefix
from articles.models.story import ListedStory, Story
from articles.views.lite import lite_list
from articles.views.most_read import read_most
from articles.views.page import Paper, page
from articles.views.subjects import (
    Subject,
    contributor_subject,
    place_subject,
    section_subject,
    topic_subject,
)
from articles.views.turning import PLACES, Link, Place, turned


@reader_page(*PLACES)
def section(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A section's stories."""
    paper, subject = section_subject(language, slug)
    pk = next(one.pk for one in paper.sections if one.is_current)
    return listing(request, paper, subject, most_read=read_most(language, pk))


@reader_page(*PLACES)
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The stories under a tag. A tag that no reader has seen in print is no page."""
    return listing(request, *topic_subject(language, slug))


@reader_page(*PLACES)
def contributor(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A contributor's stories; a withheld name has no page."""
    return listing(request, *contributor_subject(language, slug))


@reader_page(*PLACES)
def place(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The stories filed from a place."""
    return listing(request, *place_subject(language, slug))


def listing(
    request: HttpRequest,
    paper: Paper,
    subject: Subject,
    *,
    ways: Sequence[Link] = (),
    most_read: Sequence[Story] = (),
) -> HttpResponse:
    """A page of a subject's stories. Of older pages search engines keep only what they link to.

    Args:
        ways: to the subject's neighbours, such as the days before and after.
        most_read: what is read most, for the first page.

    Raises:
        Http404: the subject has no stories though it must have some.
    """
    every = ListedStory.objects.under(subject.key).cards()
    if subject.within:
        every = every.between(*subject.within)
    turn = turned(request.GET, every, _place)
    if subject.must_have_stories and not turn.rows and (turn.is_first or not every[:1]):
        raise Http404
    prefix = address_prefix(paper.language)
    if lite.part_of(request):
        return lite_list(
            request,
            paper,
            title=subject.title,
            path=f"{prefix}{subject.path}",
            stories=turn.rows,
            older_url=turn.older_url,
        )
    context = {
        "subject": subject,
        "turn": turn,
        "stories": turn.rows,
        "most_read": most_read,
        "ways": ways,
        "first_path": f"{prefix}{subject.path}",
        "canonical_path": f"{prefix}{subject.path}" if turn.is_first else "",
        "alternates": subject.alternates if turn.is_first else (),
    }
    return page(request, "articles/listing.html", paper, context)


def _place(story: ListedStory) -> Place:
    return story.listed_at, story.listed_id
