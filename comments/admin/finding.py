"""Finding comments by their words, author, story, state and rule. Always by an index."""

from __future__ import annotations

import re

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.search import find
from articles.asked import whole_number
from comments.models import Comment, Hold, RuleName
from comments.workflow import State
from readers.models import Reader

NAMESAKES = 50  # readers of one name that are looked at
ANY = ("", _("any"))


class SearchForm(forms.Form):
    """The fields of the search; nonsense finds nothing and says so."""

    q = forms.CharField(label=_("Words, or a number"), required=False, max_length=200)
    reader = forms.CharField(label=_("Reader’s name or address"), required=False, max_length=254)
    story = forms.CharField(label=_("Story’s number or address"), required=False, max_length=500)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *State.choices])
    rule = forms.ChoiceField(label=_("Held by"), required=False, choices=[ANY, *RuleName.choices])

    def clean_story(self) -> int | None:
        """The story's number, taken from an address where one was pasted."""
        value = str(self.cleaned_data["story"]).strip()
        if not value:
            return None
        number = whole_number(value.removeprefix("#"))
        if number is None:
            in_address = re.search(r"/(?:comments/)?(\d{1,18})(?:-[^/]*)?/(?:$|[?#\d])", value)
            number = int(in_address[1]) if in_address else None
        if number is None:
            raise forms.ValidationError(_("This is neither a story’s number nor its address."))
        return number


def is_asked(request: HttpRequest) -> bool:
    """Whether the address asks for a search."""
    return any(request.GET.get(name, "").strip() for name in SearchForm.base_fields)


def matching(form: SearchForm) -> QuerySet[Comment]:
    """The comments that a valid search asks for, newest first."""
    asked = form.cleaned_data
    rows = Comment.objects.order_by("-pk")
    if asked["state"]:
        rows = rows.filter(state=asked["state"])
    if asked["story"] is not None:
        rows = rows.filter(thread__story_id=asked["story"])
    if asked["reader"]:
        rows = rows.filter(reader__in=_readers(asked["reader"].strip()))
    if asked["rule"]:
        held = Hold.objects.filter(rule=asked["rule"])
        rows = rows.filter(pk__in=held.values("comment"))
    return find(rows, ("name", "raw"), asked["q"])


def _readers(value: str) -> list[int]:
    rows = Reader.objects.all()
    rows = rows.with_address(value) if "@" in value else rows.filter(name=value)
    return list(rows.values_list("pk", flat=True)[:NAMESAKES])
