"""What every page of the readers' newspaper has around it."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import memory
from articles.addresses import story_path
from articles.caching import FRESH_FOR, ReaderResponse
from articles.languages import Language, address_prefix, direction, localized, other
from articles.models.wording import Wording, disclaimer_version

# Of the templates: it costs more to pack and to send than to take out.
INDENTATION = re.compile(r"\n[ \n]+")
CURRENT = SafeString(' aria-current="true"')
OTHER_EDITION = {"en": "English edition", "ar": "الطبعة العربية"}


@dataclass(frozen=True)
class MenuEntry:
    """A section in the menu."""

    pk: int
    name: str
    slug: str
    url: str
    is_opinion: bool
    is_current: bool


@dataclass(frozen=True)
class Strip:
    """Breaking news above an edition's pages; without an address it leads nowhere."""

    text: str
    url: str


@dataclass(frozen=True)
class Paper:
    """The furniture of a page: masthead, menu, the way to the other edition."""

    language: str
    name: str
    name_other: str
    sections: list[MenuEntry]
    home_url: str
    print_url: str
    other_language: str
    other_edition_url: str
    site_url: str
    today: date
    fresh_until: float  # seconds since the epoch
    breaking: Strip | None = None

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def fresh_for(self) -> float:
        """Seconds for which a page with this furniture may be kept."""
        return max(0.0, self.fresh_until - time.time())

    @cached_property
    def masthead(self) -> SafeString:
        return self._made("_masthead.html")

    @cached_property
    def front_masthead(self) -> SafeString:
        return self._made("_masthead.html", on_front=True)

    @cached_property
    def footer(self) -> SafeString:
        return self._made("_footer.html")

    @property
    def menu(self) -> SafeString:
        """The sections as items of a list; the one that the page belongs to is marked."""
        items = ((one.url, CURRENT if one.is_current else "", one.name) for one in self.sections)
        return format_html_join("\n", '<li><a href="{}"{}>{}</a></li>', items)

    @property
    def other_edition(self) -> SafeString:
        """The way to the other edition, in that edition's language."""
        name = OTHER_EDITION[self.other_language]
        way, language = direction(self.other_language), self.other_language
        shape = '<a href="{}" lang="{}" dir="{}" hreflang="{}">{}</a>'
        return format_html(shape, self.other_edition_url, language, way, language, name)

    def _made(self, template: str, **more: object) -> SafeString:
        with translation.override(self.language):
            return SafeString(get_template(template).render({"paper": self, **more}))


@dataclass
class Freshness:
    """For how many seconds a page that is being made may be kept; parts of it may shorten that."""

    seconds: float

    def at_most(self, seconds: float | None) -> None:
        """Keep the page no longer than so many seconds; nothing for no limit."""
        if seconds is not None:
            self.seconds = min(self.seconds, seconds)


@dataclass(frozen=True)
class Words:
    """The site's own wording: texts by kind, and which version the disclaimer is."""

    texts: dict[str, str]
    disclaimer_version: int


def both_editions(path: str) -> list[tuple[str, str]]:
    """The languages and addresses of a page that both editions have; the path is within one."""
    return [(one.value, f"{address_prefix(one)}{path}") for one in Language]


def bare_furniture(language: str) -> Paper:
    """The furniture without the menu and without the database, for the pages of errors."""
    return _paper(language, [], "", time.time() + FRESH_FOR)


# Written out, as every edition asks for it: the ORM takes longer to write it than PostgreSQL to
# answer it.
MENU = """
SELECT s.id, s.name, s.name_ar, s.slug, s.is_opinion, moment.change, moment.breaking
FROM (
    SELECT newsroom_seconds_to_next_change() AS change,
           (SELECT jsonb_object_agg(language, to_jsonb(b)) FROM articles_breaking b) AS breaking
) moment
LEFT JOIN articles_section s ON true ORDER BY s."order", s.id
"""


@dataclass(frozen=True)
class Menu:
    """The sections and the breaking news of both editions.

    ``fresh_until`` is the moment (epoch) until which nothing of the newspaper changes by itself.
    """

    sections: list[tuple[Any, ...]]
    breaking: dict[str, dict[str, Any]]
    fresh_until: float


def furniture(language: str, current: str = "", other_url: str = "") -> Paper:
    """The furniture, in one query or, for the pages of one edition, none; ask for it first, as it
    also sets how long the page is fresh.

    Args:
        current: the slug of the section that the page belongs to.
        other_url: this page's counterpart in the other edition; else that edition's front.
    """
    name = ("furniture", language, current, other_url)
    return memory.shared(name, lambda: _furniture(language, current, other_url), _fresh_until)


def wording_in_force(language: str) -> Words:
    """The site's wording, in one query or, for the pages of one edition, none."""
    return memory.shared(("wording", language), lambda: _wording(language))


def _wording(language: str) -> Words:
    rows = list(Wording.objects.in_force(language))
    return Words({one.kind: one.text for one in rows}, disclaimer_version(rows))


def _furniture(language: str, current: str, other_url: str) -> Paper:
    found = memory.shared("menu", _menu, _fresh_until)
    prefix = address_prefix(language)
    menu = [
        MenuEntry(
            pk=pk,
            name=localized(language, name, name_ar),
            slug=slug,
            url=f"{prefix}{slug}/",
            is_opinion=is_opinion,
            is_current=slug == current,
        )
        for pk, name, name_ar, slug, is_opinion in found.sections
    ]
    strip = _strip(language, found.breaking.get(language))
    return _paper(language, menu, other_url, found.fresh_until, strip)


def _fresh_until(made: Menu | Paper) -> float:
    return made.fresh_until


def _menu() -> Menu:
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute(MENU)
        rows = cursor.fetchall()
    change, breaking = rows[0][-2:]
    sections = [row[:-2] for row in rows if row[0] is not None]
    fresh_for = FRESH_FOR if change is None else min(FRESH_FOR, change)
    return Menu(sections, json.loads(breaking or "{}"), now + fresh_for)


def _strip(language: str, row: dict[str, Any] | None) -> Strip | None:
    """What the view of breaking news has for an edition; a story that is not live has no number."""
    if row is None:
        return None
    if row["story_id"] is None:
        return Strip(row["text"], "")
    first = datetime.fromisoformat(row["first_published_at"])
    path = story_path(language, row["section_slug"], first, row["story_id"], row["slug"])
    return Strip(row["text"], quote(path))


def _paper(
    language: str,
    menu: list[MenuEntry],
    other_url: str,
    fresh_until: float,
    breaking: Strip | None = None,
) -> Paper:
    other_language = other(language)
    return Paper(
        language=language,
        name=settings.NEWSPAPER_NAME[language],
        name_other=settings.NEWSPAPER_NAME[other_language],
        sections=menu,
        home_url=address_prefix(language),
        print_url=f"{address_prefix(language)}print/",
        other_language=other_language,
        other_edition_url=other_url or address_prefix(other_language),
        site_url=settings.SITE_URL,
        today=timezone.localdate(),
        fresh_until=fresh_until,
        breaking=breaking,
    )


def page(
    request: HttpRequest, template: str, paper: Paper, context: dict[str, Any]
) -> ReaderResponse:
    """A finished page for the page cache. Nothing of the visitor may be in it.

    What a template puts on the page may be true for a shorter time than its furniture: it tells
    ``freshness``.
    """
    freshness = Freshness(paper.fresh_for)
    kept = {"paper": paper, "path": request.path, "freshness": freshness}
    html = INDENTATION.sub("\n", render_to_string(template, {**kept, **context}))
    response = ReaderResponse(html)
    response.fresh_for = freshness.seconds
    return response
