"""How a story stands with the points before publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from articles.checklist.findings import Facts, Finding, State, examine, holding
from articles.checklist.points import Level, Point, levels_from
from articles.links import answers_for, links_in
from articles.models import Article, PointLevels
from articles.twins import twins_of


@dataclass(frozen=True)
class Report:
    """What came of the points, sorted for reading."""

    findings: list[Finding]

    @property
    def missing(self) -> list[Finding]:
        """What is not there, or not known yet; what has to be there first."""
        open_ones = [one for one in self.findings if not one.is_good]
        return sorted(open_ones, key=lambda one: not one.holds)

    @property
    def good(self) -> list[Finding]:
        return [one for one in self.findings if one.is_good]

    @property
    def holding(self) -> list[Finding]:
        return holding(self.findings)

    @property
    def has_links_to_try(self) -> bool:
        """Whether asking the links again could change anything."""
        links = [one for one in self.findings if one.point == Point.LINKS]
        return any(one.state is not State.GOOD or one.links for one in links)


def levels_in_force() -> dict[Point, Level]:
    """The weight of every point, as the chief has set it last."""
    newest = PointLevels.objects.first()
    return levels_from(newest.levels if newest else {})


def report_on(
    article: Article, now: datetime, levels: Mapping[Point, Level] | None = None
) -> Report:
    """Hold the newest revision of a story against the points.

    Args:
        now: the moment (aware) that decides which other stories are live.
        levels: the weights, where they are known already.
    """
    head = article.head_revision
    if head is None:
        return Report([])
    levels = levels or levels_in_force()
    content = head.frozen
    links = links_in(content["body"]) if levels[Point.LINKS] != Level.OFF else []
    facts = Facts(
        no_byline=article.no_byline,
        is_in_print=levels[Point.PRINT] != Level.OFF and article.placements.exists(),
        links=answers_for(links),
        twins=twins_of(article, now) if levels[Point.TWIN] != Level.OFF else [],
    )
    return Report(examine(content, facts, levels))
