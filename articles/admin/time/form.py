"""The form that asks for an hour on the desk's clock, also in the nights when it changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.time.clocks import in_utc
from articles.dates import desk_time, long_date
from articles.walltime import Typed, leap_over, moments
from articles.workflow import MOVES, Verb

FIRST, SECOND = "first", "second"
FARTHEST = timedelta(days=3660)  # beyond it the year is mistyped
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time", "step": "60"}, format="%H:%M")


def desk_zone() -> ZoneInfo:
    """The zone of the desk's clock."""
    return ZoneInfo(timezone.get_default_timezone_name())


class MomentForm(forms.Form):
    """A day and a time by the desk's clock. Once valid, ``typed`` has the moment that is meant."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    hour = forms.TimeField(label=gettext_lazy("Time by the desk’s clock"), widget=HOUR)
    which = forms.CharField(required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("Go on without what is missing"),
        help_text=gettext_lazy(
            "The note says why; what was missing is written beside it in the history."
        ),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, verb: Verb, now: datetime, *args: Any, may_go_on: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.typed: Typed | None = None
        self.is_twice = False
        if not may_go_on:
            del self.fields["anyway"]
        if needed := MOVES[verb].note:
            self.fields["note"].required = True
            self.fields["note"].help_text = needed.label
            self.fields["note"].error_messages["required"] = needed.label

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day is None or hour is None:
            return cleaned
        if abs(day - self.now.date()) > FARTHEST:
            self.add_error("day", _("That is more than ten years away. Is the year right?"))
            return cleaned
        reading = read_wall(datetime.combine(day, hour), cleaned.get("which", ""))
        self.is_twice = bool(reading.choices)
        self.fields["which"].widget.choices = reading.choices
        if reading.typed is None:
            self.add_error(reading.part, reading.words)
        else:
            self._take(reading.typed)
        return cleaned

    def _take(self, typed: Typed) -> None:
        if typed.moment <= self.now:
            words = {"moment": _said(typed.moment), "now": _said(self.now)}
            past = _("%(moment)s is past already; it is %(now)s now. Choose a moment to come.")
            self.add_error("hour", past % words)
            return
        self.typed = typed


@dataclass(frozen=True)
class Reading:
    """What a wall time on the desk's clock means.

    Attributes:
        typed: with the moment; none where ``words`` say what is wrong with which ``part``.
        choices: of a time that comes twice, both moments in words.
    """

    typed: Typed | None = None
    part: str = ""
    words: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)


def read_wall(wall: datetime, which: str = "") -> Reading:
    """Read a wall time, which the clock may leap over or show twice.

    Args:
        which: of a time that comes twice, ``FIRST`` or ``SECOND``.
    """
    wall, zone = wall.replace(microsecond=0), desk_zone()
    found = moments(wall, zone)
    if not found:
        return Reading(part="hour", words=_no_such_time(wall))
    if len(found) == 1:
        return Reading(Typed(wall, zone.key, found[0]))
    names = {FIRST: _("The first: %(utc)s"), SECOND: _("The second: %(utc)s")}
    pairs = zip(names.items(), found, strict=True)
    choices = [(key, words % {"utc": in_utc(one)}) for (key, words), one in pairs]
    if which in names:
        is_second = which == SECOND
        return Reading(Typed(wall, zone.key, found[is_second], is_second), choices=choices)
    twice = _("The clock of %(zone)s is put back that night: %(hour)s comes twice. Choose one.")
    words = twice % {"hour": f"{wall:%H:%M}", "zone": zone.key}
    return Reading(part="which", words=words, choices=choices)


def _no_such_time(wall: datetime) -> str:
    leap = leap_over(wall, desk_zone())
    words = {
        "day": long_date(wall.date(), _language()),
        "zone": desk_zone().key,
        "before": f"{leap.before:%H:%M}",
        "after": f"{leap.after:%H:%M}",
        "hour": f"{wall:%H:%M}",
    }
    return (
        _(
            "On %(day)s the clock of %(zone)s goes from %(before)s straight to %(after)s, so there "
            "is no %(hour)s. Choose another time."
        )
        % words
    )


def _said(moment: datetime) -> str:
    return desk_time(moment, _language())


def _language() -> str:
    return (get_language() or "en")[:2]
