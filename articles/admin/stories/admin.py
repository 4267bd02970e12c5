"""The story at the desk: Django's change form with versions, steps and its own page order."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.admin.base import DeskAdmin, only_adding, person
from articles.admin.kept import kept_text
from articles.admin.stories import saving
from articles.admin.stories.filters import (
    ContributorFilter,
    MineFilter,
    PublicationFilter,
    PublishedFilter,
    StatusFilter,
)
from articles.admin.stories.form import FIELDS, StoryForm
from articles.admin.stories.history_page import history_page
from articles.admin.stories.inlines import INLINES
from articles.admin.stories.listing import COLUMNS, Columns, StoryList
from articles.admin.stories.page import form_context
from articles.admin.stories.posting import already_done, next_step, prepare
from articles.admin.stories.step_page import step_page
from articles.admin.stories.tags import suggest_tags
from articles.admin.stories.visit import visit_of
from articles.models import Article, Correction
from articles.permissions import can_edit, can_write
from articles.workflow import Refused

SCRIPTS = [
    Script(f"desk/js/{name}.js", type="module")
    for name in ("rows", "thumbnails", "tags", "unsaved", "counters")
]


class StoryAdmin(Columns, DeskAdmin[Article]):
    """Stories. They are never deleted, and change their status only by their verbs."""

    form = StoryForm
    fields = (*FIELDS,)
    inlines = INLINES
    words = ("headline",)
    search_fields = ("headline",)
    autocomplete_fields = ("section", "translation_of")
    list_display = (*COLUMNS,)
    list_display_links = ("story",)
    list_filter = (
        MineFilter,
        StatusFilter,
        PublicationFilter,
        "section",
        ContributorFilter,
        PublishedFilter,
        "language",
    )
    change_form_template = "admin/articles/article/change_form.html"

    class Media:
        js = SCRIPTS

    # Who may

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_write(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can_write(request.user) if obj is None else can_edit(request.user, obj)

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("tags/", view(suggest_tags), name="articles_article_tags"),
            path("<int:number>/step/<slug:verb>/", view(step_page), name="articles_article_step"),
        ]
        return own + super().get_urls()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(request, object_id)

    # Lists

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StoryList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.GET.get("field_name") == "translation_of":
            found = found.filter(translation_of=None).defer("body").order_by("-pk")
        return found, may_repeat

    # The form

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("head_revision", "published_revision")

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refusal": visit_of(request).refusal})

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        only_adding(field)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = False  # a section or a story is not made in passing
        return field

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form, or save it and take a step, all or nothing."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                early = prepare(request, object_id)
                if early is not None:
                    return early
                return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            reason = _("You may not change this story now, so nothing was saved.")
            return kept_text(request, reason, context=self.admin_site.each_context(request))
        except Refused as refused:
            done = already_done(request, object_id)
            if done is not None:
                return done
            visit_of(request).refusal = str(refused)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = person(request)
            obj.begun_with = saving.begun_with(request.POST)
        obj.version += 1
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Correction:
            for row in formset.forms:
                if row.instance.pk is None:
                    row.instance.corrected_by = person(request)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        article, visit = form.instance, visit_of(request)
        saving.mark_printed(article)
        is_new, visit.lost_approval = saving.record(article, person(request))
        visit.is_unchanged = not is_new

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return next_step(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return next_step(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        context.update(form_context(request, context, obj))
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if visit_of(request).refusal:
            response.status_code = 409
        return response
