"""What search engines read to find every story: by month, and the news of two days.

The months are found through an index (``newsroom_months``), so the archive may grow. A month is a
month of UTC; it is a way of dividing the archive and nothing that a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse

from articles import listings
from articles.addresses import story_path
from articles.caching import ReaderResponse, reader_page
from articles.calendars import Month
from articles.clock import database_now
from articles.languages import Language, address_prefix, other
from articles.models.story import ListedStory, Story
from articles.pictures import address, copies_of
from articles.sitemaps import MOST, MOST_NEWS, Location, News, index, news_urlset, urlset
from articles.views.page import both_editions, furniture

TWO_DAYS = timedelta(days=2)
MONTHS = "SELECT month, changed FROM newsroom_months(%s)"
MOST_IMAGES = 10
ALWAYS = ("archive/", "print/", "corrections/")
PLACE = ("language", "section_slug", "first_published_at", "pk", "slug")


class Place(NamedTuple):
    """What a story's address is made of."""

    language: str
    section: str
    first: datetime
    pk: int
    slug: str

    @property
    def url(self) -> str:
        return settings.SITE_URL + quote(story_path(*self))


@reader_page()
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The pages of lists, then every month of both editions that has stories, newest first."""
    site = settings.SITE_URL
    files: list[tuple[str, datetime | None]] = [(f"{site}/sitemap-pages.xml", None)]
    with connection.cursor() as cursor:
        for language in Language.values:
            cursor.execute(MONTHS, [language])
            files += [
                (f"{site}{address_prefix(language)}sitemap-{month:%Y-%m}.xml", changed)
                for month, changed in cursor.fetchall()
            ]
    return _xml(index(files))


@reader_page()
def pages_sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that are always there, in both editions."""
    paper = furniture(Language.ENGLISH.value)
    pages = []
    for path in ["", *(f"{entry.slug}/" for entry in paper.sections), *ALWAYS]:
        versions = [(one, f"{paper.site_url}{own}") for one, own in both_editions(path)]
        pages += [Location(url, versions=versions) for _language, url in versions]
    return _xml(urlset(pages))


@reader_page()
def month_sitemap(request: HttpRequest, language: str, month: Month) -> HttpResponse:
    """The stories of one month, newest first, with translations and pictures; in two queries."""
    begin = datetime.combine(month.first, time.min, UTC)
    last = datetime.combine(month.last, time.max, UTC)
    listed = ListedStory.objects.under(listings.everything(language))
    within = listed.filter(listed_at__gte=begin, listed_at__lte=last)
    rows = list(within.values_list(*PLACE, "updated_at", "pictures", "group_id")[:MOST])
    if not rows:
        raise Http404
    translations = _translations(other(language), [row[-1] for row in rows])
    pages = []
    for *place, updated, pictures, group in rows:
        where = Place(*place)
        versions = [(language, where.url), *translations.get(group, [])]
        images = [
            settings.SITE_URL + address(copies_of(one["renditions"])[-1]["file"])
            for one in pictures[:MOST_IMAGES]
        ]
        changed = updated or where.first
        pages.append(Location(where.url, changed, versions if versions[1:] else [], images))
    return _xml(urlset(pages))


@reader_page()
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days; of more than a thousand, where their files are."""
    found = _news()
    if len(found) <= MOST_NEWS:
        return _xml(news_urlset(found))
    parts = range(1, 1 + -(-len(found) // MOST_NEWS))
    return _xml(index((f"{settings.SITE_URL}/news-sitemap-{part}.xml", None) for part in parts))


@reader_page()
def news_part(request: HttpRequest, part: str) -> HttpResponse:
    """One thousand of many new stories."""
    end = int(part) * MOST_NEWS
    found = _news()[end - MOST_NEWS : end]
    if not found:
        raise Http404
    return _xml(news_urlset(found))


def _news() -> list[News]:
    """The newest first, edition by edition. As many as two days had, not as the archive has."""
    since, found = database_now() - TWO_DAYS, []
    for language in Language.values:
        listed = ListedStory.objects.under(listings.everything(language))
        name = settings.NEWSPAPER_NAME[language]
        rows = listed.filter(listed_at__gte=since).values_list(*PLACE, "headline")[:MOST]
        for *place, headline in rows:
            where = Place(*place)
            found.append(News(where.url, name, language, where.first, headline))
    return found


def _translations(language: str, groups: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Live stories in a language by the group that they belong to, with their addresses."""
    rows = Story.objects.filter(group_id__in=list(groups), language=language, withdrawn=False)
    found: dict[int, list[tuple[str, str]]] = {}
    for *place, group in rows.values_list(*PLACE, "group_id"):
        found.setdefault(group, []).append((language, Place(*place).url))
    return found


def _xml(text: str) -> ReaderResponse:
    response = ReaderResponse(text, content_type="application/xml; charset=utf-8")
    # What makes a page of lists old makes these old.
    response.fresh_for = furniture(Language.ENGLISH.value).fresh_for
    return response
