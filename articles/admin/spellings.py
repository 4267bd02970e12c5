"""The stylebook's spellings of names, by which readers' searches find all of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from articles.admin.text import one_line
from articles.admin.typed import ModelForm
from articles.models import NameAlias
from articles.permissions import can_change_reference
from articles.tasks import pages_changed


class SpellingForm(ModelForm[NameAlias]):
    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_name_ar(self) -> str:
        return one_line(self.cleaned_data["name_ar"])

    def clean_variants(self) -> str:
        return one_line(self.cleaned_data["variants"])

    def clean_lookalikes(self) -> str:
        return one_line(self.cleaned_data["lookalikes"])


class SpellingAdmin(DeskAdmin[NameAlias]):
    """Editors add and change; a name whose other spellings are emptied is searched for as it is."""

    form = SpellingForm
    keys = ("name", "pk")
    words = ("name", "name_ar")
    search_fields = ("name",)
    list_display = ("name", "name_ar", "variants", "lookalikes")
    fields = (("name", "name_ar"), "variants", "lookalikes", "note")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_change_reference(request.user)

    def has_change_permission(self, request: HttpRequest, obj: NameAlias | None = None) -> bool:
        return can_change_reference(request.user)

    def save_model(self, request: HttpRequest, obj: NameAlias, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        pages_changed()
