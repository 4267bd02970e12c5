"""From a frozen story to what readers see. Pure: content in, fields of a release out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from articles import listings
from articles.body import sanitize, with_dateline, word_count
from articles.content import Content
from articles.datelines import dateline
from articles.languages import localized
from articles.pictures import files_of
from articles.slugs import story_slug

IN_PRINT_ALONE = "print"


class PrintedPlace(TypedDict):
    """Where a story stood in a printed edition; ``name`` is the edition's, mostly empty."""

    publication: str
    date: str
    name: str
    page: str
    section: str
    headline: str


class Projection(TypedDict):
    """The rendered part of a release; its times and its slug's history are the verbs' affair."""

    language: str
    section_id: int
    section_slug: str
    section_name: str
    kicker: str
    headline: str
    deck: str
    body_html: str
    words: int
    bylines: list[dict[str, Any]]
    dateline: list[dict[str, Any]]
    dateline_text: str
    pictures: list[dict[str, Any]]
    corrections: list[dict[str, Any]]
    placements: list[PrintedPlace]
    tags: list[dict[str, Any]]
    related: list[int]


def project(content: Content, printed: Iterable[PrintedPlace] = ()) -> Projection:
    """Render a frozen story in its own language. Withheld names are left out.

    Args:
        printed: where it was printed by now; no part of the text, so that nobody approves it.
    """
    language = content["language"]
    line = dateline(content["dateline"], language)
    section = content["section"]
    return Projection(
        language=language,
        section_id=section["section"],
        section_slug=section["slug"],
        section_name=localized(language, section["name"], section["name_ar"]),
        kicker=content["kicker"],
        headline=content["headline"],
        deck=content["deck"],
        body_html=with_dateline(sanitize(content["body"]), line),
        words=word_count(content["body"]),
        bylines=[
            {
                "id": byline["contributor"],
                "name": localized(language, byline["name"], byline["name_ar"]),
                "slug": byline["slug"],
                "kind": byline["kind"],
                "role": byline["role"],
            }
            for byline in content["bylines"]
            if not byline["withheld"]
        ],
        dateline=[
            {
                "id": place["place"],
                "name": localized(language, place["name"], place["name_ar"]),
                "slug": place["slug"],
            }
            for place in content["dateline"]
        ],
        dateline_text=line.removesuffix(":"),
        pictures=[
            {key: picture[key] for key in ("renditions", "alt", "caption", "credit")}
            for picture in content["pictures"]
            if picture["renditions"]
        ],
        corrections=[
            {"id": one["correction"], "kind": one["kind"], "text": one["text"], "at": one["at"]}
            for one in content["corrections"]
            if one.get("medium") != IN_PRINT_ALONE
        ],
        placements=list(printed),
        tags=[{"name": tag["name"], "slug": tag["slug"]} for tag in content["tags"]],
        related=[one["story"] for one in content.get("related", [])],
    )


def withdrawal(content: Content) -> Projection:
    """What is left of a withdrawn story: its language and its section."""
    language = content["language"]
    section = content["section"]
    return Projection(
        language=language,
        section_id=section["section"],
        section_slug=section["slug"],
        section_name=localized(language, section["name"], section["name_ar"]),
        kicker="",
        headline="",
        deck="",
        body_html="",
        words=0,
        bylines=[],
        dateline=[],
        dateline_text="",
        pictures=[],
        corrections=[],
        placements=[],
        tags=[],
        related=[],
    )


def lists_of(projection: Projection) -> set[str]:
    """The lists that a published story stands in."""
    language = projection["language"]
    dates = {placement["date"] for placement in projection["placements"]}
    return {
        listings.everything(language),
        listings.section(language, projection["section_id"]),
        *(listings.tag(language, tag["slug"]) for tag in projection["tags"]),
        *(listings.contributor(language, one["id"]) for one in projection["bylines"]),
        *(listings.place(language, one["id"]) for one in projection["dateline"]),
        *(listings.print_date(language, day) for day in dates),
        *([listings.print_dates(language)] if dates else []),
    }


def files_shown(projection: Projection) -> set[str]:
    """The stored files that a published story shows, beside its text and within it."""
    return files_of(projection["pictures"], projection["body_html"])


def slug_of(content: Content) -> str:
    """The slug for a story published for the first time; kept for ever after."""
    return story_slug(content["headline"], content["language"])
