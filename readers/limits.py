"""How often is too often for readers; ``staff.limits`` counts, here is the readers' table."""

from __future__ import annotations

import time

from readers.models.limit import LimitCount
from staff import limits as counting
from staff.limits import WEEK, Limit, network_of

__all__ = ["WEEK", "Limit", "forget_past_windows", "network_of", "take"]


def take(*limits: Limit) -> Limit | None:
    """Count one attempt against every limit; the first limit that is exhausted, or nothing.

    One query. Refused attempts count too. Ask before your transaction begins: what is counted
    inside of it is forgotten with it.
    """
    return counting.take(LimitCount, *limits)


def forget_past_windows() -> int:
    """Delete counts whose window is over; how many there were."""
    return LimitCount.objects.filter(ends__lt=int(time.time()) - 3600).delete()[0]
