"""Sitemaps as XML (sitemaps.org 0.9, Google's extensions for news and images). Pure.

All addresses are whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.languages import Language
from articles.xml_text import DECLARATION, around, element

SITEMAP = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ALTERNATES = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
IMAGES = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
NEWS = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
MOST = 50_000  # addresses in a file, by the protocol
MOST_NEWS = 1_000  # in a file of news, by Google


@dataclass(frozen=True)
class Location:
    """A page of the site.

    Attributes:
        versions: the same page by language, its own among them; empty where it has no other.
    """

    url: str
    changed: datetime | None = None
    versions: Sequence[tuple[str, str]] = ()
    images: Sequence[str] = ()


@dataclass(frozen=True)
class News:
    """A new story; the publication is named as it is registered."""

    url: str
    publication: str
    language: str
    published: datetime
    title: str


def index(files: Iterable[tuple[str, datetime | None]]) -> str:
    """The sitemap of sitemaps: their addresses, and when each changed."""
    entries = (
        around("sitemap", [element("loc", url), _changed(changed)]) for url, changed in files
    )
    return f"{DECLARATION}{around('sitemapindex', entries, SITEMAP)}"


def urlset(pages: Iterable[Location]) -> str:
    """A sitemap with translations and images."""
    return (
        f"{DECLARATION}{around('urlset', map(_location, pages), f'{SITEMAP}{ALTERNATES}{IMAGES}')}"
    )


def news_urlset(stories: Iterable[News]) -> str:
    """A news sitemap; an empty one is allowed."""
    return f"{DECLARATION}{around('urlset', map(_news, stories), f'{SITEMAP}{NEWS}')}"


def _location(page: Location) -> str:
    versions = list(page.versions)
    # Who reads neither language gets the English one.
    versions += [("x-default", url) for lang, url in versions if lang == Language.ENGLISH]
    link, rel = "xhtml:link", "alternate"
    parts = [
        element("loc", page.url),
        _changed(page.changed),
        *(element(link, rel=rel, hreflang=lang, href=url) for lang, url in versions),
        *(f"<image:image>{element('image:loc', url)}</image:image>" for url in page.images),
    ]
    return around("url", parts)


def _news(story: News) -> str:
    name = [element("news:name", story.publication), element("news:language", story.language)]
    said = [
        f"<news:publication>{''.join(name)}</news:publication>",
        element("news:publication_date", _moment(story.published)),
        element("news:title", story.title),
    ]
    return around("url", [element("loc", story.url), f"<news:news>{''.join(said)}</news:news>"])


def _changed(moment: datetime | None) -> str:
    return element("lastmod", _moment(moment)) if moment else ""


def _moment(moment: datetime) -> str:
    """By W3C's profile of ISO 8601, on the newspaper's clock."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
