"""What is typed for a note."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.mentions import MOST_HANDLES, as_calls, handles
from articles.models import NoteField

LONGEST = 2000  # characters


class NoteForm(forms.Form):
    """A note, whom it tells, and what it speaks of."""

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        error_messages={"required": _("The note is empty.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    tell = forms.CharField(
        label=_("Tell"),
        required=False,
        max_length=400,
        help_text=_("A colleague’s @name, or @editors; it may stand in the note as well."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    field = forms.ChoiceField(label=_("About"), required=False)
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    answer_to = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, mark: str, revision: int = 0) -> None:
        """Make an empty form, or one of what was posted.

        Args:
            mark: sets the fields of several forms on one page apart.
            revision: the number of the revision that the writer reads.
        """
        initial = {"revision": revision or None, "key": uuid4()}
        super().__init__(data, initial=initial, auto_id=f"note-{mark}-%s")
        whole = ("", _("the whole story"))
        self.fields["field"] = forms.ChoiceField(
            label=_("About"), required=False, choices=[whole, *NoteField.choices]
        )
        self.fields["tell"].widget.attrs["list"] = "note-colleagues"
        self.fields["text"].widget.attrs["data-calls"] = ""

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        calls = handles(f"{as_calls(cleaned.get('tell', ''))} {cleaned.get('text', '')}")
        if len(calls) >= MOST_HANDLES:
            self.add_error("tell", _("That is too many names; call a group such as @editors."))
        return cleaned

    @property
    def number(self) -> UUID:
        """The mark by which a second sending is known."""
        key: UUID = self.cleaned_data["key"]
        return key
