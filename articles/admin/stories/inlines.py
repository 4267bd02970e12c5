"""The rows of a story: dateline, bylines, photos, related stories."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import mark_direction, only_adding
from articles.admin.stories.chosen import Chosen, ChosenSelect, Known, tell
from articles.admin.stories.rows import MOST_ROWS, read_rows
from articles.admin.typed import BaseInlineFormSet, ModelForm, StackedInline
from articles.models import Article, Byline, Dateline, Illustration, RelatedStory
from articles.models.story import MOST_PICKED
from articles.permissions import can_view_stories
from articles.pictures import address

M = TypeVar("M", bound=Model)
OTHER_LANGUAGE = _(
    "That story is in another language. Choose one in the language of this story; the same story in"
    " another language is linked as its translation."
)


class RowForm(ModelForm[Any]):
    """One row. A new row of which only the place in the order is known counts as empty."""

    media_of_rows: ClassVar[forms.Media]

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

    @property
    def media(self) -> forms.Media:
        """The same for all rows of a kind; Django makes a class for them at each request."""
        kind = type(self)
        if "media_of_rows" not in vars(kind):
            kind.media_of_rows = super().media
        return kind.media_of_rows

    def _post_clean(self) -> None:
        # A stored row that nobody touched was found good when it was stored.
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()

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
    """Rows of one kind; those without a place in the order go to the end.

    Where there are none, an empty one to begin with.
    """

    begins_with: int = 1  # empty rows

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra = 0 if self.initial_form_count() else self.begins_with

    @cached_property
    def _known(self) -> dict[str, Known]:
        """What may be picked in a row, by the name of the field: known or found all at once."""
        stored = list(self.get_queryset())
        posted = read_rows(cast(QueryDict, self.data), str(self.prefix)) if self.is_bound else []
        known = {"id": Known(self.get_queryset(), stored)}
        for field in cast(type[Model], self.model)._meta.get_fields():
            if isinstance(field, ForeignKey) and field.name in self.form.base_fields:
                rows = [getattr(row, field.name) for row in stored]
                typed = [row.get(field.name, "") for row in posted]
                table = field.related_model._default_manager
                known[field.name] = Known(table.all(), rows, typed)
        return known

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        number = form.fields["id"]
        form.fields["id"] = Chosen(
            number.queryset, initial=number.initial, required=False, widget=number.widget
        )
        for name, known in self._known.items():
            tell(form.fields[name], known)

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[M]:
        return super().get_queryset(request).select_related(*self.autocomplete_fields)

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

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: Any, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name in self.autocomplete_fields:
            kwargs |= {"widget": ChosenSelect(db_field, self.admin_site), "form_class": Chosen}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


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


class RelatedRows(Rows):
    """Stories in the same language; the same story in another one is its translation."""

    def clean(self) -> None:
        super().clean()
        many = 0
        for form in self.forms:
            story = form.cleaned_data.get("story") if form.is_valid() else None
            if story is None or form.cleaned_data.get("DELETE"):
                continue
            many += 1
            if story.pk == self.instance.pk:
                form.add_error("story", _("A story is not related to itself."))
            elif story.language != self.instance.language:
                form.add_error("story", OTHER_LANGUAGE)
        if many > MOST_PICKED:
            words = {"most": MOST_PICKED}
            raise ValidationError(_("A story has at most %(most)s related ones.") % words)


class RelatedInline(StoryInline[RelatedStory]):
    model = RelatedStory
    fk_name = "article"
    formset = RelatedRows
    fields = ["story", "order"]
    autocomplete_fields = ["story"]
    max_num = MOST_PICKED

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedStory]:
        return super().get_queryset(request).defer("story__body", "story__deck")
