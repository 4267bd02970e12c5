"""How readers stand right now: the decisions in force, what became of their comments, and whether
their address is a banned one's. One query, for one reader or a page of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from comments.standing import RESTRICTED, Facts, Standing, StandingVerb
from comments.workflow import Reason
from readers.addresses import fingerprint
from readers.aliases import alias_fingerprint
from readers.models import Reader

RECENT = 200  # comments that the counts look back on, so that they always cost the same

# A ban by address holds for whoever has the address now; the banned reader's own rows are no news.
REPUTES = """
SELECT wanted.id, own.published, own.rejected, own.spam, own.deleted, own.flags, own.number,
    coalesce(trust.verb, '') AS said, coalesce(kept.verb, '') AS restriction, kept.until,
    coalesce(kept.reason, '') AS reason, coalesce(kept.note, '') AS note,
    coalesce(s.latest_id, 0) AS latest,
    coalesce((SELECT reason FROM comments_bannedaddress AS banned WHERE banned.exact = wanted.exact
        AND banned.reader_id IS DISTINCT FROM wanted.id
        AND coalesce(banned.kept_until, 'infinity') > now()), '') AS carried,
    EXISTS (SELECT FROM comments_bannedaddress AS banned WHERE banned.alias = wanted.alias
        AND banned.exact <> wanted.exact AND banned.reader_id IS DISTINCT FROM wanted.id
        AND coalesce(banned.kept_until, 'infinity') > now()) AS is_alias
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS wanted (id, exact, alias)
LEFT JOIN comments_readerstanding AS s ON s.reader_id = wanted.id
LEFT JOIN comments_standingdecision AS kept ON kept.id = s.restricted_by_id
LEFT JOIN comments_standingdecision AS trust ON trust.id = s.trust_by_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'published') AS published,
        count(*) FILTER (WHERE state = 'rejected') AS rejected,
        count(*) FILTER (WHERE state = 'spam') AS spam,
        count(*) FILTER (WHERE state = 'deleted') AS deleted,
        coalesce(sum(flags), 0) AS flags, count(*) AS number
    FROM (
        SELECT state, flags FROM comments_comment
        WHERE reader_id = wanted.id ORDER BY id DESC LIMIT %s
    ) AS latest
) AS own
"""


@dataclass(frozen=True)
class Record:
    """What became of a reader's latest comments."""

    published: int = 0
    rejected: int = 0
    spam: int = 0
    deleted: int = 0
    flags: int = 0
    all: int = 0

    @property
    def refused(self) -> int:
        return self.rejected + self.spam + self.deleted

    @property
    def is_cut(self) -> bool:
        """Whether there are older comments that were not counted."""
        return self.all >= RECENT


@dataclass(frozen=True)
class Repute:
    """A reader's standing and what it rests on.

    Attributes:
        reason, note: of the ban or mute in force, as the reader is told.
        latest: the number of the latest decision about the reader; 0 for none.
        is_carried: the ban is an earlier reader's of the same address.
        is_alias: the address is a variant of a banned one.
    """

    record: Record = field(default_factory=Record)
    facts: Facts = field(default_factory=Facts)
    reason: str = ""
    note: str = ""
    latest: int = 0
    is_carried: bool = False
    is_alias: bool = False

    def at(self, now: datetime) -> Standing:
        """The standing at a moment (aware)."""
        return self.facts.at(now)

    def is_restricted(self, now: datetime) -> bool:
        """Whether the reader may not write."""
        return self.at(now) in RESTRICTED

    @property
    def is_trusted_by_hand(self) -> bool:
        return self.facts.said == StandingVerb.TRUST

    @property
    def reason_label(self) -> str:
        """The reason as the reader is told."""
        return str(Reason(self.reason).label) if self.reason in Reason.values else ""


def reputes(readers: Iterable[Reader]) -> dict[int, Repute]:
    """The reputes of several readers by their numbers; one query."""
    asked = {one.pk: one for one in readers}
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(REPUTES, values(*asked.values()))
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["id"]: read(row) for row in rows}


def repute_of(reader: Reader) -> Repute:
    """The repute of one reader; one query."""
    return reputes([reader])[reader.pk]


def values(*readers: Reader | None) -> list[list[int] | list[str] | int]:
    """What ``REPUTES`` is given for these readers; nobody stands for an unconfirmed address."""
    asked = [one for one in readers if one is not None]
    exact = [fingerprint(one.email) if one.email else "" for one in asked]
    alias = [alias_fingerprint(one.email) if one.email else "" for one in asked]
    return [[one.pk for one in asked], exact, alias, RECENT]


def told(stands: str | None) -> Repute:
    """A row of ``REPUTES`` that another query brought along as JSON; none for nobody."""
    return read(json.loads(stands)) if stands else Repute()


def read(row: Mapping[str, Any]) -> Repute:
    """A row of ``REPUTES``."""
    counts = ("published", "rejected", "spam", "deleted", "flags", "number")
    record = Record(*(int(row[name]) for name in counts))
    until = datetime.fromisoformat(row["until"]) if isinstance(row["until"], str) else row["until"]
    restriction, reason, note = row["restriction"], row["reason"], row["note"]
    is_carried = bool(row["carried"]) and restriction != StandingVerb.BAN
    if is_carried:
        restriction, until, reason, note = StandingVerb.BAN.value, None, row["carried"], ""
    return Repute(
        record=record,
        facts=Facts(record.published, record.refused, row["said"], restriction, until),
        reason=reason,
        note=note,
        latest=row["latest"],
        is_carried=is_carried,
        is_alias=row["is_alias"],
    )
