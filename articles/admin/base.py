"""What every page of the desk has in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django import forms
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, models
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.text import capfirst

from articles.admin.keyset import KeysetList, UncountedPaginator
from articles.admin.picked import PickedSelect
from articles.admin.search import find
from articles.admin.seen import SeenAdmin
from articles.permissions import can_view_stories
from staff.models import User

M = TypeVar("M", bound=Model)


def person(request: HttpRequest) -> User:
    """Whoever is signed in; the desk lets nobody else this far."""
    if not isinstance(request.user, User):
        raise TypeError("a page of the desk without sign-in")
    return request.user


def mark_direction(field: forms.Field | None) -> None:
    """Let typed text find its own direction."""
    if field is not None and isinstance(field.widget, forms.TextInput | forms.Textarea):
        field.widget.attrs.setdefault("dir", "auto")


def nonce_of(request: HttpRequest) -> str:
    """The nonce that the content policy of this answer allows."""
    return str(getattr(request, "csp_nonce", ""))


def only_adding(field: forms.Field | None) -> None:
    """Beside a choice, leave the link that adds one; the others lead away from what is typed."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_change_related = False
        field.widget.can_view_related = False


DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class DeskAdmin(SeenAdmin[M]):
    """A model at the desk: own permissions, keyset lists, no bulk actions, nothing deleted."""

    keys: tuple[str, ...] = ("-pk",)  # the list's order; see KeysetList
    words: tuple[str, ...] = ()  # the fields of the model's word index

    formfield_overrides = {models.DateField: DAY}
    list_per_page = 25
    sortable_by = ()
    actions = None
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    view_on_site = False
    save_on_top = False
    paginator = UncountedPaginator

    class Media:
        js = (forms.Script("desk/js/comboboxes.js", type="module"),)

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return can_view_stories(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeysetList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET"])  # no list is edited in place or in bulk
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the questions that the list's own filters put: they have their indexes."""
        return lookup in set(self._offered()) and super().lookup_allowed(lookup, value, request)

    def _offered(self) -> Iterator[str]:
        for entry in self.list_filter:
            if isinstance(entry, str):
                yield from (f"{entry}__exact", f"{entry}__id__exact")
            else:
                yield from getattr(entry, "names", (getattr(entry, "parameter_name", ""),))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        found = find(queryset, self.words, search_term) if self.words else queryset
        return found, False

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        mark_direction(field)
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: Any, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Once more after a lost race: the second check sees the winner and says so in words."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            for _name, files in request.FILES.lists():
                for file in files:
                    file.seek(0)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: M | None = None,
    ) -> HttpResponse:
        media = context["media"]
        if hasattr(media, "with_nonce"):
            context["media"] = media.with_nonce(nonce_of(request))
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if context.get("errors") and response.status_code == 200:
            response.status_code = 400
        return response
