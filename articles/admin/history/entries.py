"""A page of a story's history: revisions and steps in one line, newest first, by keyset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from articles.admin.stories.timeline import Entry, saved, step_taken
from articles.asked import whole_number
from articles.models import Article, Release

PAGE = 30
STEPS, SAVES = "steps", "saves"
Place = tuple[datetime, bool, int]  # in the line: when, whether a step, its number


@dataclass(frozen=True)
class Readers:
    """When readers had a revision, until when, and whether as a notice of its withdrawal."""

    since: datetime
    until: datetime | None
    is_notice: bool
    is_to_come: bool


@dataclass(frozen=True)
class Page:
    """Entries of a page, and the place after which the next page begins (empty on the last)."""

    entries: list[Entry]
    older: str


def history(article: Article, after: str = "", show: str = "") -> Page:
    """A page of the history.

    Args:
        after: where the page before ended, as it said in ``older``; nonsense is the beginning.
        show: ``steps`` or ``saves`` alone; else both.
    """
    place, entries = _place(after), list[Entry]()
    if show != SAVES:
        steps = article.transitions.select_related("by", "revision", "appointment")
        steps = steps.defer("revision__content")
        rows = steps.filter(_after(place, "at", is_step=True)).order_by("-at", "-pk")
        entries += [step_taken(one) for one in rows[: PAGE + 1]]
    if show != STEPS:
        saves = article.revisions.select_related("author").defer("content")
        kept = saves.filter(_after(place, "created_at", is_step=False))
        entries += [saved(one) for one in kept.order_by("-created_at", "-pk")[: PAGE + 1]]
    entries.sort(key=_key, reverse=True)
    more = len(entries) > PAGE
    entries = entries[:PAGE]
    return Page(entries, _written(_key(entries[-1])) if more else "")


def readers_had(article: Article, numbers: set[int], now: datetime) -> dict[int, list[Readers]]:
    """When readers had these revisions; those that never reached them are left out."""
    releases = Release.objects.filter(article=article, revision__number__in=numbers)
    had: dict[int, list[Readers]] = {}
    for number, since, until, is_notice in releases.order_by("goes_live_at").values_list(
        "revision__number", "goes_live_at", "superseded_at", "withdrawn"
    ):
        if until is None or until > since:
            had.setdefault(number, []).append(Readers(since, until, is_notice, since > now))
    return had


def _key(entry: Entry) -> Place:
    return entry.at, entry.is_step, entry.pk


def _written(place: Place) -> str:
    return f"{place[0].isoformat()}~{int(place[1])}~{place[2]}"


def _place(written: str) -> Place | None:
    moment, _, rest = written.partition("~")
    kind, _, number = rest.partition("~")
    try:
        at = parse_datetime(moment.replace(" ", "+"))
    except ValueError:
        return None
    last = whole_number(number)
    if at is None or not is_aware(at) or kind not in {"0", "1"} or last is None:
        return None
    return at, kind == "1", last


def _after(place: Place | None, name: str, *, is_step: bool) -> Q:
    """What comes after a place, of the steps or of the saves."""
    if place is None:
        return Q()
    at, was_step, pk = place
    same = Q(**{name: at})
    if is_step == was_step:
        same &= Q(pk__lt=pk)
    elif is_step:
        return Q(**{f"{name}__lt": at})
    return Q(**{f"{name}__lt": at}) | same
