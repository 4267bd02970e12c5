"""What the search form says: the words, what they are narrowed to, in which order. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from articles.folding import forms

FIELDS = ("q", "section", "from", "to", "by", "tag", "place", "sort")
PARAMETERS = (*FIELDS, "after")
NAMES = ("by", "tag", "place")  # filters that are names; also the kinds of ``reading.LiveName``
NEWEST = "newest"
LONGEST_FILTER = 120  # characters
LONGEST_ADDRESS = 500  # characters of the query that are repeated in links
EARLIEST, LATEST = date(1000, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True)
class Wanted:
    """The form as it was sent.

    Attributes:
        fields: what was typed, by the name of the field, those alone that have something.
        since, until: the days, where they are days.
        wrong: the names of fields that say what cannot be.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    wrong: frozenset[str] = frozenset()

    @property
    def by_newest(self) -> bool:
        """Whether the newest comes first; without words there is nothing else to go by."""
        return self.fields.get("sort") == NEWEST or not self.fields.get("q")

    @property
    def names(self) -> dict[str, str]:
        return {name: self.fields[name] for name in NAMES if name in self.fields}

    @property
    def filters(self) -> list[str]:
        """The names of the fields that narrow the search."""
        return [name for name in FIELDS[1:-1] if name in self.fields]

    def address(self, **changes: str) -> str:
        """The end of the address of this search with other values; empty ones are left out."""
        values = {**self.fields, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment of the days on the newspaper's clock (aware)."""
        since = _midnight(self.since) if self.since else None
        until = _midnight(self.until + timedelta(days=1)) if self.until else None
        return since, until - timedelta(microseconds=1) if until else None


def wanted(sent: Mapping[str, str]) -> Wanted:
    """The form from the parameters of an address."""
    fields = {}
    for name in FIELDS:
        longest = LONGEST_ADDRESS if name == "q" else LONGEST_FILTER
        if value := " ".join(sent.get(name, "").split())[:longest]:
            fields[name] = value
    if fields.get("sort") != NEWEST:
        fields.pop("sort", None)
    since, until = _day(fields.get("from", "")), _day(fields.get("to", ""))
    wrong = {name for name, day in (("from", since), ("to", until)) if name in fields and not day}
    if since and until and since > until:
        wrong.add("to")
    return Wanted(fields, since, until, frozenset(wrong))


def _day(typed: str) -> date | None:
    """A day as a browser sends it, in the digits of either language."""
    try:
        found = date.fromisoformat("".join(map(forms, typed)))
    except ValueError:
        return None
    return found if EARLIEST < found < LATEST else None


def _midnight(day: date) -> datetime:
    zone = timezone.get_default_timezone()
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
