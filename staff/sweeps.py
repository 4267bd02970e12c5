"""What the worker clears away: sessions, attempts and devices whose time is over."""

from __future__ import annotations

import time

from django.db.models.functions import Now

from staff.devices import KEPT_FOR
from staff.models import AttemptCount, DeskSession, KnownDevice


def forget_what_is_over() -> int:
    """How many rows were of no use any more and are gone now."""
    over = [
        DeskSession.objects.filter(expire_date__lt=Now()),
        AttemptCount.objects.filter(ends__lt=int(time.time()) - 3600),
        KnownDevice.objects.filter(last_seen__lt=Now() - KEPT_FOR),
    ]
    return sum(rows.delete()[0] for rows in over)
