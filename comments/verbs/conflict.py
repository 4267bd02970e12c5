"""Switching conflict mode on for a story or a tag, and ending it before its time.

Each switch is a row; nothing has to run for a mode to end. Views ask ``comments.permissions``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.clock import database_now
from comments.characters import clean
from comments.models import ConflictSwitch
from comments.models.policy import LONGEST_ALERT
from comments.policy.places import Place
from comments.verbs.policies import refresh_pages
from comments.workflow import Refused
from staff.models import User

LONGEST = timedelta(days=7)
SLOWEST = 24 * 3600  # seconds
LONGEST_QUEUE = 24 * 60  # minutes


class AlreadyOn(Refused):
    """Conflict mode runs already in this place; the sentence says whose it is."""


@dataclass(frozen=True)
class Preset:
    """What conflict mode does, beside holding every comment.

    Attributes:
        until: its end (aware), at most seven days ahead.
        slow: seconds between two comments of one reader; 0 for no limit.
        queue_minutes: how long the oldest comment may wait before comments close; none for ever.
        alert_en, alert_ar: words above the form; plain text, at most 400 characters.
    """

    until: datetime
    slow: int = 0
    queue_minutes: int | None = None
    alert_en: str = ""
    alert_ar: str = ""


def start_conflict(
    place: Place, preset: Preset, *, by: User, note: str = "", at: datetime | None = None
) -> ConflictSwitch:
    """Switch conflict mode on.

    Args:
        at: the moment to record (aware); else now, by the database's clock.

    Raises:
        Refused: the preset cannot be used.
        AlreadyOn: the mode runs, also if somebody was faster by a moment.
    """
    now = at or database_now()
    preset = replace(
        preset, alert_en=clean(preset.alert_en).strip(), alert_ar=clean(preset.alert_ar).strip()
    )
    check(place, preset, now)
    newest = newest_switch(place)
    if is_running(newest, now):
        raise AlreadyOn(_runs_already(newest))
    row = ConflictSwitch(
        scope=place.scope,
        key=place.key,
        follows=newest.pk if newest else 0,
        is_on=True,
        until=preset.until,
        slow=preset.slow,
        queue_minutes=preset.queue_minutes,
        alert_en=preset.alert_en,
        alert_ar=preset.alert_ar,
        note=note.strip()[:300],
        by=by,
        at=now,
    )
    return _switch(place, row)


def end_conflict(
    place: Place, *, by: User, seen: int, note: str = "", at: datetime | None = None
) -> ConflictSwitch:
    """End conflict mode before its time.

    Args:
        seen: the number of the switch that is to end; a later one is left alone.

    Raises:
        Refused: it has ended already.
    """
    now = at or database_now()
    newest = newest_switch(place)
    if newest is None or newest.pk != seen or not is_running(newest, now):
        raise Refused(_("This conflict mode has ended already."))
    row = ConflictSwitch(
        scope=place.scope,
        key=place.key,
        follows=newest.pk,
        is_on=False,
        until=now,
        note=note.strip()[:300],
        by=by,
        at=now,
    )
    return _switch(place, row)


def newest_switch(place: Place) -> ConflictSwitch | None:
    """The last switch of a place, on or off, with who made it."""
    rows = ConflictSwitch.objects.filter(scope=place.scope, key=place.key)
    return rows.select_related("by").first()


def is_running(switch: ConflictSwitch | None, now: datetime) -> bool:
    """Whether a place's newest switch means that conflict mode runs."""
    return switch is not None and switch.is_on and switch.until > now


def check(place: Place, preset: Preset, now: datetime) -> None:
    """Refuse a preset that cannot be used, in words."""
    if not (place.takes_conflict_mode and place.is_possible):
        raise Refused(_("Conflict mode is for a story or a tag."))
    if preset.until <= now:
        raise Refused(_("This end lies in the past."))
    if preset.until > now + LONGEST:
        raise Refused(_("Conflict mode ends after seven days at the latest; it can be renewed."))
    if not 0 <= preset.slow <= SLOWEST:
        raise Refused(_("Slow mode lets a reader write at least once a day."))
    if preset.queue_minutes is not None and not 1 <= preset.queue_minutes <= LONGEST_QUEUE:
        raise Refused(_("Choose between one minute and one day."))
    if max(len(preset.alert_en), len(preset.alert_ar)) > LONGEST_ALERT:
        raise Refused(
            _("The words above the form may have %(most)s characters at most.")
            % {"most": LONGEST_ALERT}
        )


def _switch(place: Place, row: ConflictSwitch) -> ConflictSwitch:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            transaction.on_commit(partial(refresh_pages, place))
    except IntegrityError:
        winner = newest_switch(place)
        if winner is None or winner.pk == row.follows:
            raise
        if winner.is_on:
            raise AlreadyOn(_runs_already(winner)) from None
        raise Refused(_ended(winner)) from None
    return row


def _runs_already(switch: ConflictSwitch | None) -> str:
    if switch is None:
        return ""
    return _("%(who)s switched conflict mode on at %(at)s; it runs until %(until)s.") % {
        "who": switch.by,
        "at": localtime(switch.at).strftime("%H:%M"),
        "until": localtime(switch.until).strftime("%d.%m. %H:%M"),
    }


def _ended(switch: ConflictSwitch) -> str:
    return _("%(who)s ended conflict mode at %(at)s.") % {
        "who": switch.by,
        "at": localtime(switch.at).strftime("%H:%M"),
    }
