"""What somebody did on the page, as a move of the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.front.asked import number_in
from articles.admin.text import one_line
from articles.fronts import moves
from articles.fronts.plan import LONGEST_DECK, LONGEST_HEADLINE, LONGEST_KICKER, Plan
from articles.models import Article, Section
from articles.workflow import Refused

Move = Callable[[Plan], Plan]
FARTHEST = timedelta(days=3660)
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]


class WallField(forms.DateTimeField):
    """A moment by the desk's clock. An hour that does not exist, or comes twice, is refused."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=FORMATS, **more)

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        if moment is None:
            return None
        if abs(moment.year - datetime.now(UTC).year) > FARTHEST.days // 365:
            raise forms.ValidationError(
                _("That is more than ten years away. Is the year right?"), code="year"
            )
        return moment.astimezone(UTC)


class WordsForm(forms.Form):
    """A pin's own words on the front, and its end."""

    headline = forms.CharField(
        label=gettext_lazy("Headline on the front"), max_length=LONGEST_HEADLINE, required=False
    )
    kicker = forms.CharField(
        label=gettext_lazy("Kicker"), max_length=LONGEST_KICKER, required=False
    )
    deck = forms.CharField(
        label=gettext_lazy("Deck, one line"), max_length=LONGEST_DECK, required=False
    )
    until = WallField(
        label=gettext_lazy("Pinned until"),
        help_text=gettext_lazy("By the desk’s clock; then the rule fills the place again."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("headline", "kicker", "deck"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("headline", "kicker", "deck"):
            if name in cleaned:
                cleaned[name] = one_line(cleaned[name])
        return cleaned

    @property
    def move(self) -> Move:
        """The move, once the form is valid."""
        values = self.cleaned_data
        until = values["until"].isoformat() if values["until"] else None
        texts = {name: values[name] for name in ("headline", "kicker", "deck")}
        story = int(self.prefix or 0)
        return lambda plan: moves.word(plan, story, until=until, **texts)


def move_in(request: HttpRequest, language: str) -> Move:
    """The move that was sent, apart from a pin's words.

    Raises:
        Refused: it is none.
    """
    act = request.POST.get("act", "")
    if make := STORIES.get(act):
        return make(request, _story(request, language, is_new=act == "put"))
    if make := SECTIONS.get(act):
        return make(request, _section(request))
    if act in {"show", "hide"}:
        part = request.POST.get("part", "")
        return lambda plan: moves.show_part(plan, part, on=act == "show")
    raise Refused(_("Nothing was changed: the desk does not know what to do with this."))


def _put(request: HttpRequest, story: int) -> Move:
    slot, place = request.POST.get("slot", ""), number_in(request, "place")
    return lambda plan: moves.put(plan, story, slot, place)


def _size(request: HttpRequest, section: int) -> Move:
    stories = number_in(request, "stories") or 0
    return lambda plan: moves.size_block(plan, section, stories)


def _place(request: HttpRequest, section: int) -> Move:
    place = number_in(request, "place") or 0
    return lambda plan: moves.place_block(plan, section, place)


STORIES: dict[str, Callable[[HttpRequest, int], Move]] = {
    "put": _put,
    "up": lambda _request, story: lambda plan: moves.step(plan, story, -1),
    "down": lambda _request, story: lambda plan: moves.step(plan, story, 1),
    "out": lambda _request, story: lambda plan: moves.take_out(plan, story),
}
SECTIONS: dict[str, Callable[[HttpRequest, int], Move]] = {
    "block-add": lambda _request, section: lambda plan: moves.add_block(plan, section),
    "block-drop": lambda _request, section: lambda plan: moves.drop_block(plan, section),
    "block-up": lambda _request, section: lambda plan: moves.step_block(plan, section, -1),
    "block-down": lambda _request, section: lambda plan: moves.step_block(plan, section, 1),
    "block-place": _place,
    "block-size": _size,
}


def _story(request: HttpRequest, language: str, *, is_new: bool) -> int:
    """The story that was named; one that is pinned anew has to be of this edition."""
    pk = number_in(request, "story")
    if pk is None:
        raise Refused(_("Choose a story first."))
    if is_new and not Article.objects.filter(pk=pk, language=language).exists():
        raise Refused(_("There is no such story in this edition."))
    return pk


def _section(request: HttpRequest) -> int:
    pk = number_in(request, "section")
    if pk is None or not Section.objects.filter(pk=pk).exists():
        raise Refused(_("There is no such section."))
    return pk
