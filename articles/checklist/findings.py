"""Hold a frozen story against the points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.checklist.points import SEARCH_HEADLINE, SOCIAL_HEADLINE, Level, Point
from articles.content import Content


class State(Enum):
    GOOD = "good"
    MISSING = "missing"
    WAITING = "waiting"  # nobody knows yet


@dataclass(frozen=True)
class LinkAnswer:
    """A link of the text. ``fails`` is none while it was not asked yet."""

    url: str
    fails: bool | None
    words: str


@dataclass(frozen=True)
class Twin:
    """A live story that says the same, or nearly."""

    number: int
    headline: str
    is_same_text: bool


@dataclass(frozen=True)
class Facts:
    """What a frozen story does not say about itself."""

    no_byline: bool = False
    is_in_print: bool = False  # planned or printed
    links: list[LinkAnswer] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """What came of one point.

    Attributes:
        words: what is missing, or that nothing is.
        anchor: the part of the story's form where it is mended.
    """

    point: Point
    level: Level
    state: State
    words: str
    anchor: str
    links: list[LinkAnswer] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.state is State.GOOD

    @property
    def holds(self) -> bool:
        """Whether the story cannot be published because of it."""
        return self.level == Level.BLOCKING and not self.is_good


ANCHORS: dict[Point, str] = {
    Point.SECTION: "id_section",
    Point.SEARCH: "id_headline",
    Point.SOCIAL: "id_headline",
    Point.DECK: "id_deck",
    Point.DATELINE: "datelines-group",
    Point.BYLINE: "bylines-group",
    Point.TEXT: "field-body",
    Point.LINKS: "field-body",
    Point.PHOTO: "illustrations-group",
    Point.ALT: "illustrations-group",
    Point.CAPTION: "illustrations-group",
    Point.CREDIT: "illustrations-group",
    Point.PRINT: "placements-group",
    Point.TAGS: "id_tags",
    Point.TWIN: "id_headline",
}


def examine(content: Content, facts: Facts, levels: Mapping[Point, Level]) -> list[Finding]:
    """What comes of every point that is asked, in the order of the points."""
    return [_find(point, content, facts, levels[point]) for point in Point if _asked(levels, point)]


def holding(findings: Iterable[Finding]) -> list[Finding]:
    """Those because of which the story cannot be published."""
    return [finding for finding in findings if finding.holds]


def _asked(levels: Mapping[Point, Level], point: Point) -> bool:
    return levels[point] != Level.OFF


def _find(point: Point, content: Content, facts: Facts, level: Level) -> Finding:
    if point == Point.LINKS:
        return _links(facts.links, level)
    if point == Point.TWIN:
        return _twins(facts.twins, level)
    words = _missing(point, content, facts)
    state = State.MISSING if words else State.GOOD
    return Finding(point, level, state, words or _good(point, facts, content), ANCHORS[point])


def _missing(point: Point, content: Content, facts: Facts) -> str:
    """What a point lacks, in words; empty where it lacks nothing."""
    length = len(content["headline"])
    absent = {
        Point.SECTION: (not content["section"]["section"], _("No section.")),
        Point.DECK: (not content["deck"], _("No deck.")),
        Point.DATELINE: (not content["dateline"], _("No dateline.")),
        Point.BYLINE: (
            not content["bylines"] and not facts.no_byline,
            _("No byline: add one, or say that there is none on purpose."),
        ),
        Point.TEXT: (not content["body"], _("The story has no text.")),
        Point.PHOTO: (not content["pictures"], _("No photo.")),
        Point.PRINT: (not facts.is_in_print, _("No place in a print edition.")),
        Point.TAGS: (not content["tags"], _("No tags.")),
        Point.SEARCH: (length > SEARCH_HEADLINE, _too_long(length, SEARCH_HEADLINE)),
        Point.SOCIAL: (length > SOCIAL_HEADLINE, _too_long(length, SOCIAL_HEADLINE)),
    }
    if point in absent:
        is_missing, words = absent[point]
        return words if is_missing else ""
    return _photos(point, content)


def _too_long(length: int, most: int) -> str:
    return _("The headline has %(length)s characters; %(most)s are shown.") % {
        "length": length,
        "most": most,
    }


def _photos(point: Point, content: Content) -> str:
    """How many photos lack what a point asks of each."""
    pictures = content["pictures"]
    if point == Point.ALT:
        lacking = sum(not row["alt"].strip() for row in pictures)
        words = ngettext(
            "%(number)s photo lacks its alternative text.",
            "%(number)s photos lack their alternative text.",
            lacking,
        )
    elif point == Point.CAPTION:
        lacking = sum(not row["caption"].strip() for row in pictures)
        words = ngettext(
            "%(number)s photo lacks its caption.", "%(number)s photos lack their caption.", lacking
        )
    else:
        lacking = sum(not row["credit"].strip() for row in pictures)
        words = ngettext(
            "%(number)s photo lacks its credit.", "%(number)s photos lack their credit.", lacking
        )
    return words % {"number": lacking} if lacking else ""


def _good(point: Point, facts: Facts, content: Content) -> str:
    if point == Point.BYLINE and not content["bylines"]:
        return _("None, on purpose.")
    return ""


def _links(links: list[LinkAnswer], level: Level) -> Finding:
    bad = [link for link in links if link.fails]
    waiting = [link for link in links if link.fails is None]
    state, words = State.GOOD, ""
    if bad:
        state = State.MISSING
        words = ngettext(
            "%(number)s link does not answer.", "%(number)s links do not answer.", len(bad)
        ) % {"number": len(bad)}
    elif waiting:
        state = State.WAITING
        words = _("The links are being tried; look again in a minute.")
    odd = [link for link in links if link.fails or link.words]
    return Finding(Point.LINKS, level, state, words, ANCHORS[Point.LINKS], links=odd)


def _twins(twins: list[Twin], level: Level) -> Finding:
    words = ""
    if twins:
        same = any(twin.is_same_text for twin in twins)
        words = _("A live story has the same text.") if same else _("A live story is very like it.")
    state = State.MISSING if twins else State.GOOD
    return Finding(Point.TWIN, level, state, words, ANCHORS[Point.TWIN], twins=twins)
