"""What is typed about a story's place in print."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.text import one_line
from articles.arranging import Details
from articles.asked import SMALL, whole_number
from articles.models import Placement, PrintEdition

LONGEST_REASON = 1000
DETAILS = ("section", "headline", "words", "lines")


class SlotForm(forms.ModelForm):  # type: ignore[type-arg]
    """A page, and how the story stands there."""

    class Meta:
        model = Placement
        fields = ("page", *DETAILS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("section", "headline"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean_section(self) -> str:
        return one_line(self.cleaned_data["section"])

    def clean_headline(self) -> str:
        return one_line(self.cleaned_data["headline"])

    @property
    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in DETAILS})

    @property
    def problems(self) -> list[str]:
        """What is wrong, each with the name of its field."""
        return [
            f"{self.fields[name].label}: {problem}" if name in self.fields else str(problem)
            for name, problems in self.errors.items()
            for problem in problems
        ]


class PlaceForm(SlotForm):
    """An edition that is still planned, and the place in it."""

    edition = forms.ModelChoiceField(label=_("edition"), queryset=PrintEdition.objects.none())
    field_order = ("edition", "page", "headline", "section", "words", "lines")

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why the record is changed."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It stays with the edition for everybody at the desk."),
    )


def seen_in(posted: str) -> int:
    """The version of an edition that somebody had before them; nonsense is one that never was."""
    number = number_in(posted)
    return -1 if number is None else number


def number_in(posted: str) -> int | None:
    """A whole number as a form sends it; none for nonsense."""
    return whole_number(posted, SMALL)
