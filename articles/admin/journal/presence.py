"""Who else has a story open: beside its form, and in lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.admin.utils import label_for_field
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, ExpressionWrapper, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Now, NullIf
from django.utils.text import capfirst

from articles.admin.stories.kinds import KINDS
from articles.models import Article, Sitting
from articles.models.presence import AWAY
from staff.models import User

MOST = 8  # people who are named; more than that are rarely in one story


@dataclass(frozen=True)
class Here:
    """Somebody who has the story open.

    Attributes:
        is_self: another window of the very person who looks.
        part: where in the form, in words; empty while that is not known.
    """

    name: str
    is_self: bool
    since: datetime
    part: str


def _alive() -> QuerySet[Sitting]:
    left = ExpressionWrapper(Now() - Value(AWAY), output_field=DateTimeField())
    return Sitting.objects.filter(last_seen__gt=left, ended_at=None)


def others(article: int, user: User, tab: UUID | None) -> list[Here]:
    """Who else is at a story, the longest there first; one query.

    Args:
        tab: the window that asks; it is not counted.
    """
    sittings = _alive().filter(article=article).select_related("owner").order_by("since", "pk")
    if tab is not None:
        sittings = sittings.exclude(owner=user, tab=tab)
    people: dict[int, Here] = {}
    for one in sittings[: MOST * 4]:
        known = people.get(one.owner_id)
        since = known.since if known else one.since
        part = part_label(one.field) or (known.part if known else "")
        people[one.owner_id] = Here(str(one.owner), one.owner_id == user.pk, since, part)
    return list(people.values())[:MOST]


def part_label(name: str) -> str:
    """A part of the story form in words."""
    for kind in KINDS:
        if kind.prefix == name:
            return str(kind.label)
    return capfirst(str(label_for_field(name, Article))) if name else ""


def names_here() -> ArraySubquery:
    """The names of those who are in a story now, for lists of stories; no query of its own."""
    name = Coalesce(NullIf("owner__name", Value("")), "owner__username")
    sittings = _alive().filter(article=OuterRef("pk"))
    return ArraySubquery(sittings.values(person=name).order_by("person").distinct())
