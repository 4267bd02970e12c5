"""Fetching what counts for a story: one call of a function of the database, see its migration."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from comments.models.policy import Policy, Scope
from comments.policy.places import Place
from comments.policy.resolve import Choice, InForce, Mode, Situation, resolve

WAITING = """
SELECT scope, key, comments_waiting_since(scope, key)
FROM unnest(%s::text[], %s::text[]) AS place (scope, key)
"""
# Where nobody has ever chosen anything.
AT_FIRST = Choice(Scope.SITE, policy=Policy.NEWCOMERS, newcomers=1)


def in_force_on(story_id: int | None, at: datetime | None = None) -> InForce:
    """What counts for a story; one query.

    Args:
        at: a moment (aware); else now, by the database's clock.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT comments_situation(%s, %s)", [story_id or 0, at])
        return resolve(read(cursor.fetchone()[0]))


def waiting_since(places: Sequence[Place]) -> dict[Place, datetime]:
    """Since when the oldest waiting comment of each story or tag has waited; one query.

    Places where nothing waits are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [[one.scope.value for one in places], [one.key for one in places]])
        return {Place(Scope(scope), key): since for scope, key, since in cursor.fetchall() if since}


def read(told: str | dict[str, Any]) -> Situation:
    """What the database's ``comments_situation`` tells, as values."""
    said: dict[str, Any] = json.loads(told) if isinstance(told, str) else told
    site = said["site"]
    return Situation(
        now=datetime.fromisoformat(said["now"]),
        site=_choice({"scope": Scope.SITE, "key": "", "name": "", **site}) if site else AT_FIRST,
        own=tuple(_choice(one) for one in said["own"] or ()),
        modes=tuple(_mode(one) for one in said["modes"] or ()),
        published=_moment(said["published"]),
        hold_links=site["hold_links"] if site else True,
    )


def _choice(said: dict[str, Any]) -> Choice:
    return Choice(
        scope=Scope(said["scope"]),
        key=said["key"],
        name=said["name"] or "",
        policy=Policy(said["policy"]),
        newcomers=said["newcomers"],
        closes_after=said["closes_after"],
        at=_moment(said["at"]),
    )


def _mode(said: dict[str, Any]) -> Mode:
    return Mode(
        number=said["id"],
        scope=Scope(said["scope"]),
        key=said["key"],
        name=said["name"] or "",
        since=datetime.fromisoformat(said["at"]),
        until=datetime.fromisoformat(said["until"]),
        slow=said["slow"],
        queue_minutes=said["queue_minutes"],
        waiting_since=_moment(said["waiting_since"]),
        alert_en=said["alert_en"],
        alert_ar=said["alert_ar"],
    )


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
