"""The stories that the first page shows, all its lists together in two queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import (
    DateTimeField,
    F,
    Func,
    OrderBy,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.http import HttpRequest

from articles.admin.base import person
from articles.admin.panels import MOST_COUNTED, counted
from articles.admin.stories.filters import changed_since_publication, own_stories
from articles.models import Article, Transition
from articles.models.article import READY, WAITING
from articles.permissions import CHIEFS, EDITORS
from staff.models import User
from staff.permissions import roles_of
from staff.roles import Role

ROWS = 8  # of each list
LONG_AGO = datetime.min.replace(tzinfo=UTC)
NOW = Func(function="newsroom_now", output_field=DateTimeField())
Stories = QuerySet[Article]


@dataclass(frozen=True)
class _List:
    """A list of the first page: whose it is, what it holds, and by which moment it is ordered."""

    roles: frozenset[Role]
    stories: Callable[[User], Stories]
    moment: str
    newest_first: bool = True


@dataclass(frozen=True)
class Found:
    """What a list shows: its first stories, and how many there are in words."""

    stories: list[Article]
    count: str


def _waiting(user: User) -> Stories:
    return Article.objects.filter(WAITING)


def _approved(user: User) -> Stories:
    return Article.objects.filter(READY)


def _scheduled(user: User) -> Stories:
    return Article.objects.filter(goes_live_at__gt=NOW, withdrawn_at=None)


LISTS: dict[str, _List] = {
    "waiting": _List(EDITORS, _waiting, "submitted_at", newest_first=False),
    "mine": _List(
        frozenset({Role.JOURNALIST}) | CHIEFS,
        lambda user: own_stories(Article.objects.all(), user),
        "modified_at",
    ),
    "approved": _List(EDITORS, _approved, "modified_at"),
    "changed": _List(
        EDITORS, lambda user: changed_since_publication(Article.objects.all()), "modified_at"
    ),
    "scheduled": _List(EDITORS, _scheduled, "goes_live_at", newest_first=False),
}


def todays(request: HttpRequest, key: str) -> Found:
    """One list of the first page; the first call of a request finds the others too."""
    found: dict[str, Found] | None = getattr(request, "desk_lists", None)
    if found is None:
        found = _find(person(request))
        vars(request)["desk_lists"] = found
    return found[key]


def _find(user: User) -> dict[str, Found]:
    roles = roles_of(user)
    lists = {key: one for key, one in LISTS.items() if one.roles & roles}
    if not lists:
        return {}
    rows = [_rows(key, one, user) for key, one in lists.items()]
    numbers: dict[str, list[tuple[datetime, int]]] = {key: [] for key in lists}
    for key, number, moment in rows[0].union(*rows[1:], all=True) if rows[1:] else rows[0]:
        numbers[key].append((moment or LONG_AGO, number))
    for key, one in lists.items():
        numbers[key].sort(reverse=one.newest_first)
    shown = {number for found in numbers.values() for _moment, number in found[:ROWS]}
    stories = {story.pk: story for story in _for_panels(shown)}
    return {
        key: Found(
            [stories[number] for _moment, number in found[:ROWS] if number in stories],
            counted([number for _moment, number in found]),
        )
        for key, found in numbers.items()
    }


def _rows(key: str, one: _List, user: User) -> QuerySet[Article, Any]:
    """The numbers and moments of a list's first stories."""
    order = [OrderBy(F(name), descending=one.newest_first) for name in (one.moment, "pk")]
    stories = one.stories(user).order_by(*order).annotate(on_list=Value(key))
    return stories.values_list("on_list", "pk", one.moment)[: MOST_COUNTED + 1]


def _for_panels(numbers: Iterable[int]) -> Stories:
    """The stories with what a panel shows of them, and nothing heavy."""
    return (
        Article.objects.filter(pk__in=numbers)
        .select_related("section", "created_by", "head_revision__author", "published_revision")
        .defer("body", "deck", "head_revision__content", "published_revision__content")
        .annotate(as_of=NOW, last_verb=_last_step("verb"), last_note=_last_step("note"))
    )


def _last_step(field: str) -> Subquery:
    steps = Transition.objects.filter(article=OuterRef("pk")).order_by("-pk")
    return Subquery(steps.values(field)[:1])
