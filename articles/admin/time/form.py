"""The form that asks for an hour on the desk's clock, also in the nights when it changes."""

from __future__ import annotations

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
        wall = datetime.combine(day, hour.replace(microsecond=0))
        found = moments(wall, desk_zone())
        if not found:
            self.add_error("hour", _no_such_time(wall))
        elif moment := self._chosen(wall, found, cleaned.get("which", "")):
            self._take(wall, moment, is_second=len(found) > 1 and moment == found[1])
        return cleaned

    def _chosen(self, wall: datetime, found: list[datetime], which: str) -> datetime | None:
        if len(found) == 1:
            return found[0]
        self.is_twice = True
        names = {FIRST: _("The first: %(utc)s"), SECOND: _("The second: %(utc)s")}
        choices = zip(names.items(), found, strict=True)
        widget = self.fields["which"].widget
        widget.choices = [(key, words % {"utc": in_utc(one)}) for (key, words), one in choices]
        if which in names:
            return found[list(names).index(which)]
        words = {"hour": f"{wall:%H:%M}", "zone": desk_zone().key}
        twice = _("The clock of %(zone)s is put back that night: %(hour)s comes twice. Choose one.")
        self.add_error("which", twice % words)
        return None

    def _take(self, wall: datetime, moment: datetime, *, is_second: bool) -> None:
        if moment <= self.now:
            words = {"moment": _said(moment), "now": _said(self.now)}
            past = _("%(moment)s is past already; it is %(now)s now. Choose a moment to come.")
            self.add_error("hour", past % words)
            return
        self.typed = Typed(wall, desk_zone().key, moment, is_second)


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
