"""The conflict modes that run now, for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, Exists, Func, OuterRef, QuerySet
from django.http import HttpRequest

from comments.admin.policies.naming import names, page_of
from comments.models import ConflictSwitch, Scope
from comments.policy import waiting_since
from comments.policy.places import Place
from comments.policy.words import length

MOST_SHOWN = 20
NOW = Func(function="newsroom_now", output_field=DateTimeField())


@dataclass(frozen=True)
class Running:
    """A conflict mode that runs, as the desk shows it."""

    switch: ConflictSwitch
    place: Place
    name: str
    now: datetime
    since: datetime | None  # the oldest comment of the place waits

    @property
    def page(self) -> str:
        return page_of(self.place)

    @property
    def left(self) -> str:
        """The time until it ends by itself, in words."""
        return length(int((self.switch.until - self.now).total_seconds()))

    @property
    def pace(self) -> str:
        """The time between two comments of a reader, in words; empty without slow mode."""
        return length(self.switch.slow) if self.switch.slow else ""

    @property
    def waits(self) -> str:
        """How long the oldest comment of the place has waited, in words; empty where none does."""
        return length(int((self.now - self.since).total_seconds())) if self.since else ""

    @property
    def is_closed(self) -> bool:
        """Whether it keeps comments closed now, as the queue is too old."""
        if self.since is None or self.switch.queue_minutes is None:
            return False
        return (self.now - self.since).total_seconds() >= self.switch.queue_minutes * 60


def newest_switches() -> QuerySet[ConflictSwitch]:
    """The last switch of every place."""
    later = ConflictSwitch.objects.filter(
        scope=OuterRef("scope"), key=OuterRef("key"), pk__gt=OuterRef("pk")
    )
    return ConflictSwitch.objects.filter(~Exists(later)).select_related("by")


def dressed(switches: Iterable[ConflictSwitch], now: datetime) -> list[Running]:
    """Switches with what their places are called and how long comments have waited there."""
    found = [(Place(Scope(one.scope), one.key), one) for one in switches]
    places = [place for place, _switch in found]
    known, since = names(places), waiting_since(places) if places else {}
    return [
        Running(one, place, known.get(place, place.key), now, since.get(place))
        for place, one in found
    ]


def running() -> list[Running]:
    """All that run now; what ends first comes first."""
    rows = newest_switches().annotate(as_of=NOW).filter(is_on=True, until__gt=NOW)
    found = list(rows.order_by("until")[:MOST_SHOWN])
    return dressed(found, vars(found[0])["as_of"]) if found else []


def panel(request: HttpRequest) -> Mapping[str, object]:
    """For the moderators' landing page."""
    found = running()
    return {"modes": found, "count": len(found) or ""}
