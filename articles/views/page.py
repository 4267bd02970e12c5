"""What every page of the readers' newspaper has around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import FloatField, Func
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from articles.caching import FRESH_FOR, ReaderResponse
from articles.languages import address_prefix, direction, other
from articles.models.section import Section


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


def bare_furniture(language: str) -> Paper:
    """The furniture without the menu and without the database, for the pages of errors."""
    return _paper(language, [], "", FRESH_FOR)


def furniture(language: str, current: str = "", other_url: str = "") -> Paper:
    """The furniture, in one query; ask for it first, as it also sets how long the page is fresh.

    Args:
        current: the slug of the section that the page belongs to.
        other_url: this page's counterpart in the other edition; else that edition's front.
    """
    change = Func(function="newsroom_seconds_to_next_change", output_field=FloatField())
    sections = list(Section.objects.annotate(change=change))
    changes: list[float | None] = [section.change for section in sections]
    menu = [
        MenuEntry(
            pk=section.pk,
            name=section.name_in(language),
            slug=section.slug,
            url=section.address_in(language),
            is_opinion=section.is_opinion,
            is_current=section.slug == current,
        )
        for section in sections
    ]
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
