"""What stories refer to: contributors, places, sections, tags."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.admin.base import DeskAdmin
from articles.admin.text import one_line
from articles.admin.typed import ModelForm
from articles.finding import contributor_mark, place_mark, tag_mark
from articles.models import Contributor, Place, Section
from articles.permissions import can_change_reference, can_keep_reference, can_manage_sections
from articles.tasks import find_again, pages_changed
from staff.permissions import can_manage_staff

M = TypeVar("M", bound=Model)
LONGEST_STEM = 70  # characters, so that a number still fits behind


class NamedForm(ModelForm[Any]):
    """A name and its address; an address left empty is made from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text = _("The end of its page’s address. Made from the name where empty.")

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_name_ar(self) -> str:
        return one_line(self.cleaned_data["name_ar"])

    def clean_slug(self) -> str:
        typed = str(self.cleaned_data["slug"])
        return typed or self._free_slug(self.cleaned_data.get("name", ""))

    def _free_slug(self, name: str) -> str:
        stem = slugify(name)[:LONGEST_STEM].strip("-") or self._meta.model._meta.model_name
        rows = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
        number, slug = 1, stem
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        return str(slug)


class LastingAddressAdmin(DeskAdmin[M]):
    """What has an address keeps it: live stories link to it."""

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> Any:
        return ("slug",) if obj is not None and hasattr(obj, "slug") else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: M | None = None) -> Any:
        return {} if obj is not None else self.prepopulated_fields


def find_by_new_name(obj: Model) -> None:
    """Have the stories of a renamed contributor, place or tag found by its new name too."""
    if isinstance(obj, Contributor):
        find_again.enqueue(mark=contributor_mark(obj.pk))
    elif isinstance(obj, Place):
        find_again.enqueue(mark=place_mark(obj.pk))
    elif isinstance(obj, Tag):
        find_again.enqueue(mark=tag_mark(obj.slug))


class ReferenceAdmin(LastingAddressAdmin[M]):
    """Whoever writes may add; editors change. Pages that show the name are made afresh."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_keep_reference(request.user)

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return can_change_reference(request.user)

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change:
            # A name may have been withheld: no older page with it may be given again.
            pages_changed(removal=isinstance(obj, Contributor))
            if {"name", "name_ar"}.intersection(form.changed_data):
                find_by_new_name(obj)


class ContributorAdmin(ReferenceAdmin[Contributor]):
    form = NamedForm
    keys = ("name", "pk")
    words = ("name", "name_ar")
    search_fields = ("name",)
    list_display = ("name", "name_ar", "kind", "withheld")
    list_filter = ("kind",)
    autocomplete_fields = ("user", "portrait")
    prepopulated_fields = {"slug": ("name",)}
    fields = (
        ("name", "name_ar"),
        "slug",
        "kind",
        ("role", "role_ar"),
        "user",
        "portrait",
        "bio",
        "bio_ar",
        "withheld",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Contributor | None = None) -> Any:
        # An account makes stories somebody’s own: that is for whoever manages the accounts.
        lasting = super().get_readonly_fields(request, obj)
        return lasting if can_manage_staff(request.user) else (*lasting, "user")


class PlaceAdmin(ReferenceAdmin[Place]):
    form = NamedForm
    keys = ("name", "pk")
    words = ("name", "name_ar")
    search_fields = ("name",)
    list_display = ("name", "name_ar", "country", "qualifier")
    prepopulated_fields = {"slug": ("name",)}
    fields = (
        ("name", "name_ar"),
        "slug",
        ("country", "country_ar"),
        ("qualifier", "qualifier_ar"),
        ("latitude", "longitude"),
    )


class SectionAdmin(LastingAddressAdmin[Section]):
    form = NamedForm
    keys = ("order", "pk")
    search_fields = ("name",)
    list_display = ("name", "name_ar", "slug", "order", "is_opinion")
    prepopulated_fields = {"slug": ("name",)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_manage_sections(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        return can_manage_sections(request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Section], search_term: str
    ) -> tuple[QuerySet[Section], bool]:
        by_name = queryset.filter(name__icontains=search_term)
        return by_name | queryset.filter(name_ar__icontains=search_term), False

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        pages_changed()


class TagAdmin(DeskAdmin[Tag]):
    """Tags begin in the story form; here they are put right. Their addresses stay."""

    keys = ("name", "pk")
    search_fields = ("name",)
    list_display = ("name", "slug")
    fields = ("name", "slug")
    readonly_fields = ("slug",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        return can_change_reference(request.user)

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "name" in form.changed_data:
            find_by_new_name(obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Tag], search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        return queryset.filter(name__istartswith=search_term.strip()), False
