"""The forms of readers. Only what stands here is taken from a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import text
from comments.models import FlagReason
from comments.tickets import SHORTEST, Ticket, read_ticket
from comments.verbs import Author, Draft
from readers.addresses import BadAddress, clean_email
from readers.models import Reader
from readers.names import BadName, clean_name

LARGEST_NUMBER = 10**18


class BodyForm(forms.Form):
    """A comment's text, as in the form for changing it."""

    body = forms.CharField(required=False, strip=False)

    def clean_body(self) -> str:
        """The text as typed, if its cleaned form can be a comment."""
        raw: str = self.cleaned_data["body"].replace("\x00", "")
        if sentence := text.problem(raw):
            raise ValidationError(sentence)
        return raw


class CommentForm(BodyForm):
    """What a reader sends. A reader with a session is asked for neither name nor address."""

    name = forms.CharField(required=False)
    email = forms.CharField(required=False)
    parent = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    letters = forms.BooleanField(required=False)
    wording = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    ticket = forms.CharField(required=False)
    website = forms.CharField(required=False)  # people do not see it and leave it empty

    def __init__(self, data: Any = None, *, reader: Reader | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.reader = reader

    def clean_name(self) -> str:
        if self.reader is not None:
            return self.reader.name
        try:
            return clean_name(self.cleaned_data["name"])
        except BadName as problem:
            raise ValidationError(str(problem)) from None

    def clean_email(self) -> str:
        if self.reader is not None:
            return self.reader.email
        try:
            return clean_email(self.cleaned_data["email"])
        except BadAddress as problem:
            raise ValidationError(str(problem)) from None

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("A field that has to stay empty was filled in. Send the comment once more.")
            )
        return ""

    def clean(self) -> dict[str, Any]:
        ticket = self.good_ticket
        if not self.errors and ticket is not None and ticket.age < SHORTEST:
            raise ValidationError(
                _("That was quicker than anybody types. Read it once more, then send it again.")
            )
        return self.cleaned_data

    @property
    def good_ticket(self) -> Ticket | None:
        """The form's ticket, where it has a good one."""
        return read_ticket(self.cleaned_data.get("ticket", ""))

    @property
    def author(self) -> Author:
        """Who sends it; of a valid form."""
        return Author(
            name=self.cleaned_data["name"], email=self.cleaned_data["email"], reader=self.reader
        )

    @property
    def draft(self) -> Draft:
        """What is sent; of a valid form."""
        raw = self.cleaned_data["body"]
        return Draft(
            body=text.clean(raw),
            raw=raw,
            parent_id=self.cleaned_data["parent"],
            key=self.good_ticket.key if self.good_ticket else None,
            disclaimer_version=self.cleaned_data["wording"] or 0,
            wants_letters=self.cleaned_data["letters"],
        )


class VoteForm(forms.Form):
    value = forms.TypedChoiceField(choices=[(1, "up"), (-1, "down"), (0, "none")], coerce=int)


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        choices=FlagReason.choices,
        error_messages={
            "required": gettext_lazy("Say what is wrong with the comment."),
            "invalid_choice": gettext_lazy("Say what is wrong with the comment."),
        },
    )
    note = forms.CharField(required=False, max_length=300)
