"""Assignments at the desk: planned, proposed, changed and found. They are never deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import assignments
from articles.admin.assignments import rows
from articles.admin.assignments.acts import act_urls
from articles.admin.assignments.filters import (
    PersonFilter,
    StageFilter,
    WhoseFilter,
    is_backwards,
)
from articles.admin.assignments.form import DUE, AssignmentForm
from articles.admin.assignments.shown import shown, to_assignment
from articles.admin.assignments.week import week_urls
from articles.admin.base import DAY, DeskAdmin, only_adding, person
from articles.admin.kept import kept_text
from articles.admin.keyset import KeysetList
from articles.admin.time.form import HOUR
from articles.dates import whole_time
from articles.languages import spoken
from articles.models import Assignment
from articles.permissions import can_act, can_plan, can_propose
from articles.planning import ACTS, Act

PLANNED_WITH = "planned_with"
FIELDS: list[str | tuple[str, ...]] = [
    "slug_line",
    ("language", "section"),
    "brief",
    ("due_day", "due_hour"),
    "which",
    "people",
    ("length", "photo_wanted", "must_run"),
    ("planned_day", "planned_hour"),
    ("edition", "page"),
    "embargo_note",
]


class AssignmentList(KeysetList):
    """What is due first stands first; of what is over, what was due last."""

    def keys(self) -> tuple[str, ...]:
        return ("-due_at", "-pk") if is_backwards(self.params) else ("due_at", "pk")

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        return rows.for_list(super().get_queryset(request, exclude_parameters))


class AssignmentAdmin(DeskAdmin[Assignment]):
    form = AssignmentForm
    words = ("slug_line", "brief")
    search_fields = ("slug_line",)
    list_display = ("name", "stands", "due", "names", "part")
    list_filter = (StageFilter, WhoseFilter, PersonFilter, "section", "language")
    autocomplete_fields = ("section", "edition")
    formfield_overrides = {models.DateField: DAY, models.TimeField: {"widget": HOUR}}

    class Media:
        css = {"all": ["desk/time.css", "desk/assignments.css"]}

    # Who may

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_propose(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Assignment | None = None) -> bool:
        """A form that was open when it was dropped is answered by the form, in words."""
        if obj is None:
            return can_plan(request.user)
        is_possible = request.method == "POST" or obj.stage in ACTS[Act.REVISE]
        return is_possible and can_act(request.user, Act.REVISE, obj)

    # Addresses and lists

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [*week_urls(view), *act_urls(view), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The steps stand below the form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = reverse("admin:articles_assignment_change", args=[object_id])
        return HttpResponseRedirect(f"{page}#steps")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AssignmentList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may = {"can_plan": can_plan(request.user), **(extra_context or {})}
        return super().changelist_view(request, may)

    @admin.display(description=gettext_lazy("assignment"))
    def name(self, assignment: Assignment) -> SafeString:
        return rows.name(assignment)

    @admin.display(description=gettext_lazy("stands"))
    def stands(self, assignment: Assignment) -> SafeString:
        return rows.chips(assignment)

    @admin.display(description=gettext_lazy("due"))
    def due(self, assignment: Assignment) -> SafeString:
        return rows.time(assignment.due_at, whole_time(assignment.due_at, spoken()))

    @admin.display(description=gettext_lazy("who"))
    def names(self, assignment: Assignment) -> SafeString:
        return rows.who(assignment)

    @admin.display(description=gettext_lazy("section"))
    def part(self, assignment: Assignment) -> str:
        return assignment.section.name_in(spoken())

    # The form

    def get_fields(self, request: HttpRequest, obj: Assignment | None = None) -> Any:
        return [names for names in FIELDS if names != "people" or can_plan(request.user)]

    def get_form(
        self,
        request: HttpRequest,
        obj: Assignment | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Who has it is for editors to say: nobody else's form has the field."""
        form = super().get_form(request, obj, change, **kwargs)
        return form if can_plan(request.user) else type(form.__name__, (form,), {"people": None})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        beside = ("section", "article", "edition", "created_by")
        return super().get_queryset(request).select_related(*beside).defer(*rows.HEAVY)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        only_adding(field)
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """In the language of whoever plans it."""
        first = {"language": person(request).language}
        return {**first, **super().get_changeform_initial_data(request)}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is None:
            planned = Assignment.objects.filter(
                planned_with=planned_with(request), created_by=person(request)
            ).first()
            if planned is not None:
                messages.info(request, _("This assignment has been saved already."))
                return to_assignment(planned)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            if request.method != "POST":
                raise
            reason = _("You may not change this assignment now, so nothing was saved.")
            return kept_text(request, reason, context=self.admin_site.each_context(request))

    def log_addition(self, request: HttpRequest, obj: Assignment, message: Any) -> LogEntry:
        return LogEntry()  # not stored: the step says it

    def log_change(self, request: HttpRequest, obj: Assignment, message: Any) -> LogEntry:
        return LogEntry()  # not stored: the steps say it

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        """Let the verbs keep what was typed, each its part."""
        said = _changed(obj, form, request) if change else _planned(obj, form, request)
        vars(request)["desk_said"] = said

    def response_add(
        self, request: HttpRequest, obj: Assignment, post_url_continue: str | None = None
    ) -> HttpResponse:
        messages.success(request, vars(request)["desk_said"])
        return to_assignment(obj)

    def response_change(self, request: HttpRequest, obj: Assignment) -> HttpResponse:
        return self.response_add(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Assignment | None = None,
    ) -> HttpResponse:
        context[PLANNED_WITH] = planned_with(request)
        context["title"] = _("New assignment") if can_plan(request.user) else _("Propose a story")
        if obj is not None:
            context |= shown(obj, person(request))
        return super().render_change_form(request, context, add, change, form_url, obj)


def planned_with(request: HttpRequest) -> UUID:
    """The mark of the form that plans an assignment; a new one where there is none."""
    try:
        return UUID(request.POST.get(PLANNED_WITH, ""))
    except ValueError:
        return uuid4()


def _planned(obj: Assignment, form: AssignmentForm, request: HttpRequest) -> str:
    user = person(request)
    obj.planned_with, obj.is_proposal = planned_with(request), not can_plan(user)
    people = form.cleaned_data.get("people", ())
    return assignments.plan(obj, by=user, typed=form.moment(), people=people)


def _changed(obj: Assignment, form: AssignmentForm, request: HttpRequest) -> str:
    """Take the verbs for what was changed; what they said, one after another."""
    user, changed = person(request), set(form.changed_data)
    stored = Assignment.objects.select_related("article", "created_by").get(pk=obj.pk)
    said = []
    names = [name for name in form.cleaned_data if name in changed - DUE - {"people"}]
    if names:
        for name in names:
            setattr(stored, name, form.cleaned_data[name])
        assignments.revise(stored, by=user, names=names)
        said.append(_("Saved."))
    if (typed := form.moment()) != stored.typed:
        said.append(assignments.change_due(stored, by=user, typed=typed))
    if "people" in changed:
        said.append(assignments.assign(stored, form.cleaned_data["people"], by=user))
    return " ".join(said) or _("Nothing had changed.")
