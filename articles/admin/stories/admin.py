"""The story at the desk: Django's change form with versions, steps and its own page order."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Field, ForeignKey, QuerySet
from django.forms import Field as FormField
from django.forms import ModelChoiceField, Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.admin.base import DeskAdmin, only_adding, person
from articles.admin.checklist import no_byline
from articles.admin.checklist.story_page import points_page
from articles.admin.corrections.print_list import print_list
from articles.admin.finding.matching import matching
from articles.admin.finding.question import asked
from articles.admin.finding.shortcuts import shortcuts_page
from articles.admin.finding.subjects import marks
from articles.admin.finding.views import view_urls
from articles.admin.history.addresses import addresses
from articles.admin.history.page import history_page
from articles.admin.journal.kept import keep_refused, kept_page, of_somebody_else
from articles.admin.journal.marks import TAB, read_marks
from articles.admin.journal.pages import journal_urls
from articles.admin.journal.store import end
from articles.admin.journal.take import taking_up
from articles.admin.kept import kept_text
from articles.admin.notes.page import note_urls
from articles.admin.printing.addresses import story_urls
from articles.admin.stories import saving
from articles.admin.stories.all_rows import INLINES
from articles.admin.stories.chosen import Chosen, ChosenSelect
from articles.admin.stories.copy_page import copy_page
from articles.admin.stories.filters import (
    ContributorFilter,
    MineFilter,
    PlaceFilter,
    PublicationFilter,
    PublishedFilter,
    StatusFilter,
    TagFilter,
)
from articles.admin.stories.form import FIELDS, StoryForm
from articles.admin.stories.listing import COLUMNS, TICK, Columns, StoryList
from articles.admin.stories.page import form_context
from articles.admin.stories.posting import already_done, next_step, prepare
from articles.admin.stories.step_page import step_page
from articles.admin.stories.tags import suggest_tags
from articles.admin.stories.together import together_page
from articles.admin.stories.visit import visit_of
from articles.admin.time.page import time_urls
from articles.models import Article, Correction
from articles.permissions import can_edit, can_write
from articles.tasks import try_links
from articles.workflow import Refused

MODULES = "rows thumbnails tags unsaved counters journal presence merge notes"
SUGGESTED = {"translation_of", "story"}  # fields that pick a story
STYLES = [f"desk/{name}.css" for name in "journal time notes together assignments print".split()]
SCRIPTS = [Script(f"desk/js/{name}.js", type="module") for name in MODULES.split()]


class StoryAdmin(Columns, DeskAdmin[Article]):
    """Stories. They are never deleted, and change their status only by their verbs."""

    has_own_version = True
    form = StoryForm
    fields = (*FIELDS,)
    inlines = INLINES
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
        PlaceFilter,
        TagFilter,
        PublishedFilter,
        "language",
    )
    beside = ("section", "translation_of", "head_revision", "published_revision")
    change_form_template = "admin/articles/article/change_form.html"

    class Media:
        js = SCRIPTS
        css = {"all": STYLES}

    # Who may

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_write(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can_write(request.user) if obj is None else can_edit(request.user, obj)

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            *addresses(view),
            *note_urls(view),
            path("<int:number>/points/", view(points_page), name="articles_article_points"),
            *view_urls(view),
            *time_urls(view),
            *story_urls(view),
            path("corrections/", view(print_list), name="articles_corrections_in_print"),
            path("shortcuts/", view(shortcuts_page), name="articles_shortcuts"),
            path("tags/", view(suggest_tags), name="articles_article_tags"),
            path("together/", view(together_page), name="articles_article_together"),
            path("<int:number>/copy/", view(copy_page), name="articles_article_copy"),
            path("<int:number>/step/<slug:verb>/", view(step_page), name="articles_article_step"),
        ]
        return journal_urls() + own + super().get_urls()

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
        field = request.GET.get("field_name")
        subjects = [] if field in SUGGESTED else marks(request.GET)
        found = matching(queryset, asked(search_term), subjects)
        if field == "translation_of":
            found = found.filter(translation_of=None)
        if field in SUGGESTED:
            found = found.defer("body").order_by("-pk")
        return found, False

    def get_list_display(self, request: HttpRequest) -> Any:
        """Ticks for those who write; a search has a column for the words it found."""
        ticks = [TICK] if can_write(request.user) and IS_POPUP_VAR not in request.GET else []
        passage = ["passage"] if request.GET.get("q", "").strip() else []
        return [*ticks, *COLUMNS, *passage]

    # The form

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related(*self.beside)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        visit = visit_of(request)
        locked, visit.locked = visit.locked, None
        return locked or super().get_object(request, object_id, from_field)

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        visit = visit_of(request)
        refusal = visit.refusal or (_("This is not saved yet.") if visit.taken else "")
        return type(form.__name__, (form,), {"refusal": refusal})

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        only_adding(field)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = False  # a section or a story is not made in passing
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: Any, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        kwargs |= {"widget": ChosenSelect(db_field, self.admin_site), "form_class": Chosen}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new story is in the language of whoever begins it, until they choose another."""
        return {
            "language": person(request).language,
            **super().get_changeform_initial_data(request),
        }

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form, or save it and take a step, all or nothing; what is refused is kept."""
        if request.method != "POST":
            taken = taking_up(request, object_id) if "take" in request.GET else None
            return taken or super().changeform_view(request, object_id, form_url, extra_context)
        typed = request.POST
        if (foreign := of_somebody_else(request)) is not None:
            return kept_page(request, foreign, self.admin_site.each_context(request))
        response = self._save(request, object_id, form_url, extra_context)
        if response.status_code >= 400:
            keep_refused(person(request), typed)
        return response

    def _save(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
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

    def log_addition(self, request: HttpRequest, obj: Article, message: Any) -> LogEntry:
        return LogEntry()  # not stored: the revision says it

    def log_change(self, request: HttpRequest, obj: Article, message: Any) -> LogEntry:
        return LogEntry()  # not stored: the revision says it

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = person(request)
            obj.begun_with = saving.begun_with(request.POST)
        obj.no_byline = no_byline.chosen(request.POST, obj.no_byline)
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
        if TAB in request.POST:
            end(person(request).pk, article, read_marks(request.POST), begun=not change)
        note = saving.why(request.POST)
        is_new, visit.lost_approval = saving.record(article, person(request), note)
        visit.is_unchanged = not is_new
        try_links(article.body)

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
        visit = visit_of(request)
        if visit.refusal or visit.taken:
            response.status_code = 409 if visit.refusal else 200
        return response
