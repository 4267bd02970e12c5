"""The rows of a story: dateline, bylines, photos, print placements, corrections."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import mark_direction, only_adding
from articles.admin.stories.rows import MOST_ROWS
from articles.admin.typed import BaseInlineFormSet, ModelForm, StackedInline
from articles.models import Article, Byline, Correction, Dateline, Illustration, Placement
from articles.permissions import can_correct, can_view_stories
from articles.pictures import address

M = TypeVar("M", bound=Model)


class RowForm(ModelForm[Any]):
    """One row. A new row of which only the place in the order is known counts as empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if order := self.fields.get("order"):
            order.required = False
            order.widget = forms.NumberInput(
                attrs={
                    "min": 1,
                    "max": 999,
                    "data-order": "",
                    "data-earlier": _("Move up"),
                    "data-later": _("Move down"),
                }
            )
            if self.instance.pk is None:
                self.initial["order"] = None

    def has_changed(self) -> bool:
        if self.instance.pk is None:
            return bool(set(self.changed_data) - {"order"})
        return super().has_changed()

    def clean_order(self) -> int:
        order = self.cleaned_data["order"]
        return int(order) if order is not None else 0

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n")
        return cleaned


class Rows(BaseInlineFormSet[Any, Article, Any]):
    """Rows of one kind; those without a place in the order go to the end."""

    def clean(self) -> None:
        super().clean()
        used = [form.cleaned_data.get("order") or 0 for form in self.forms if form.is_valid()]
        last = max(used, default=0)
        for form in self.forms:
            if form.has_changed() and form.is_valid() and form.cleaned_data.get("order") == 0:
                last += 1
                form.instance.order = last


class StoryInline(StackedInline[M, Article]):
    """Rows of a story, as small forms with a label on every field."""

    form = RowForm
    formset = Rows
    template = "admin/articles/article/_rows.html"
    extra = 0
    max_num = MOST_ROWS

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_view_stories(request.user)

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """One empty row to begin with."""
        rows = self.model._default_manager.filter(article=obj)
        return 1 if obj is None or not rows.exists() else 0

    # The story's own form decides who may edit; its rows follow.
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        mark_direction(field)
        only_adding(field)
        return field


class DatelineInline(StoryInline[Dateline]):
    model = Dateline
    fields = ["place", "order"]
    autocomplete_fields = ["place"]


class BylineInline(StoryInline[Byline]):
    model = Byline
    fields = ["contributor", "role", "order"]
    autocomplete_fields = ["contributor"]


class IllustrationInline(StoryInline[Illustration]):
    model = Illustration
    fields = ["thumbnail", "photo", "caption", "alt_text", "order"]
    readonly_fields = ["thumbnail"]
    autocomplete_fields = ["photo"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Illustration]:
        return super().get_queryset(request).select_related("photo")

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 2
        return field

    @admin.display(description=_("preview"))
    def thumbnail(self, row: Illustration) -> SafeString:
        copies = row.photo.renditions if row.photo_id else []
        source = address(copies[0]["file"]) if copies else static("desk/no-picture.svg")
        chosen = reverse("admin:articles_photo_thumbnail", args=[0])
        markup = '<img data-thumbnail="{}" alt="" src="{}" width="160">'
        return format_html(markup, chosen, source)


class PlacementInline(StoryInline[Placement]):
    model = Placement
    fields = ["edition", "page", "section", "headline"]
    autocomplete_fields = ["edition"]


class CorrectionForm(RowForm):
    """A correction; once readers have seen it, it cannot be changed any more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_public = self.instance.pk is not None and self.instance.pk in self.public
        for field in self.fields.values():
            field.disabled = self.is_public

    @property
    def public(self) -> set[int]:
        """The numbers of the story's corrections that stand in what was published."""
        revision = self.instance.article.published_revision
        return {row["correction"] for row in revision.frozen["corrections"]} if revision else set()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_public:
            self.cleaned_data["DELETE"] = False
        return cleaned


class CorrectionInline(StoryInline[Correction]):
    model = Correction
    form = CorrectionForm
    fields = ["kind", "text", "internal_reason"]

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        return 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_correct(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_correct(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_correct(request.user)


INLINES: list[type[InlineModelAdmin[Any, Any]]] = [
    DatelineInline,
    BylineInline,
    IllustrationInline,
    PlacementInline,
    CorrectionInline,
]
