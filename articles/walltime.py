"""A time on a clock's face, and the moments that it can mean. Pure.

What counts is the moment, in UTC. The wall time is kept beside it, because the rules of a zone
change after something was scheduled: in March 2023 a country lived for four days by two clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Typed:
    """A wall time as somebody typed it, and the moment that was meant.

    Attributes:
        wall: date and time without a zone.
        zone: the name of the zone, such as ``Asia/Beirut``.
        moment: in UTC.
        is_second: of a wall time that comes twice, the later one is meant.
    """

    wall: datetime
    zone: str
    moment: datetime
    is_second: bool = False

    @property
    def stored(self) -> dict[str, object]:
        """The values of the row that keeps it."""
        return {
            "day": self.wall.date(),
            "hour": self.wall.time(),
            "zone": self.zone,
            "moment": self.moment,
            "is_second": self.is_second,
        }


@dataclass(frozen=True)
class Leap:
    """A change of the clock: at ``before`` on the old clock it becomes ``after`` on the new."""

    before: datetime
    after: datetime


def zone_named(name: str) -> ZoneInfo | None:
    """The rules of a zone as this machine knows them; none where it does not know the name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def moments(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """The moments (UTC) at which the clock of a zone shows a wall time: none, one or two."""
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(one for one in found if one.astimezone(zone).replace(tzinfo=None) == wall)


def leap_over(wall: datetime, zone: ZoneInfo) -> Leap:
    """The change of the clock that leaves out a wall time, to the second."""
    early, late = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    old = early.astimezone(zone).utcoffset() or timedelta()
    while late - early > SECOND:
        middle = early + (late - early) // 2
        if (middle.astimezone(zone).utcoffset() or timedelta()) == old:
            early = middle
        else:
            late = middle
    turn = late.replace(microsecond=0)
    return Leap((turn + old).replace(tzinfo=None), turn.astimezone(zone).replace(tzinfo=None))


def meant_now(typed: Typed) -> list[datetime] | None:
    """What a wall time means by the rules of today, where that is no longer what was stored.

    Returns:
        None while the rules still agree, or where the zone is unknown; else the moments that the
        wall time has now, which may be none.
    """
    zone = zone_named(typed.zone)
    if zone is None:
        return None
    found = moments(typed.wall, zone)
    return None if typed.moment in found else found
