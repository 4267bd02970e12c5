"""The rows of corrections in the story's form. What readers were told cannot be changed there."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.stories.inlines import RowForm, Rows, StoryInline
from articles.corrections import Told, told_in
from articles.models import Correction, CorrectionKind, Medium
from articles.models.correction import IN_PRINT
from articles.permissions import can_correct

KINDS = [one for one in CorrectionKind.choices if one[0] != CorrectionKind.RETRACTION]


class CorrectionForm(RowForm):
    """A correction; once readers have it, or will have it, it cannot be changed any more."""

    told: Told | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["medium"].required = False
        # A story is retracted by a step, which says so itself.
        if self.instance.kind != CorrectionKind.RETRACTION:
            self.fields["kind"] = forms.ChoiceField(
                label=self.fields["kind"].label, choices=KINDS, initial=CorrectionKind.CORRECTION
            )

    @property
    def is_public(self) -> bool:
        return self.told is not None

    def close(self, told: Told) -> None:
        """Show the row, and take nothing of it."""
        self.told = told
        for field in self.fields.values():
            field.disabled = True

    def clean_medium(self) -> str:
        return self.cleaned_data["medium"] or Medium.WEB.value

    def clean_print_page(self) -> str:
        return str(self.cleaned_data["print_page"]).strip()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_public:
            self.cleaned_data["DELETE"] = False
        elif self.cleaned_data.get("medium") in IN_PRINT:
            if not self.cleaned_data.get("print_date") and "print_date" not in self.errors:
                self.add_error("print_date", _("Say on which day it is to be printed."))
        else:
            self.cleaned_data |= {"print_date": None, "print_page": ""}
        return cleaned


class CorrectionRows(Rows):
    """Corrections; a story begins with none."""

    begins_with = 0

    @cached_property
    def _told(self) -> dict[int, Told]:
        return told_in([self.instance.pk])

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk and (told := self._told.get(form.instance.pk)):
            form.close(told)


class CorrectionInline(StoryInline[Correction]):
    model = Correction
    form = CorrectionForm
    formset = CorrectionRows
    fields = ["kind", "text", "internal_reason", "medium", "print_date", "print_page"]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "print_date":
            widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            return forms.DateField(
                label=capfirst(db_field.verbose_name),
                required=False,
                widget=widget,
                input_formats=["%Y-%m-%d"],
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
        return field

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_correct(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_correct(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_correct(request.user)
