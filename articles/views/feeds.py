"""Every list of the newspaper as a feed, in three forms; kept like the readers' pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _

from articles import dates, listings
from articles.caching import ReaderResponse, reader_page
from articles.feeds import atom, json_feed, rss
from articles.feeds.entries import correction_entry, story_entry
from articles.feeds.feed import Entry, Feed
from articles.models.public_correction import PublicCorrection
from articles.models.story import HEAVY, ListedStory
from articles.plain import clean, isolated, within
from articles.views.page import Paper, furniture
from articles.views.subjects import (
    Subject,
    contributor_subject,
    place_subject,
    section_subject,
    topic_subject,
)

FORMS: dict[str, ModuleType] = {"rss": rss, "atom": atom, "json": json_feed}
NEWEST = 30


@reader_page()
def front_feed(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Everything, newest first."""
    paper = furniture(language)
    about = _("Reporting, analysis and opinion from the Middle East desk in Beirut.")
    subject = Subject(listings.everything(language), "", "", "", about, must_have_stories=False)
    return _stories(paper, subject, form)


@reader_page()
def section_feed(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    return _stories(*section_subject(language, slug), form)


@reader_page()
def topic_feed(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    return _stories(*topic_subject(language, slug), form)


@reader_page()
def contributor_feed(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    """A contributor's stories; a withheld name has no feed."""
    return _stories(*contributor_subject(language, slug), form)


@reader_page()
def place_feed(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    return _stories(*place_subject(language, slug), form)


@reader_page()
def printed_feed(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """What stood in the printed paper, newest first."""
    paper = furniture(language)
    key, title = listings.print_dates(language), _("Print editions")
    return _stories(paper, Subject(key, title, "", "print/", must_have_stories=False), form)


@reader_page()
def edition_feed(request: HttpRequest, language: str, day: date, form: str) -> HttpResponse:
    """One day's paper."""
    paper = furniture(language)
    key = listings.print_date(language, day.isoformat())
    title = f"{_('Print edition')}, {dates.long_date(day, language)}"
    return _stories(paper, Subject(key, title, "", f"print/{day.isoformat()}/"), form)


@reader_page()
def corrections_feed(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """What the newspaper put right."""
    paper = furniture(language)
    subject = Subject("", _("Corrections"), "", "corrections/")
    told = PublicCorrection.objects.newest(language)[:NEWEST]
    return _written(paper, subject, form, [correction_entry(one, paper.site_url) for one in told])


def _stories(paper: Paper, subject: Subject, form: str) -> HttpResponse:
    """The newest stories of a list, complete, in one query."""
    stories = ListedStory.objects.newest_of_each([subject.key], NEWEST, *HEAVY)
    if subject.must_have_stories and not stories:
        raise Http404
    entries = [story_entry(story, paper.site_url) for story in stories]
    return _written(paper, subject, form, entries)


def _written(paper: Paper, subject: Subject, form: str, entries: list[Entry]) -> HttpResponse:
    site, name = paper.site_url, clean(paper.name)
    url = f"{site}{paper.home_url}{subject.path}"
    title = f"{within(subject.title, paper.language)} · {name}" if subject.title else name
    feed = Feed(
        language=paper.language,
        title=title,
        subtitle=isolated(subject.intro, paper.language),
        publisher=name,
        url=url,
        home_url=f"{site}{paper.home_url}",
        icon_url=f"{site}{static('icons/cedar-512.png')}",
        favicon_url=f"{site}{static('icons/cedar-192.png')}",
        entries=entries,
    )
    write: Callable[[Feed, str], str] = FORMS[form].written
    text, charset = write(feed, f"{url}feed.{form}"), settings.DEFAULT_CHARSET
    kind = FORMS[form].TYPE
    response = ReaderResponse(text, content_type=f"{kind}; charset={charset}")
    response.fresh_for = paper.fresh_for
    return response
