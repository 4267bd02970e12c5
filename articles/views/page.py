"""What every page of the readers' newspaper has around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.caching import FRESH_FOR, ReaderResponse
from articles.languages import address_prefix, direction, localized, other

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
    fresh_for: float

    @property
    def direction(self) -> str:
        return direction(self.language)

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


def bare_furniture(language: str) -> Paper:
    """The furniture without the menu and without the database, for the pages of errors."""
    return _paper(language, [], "", FRESH_FOR)


# Written out, as every page asks for it: the ORM takes longer to write it than PostgreSQL to
# answer it.
MENU = """
SELECT id, name, name_ar, slug, is_opinion, newsroom_seconds_to_next_change()
FROM articles_section ORDER BY "order", id
"""


def furniture(language: str, current: str = "", other_url: str = "") -> Paper:
    """The furniture, in one query; ask for it first, as it also sets how long the page is fresh.

    Args:
        current: the slug of the section that the page belongs to.
        other_url: this page's counterpart in the other edition; else that edition's front.
    """
    with connection.cursor() as cursor:
        cursor.execute(MENU)
        rows = cursor.fetchall()
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
        for pk, name, name_ar, slug, is_opinion, _change in rows
    ]
    changes: list[float | None] = [row[-1] for row in rows]
    return _paper(language, menu, other_url, min([FRESH_FOR, *filter(None, changes)]))


def _paper(language: str, menu: list[MenuEntry], other_url: str, fresh_for: float) -> Paper:
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
        fresh_for=fresh_for,
    )


def page(
    request: HttpRequest, template: str, paper: Paper, context: dict[str, Any]
) -> ReaderResponse:
    """A finished page for the page cache. Nothing of the visitor may be in it."""
    body = render_to_string(template, {"paper": paper, "path": request.path, **context})
    response = ReaderResponse(body)
    response.fresh_for = paper.fresh_for
    return response
