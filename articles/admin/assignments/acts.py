"""The acts on an assignment: buttons that begin, accept and bring back, pages that ask first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import assignments
from articles.admin.assignments.form import refuse_mistyped
from articles.admin.assignments.shown import PRESSED, fresh, page_of, standing, to_assignment
from articles.admin.base import person
from articles.admin.site import desk
from articles.admin.stories.posting import to_form
from articles.admin.time.form import DAY, FIRST, HOUR, SECOND, desk_zone, read_wall
from articles.asked import SMALL, whole_number
from articles.models import Assignment
from articles.permissions import can_act
from articles.planning import ACTS, WHY_DROPPED, Act
from articles.walltime import Typed
from articles.workflow import Refused

TEMPLATE = "admin/articles/assignment/act.html"


class DropForm(forms.Form):
    """Why it is dropped."""

    note = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=WHY_DROPPED,
        error_messages={"required": WHY_DROPPED},
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class MoveForm(forms.Form):
    """Another day, and another hour where one is given. Once valid, ``typed`` has the moment."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    hour = forms.TimeField(
        label=gettext_lazy("Time by the desk’s clock"), required=False, widget=HOUR
    )
    which = forms.CharField(
        label=gettext_lazy("Which of the two"), required=False, widget=forms.RadioSelect
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, assignment: Assignment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        self.typed: Typed | None = None
        self.is_twice = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day = cleaned.get("day")
        if day is None or "hour" not in cleaned:
            return cleaned
        stored = self.assignment
        if day != stored.due_day:
            try:
                refuse_mistyped(day)
            except forms.ValidationError as past:
                self.add_error("day", past)
                return cleaned
        wall = datetime.combine(day, cleaned["hour"] or stored.due_hour)
        which = cleaned.get("which") or (SECOND if stored.due_is_second else "")
        reading = read_wall(wall, which)
        self.is_twice = bool(reading.choices)
        self.fields["which"].widget.choices = reading.choices
        self.typed = reading.typed
        if reading.typed is None:
            self.add_error(reading.part, reading.words)
        return cleaned


def act_urls(view: Callable[[Any], Any]) -> list[URLPattern]:
    """The addresses of the acts, below those of assignments.

    Args:
        view: wraps a view for the desk (``AdminSite.admin_view``).
    """
    pages: dict[str, Any] = {act.value: require_POST(partial(press, act=act)) for act in PRESSED}
    pages |= {"drop": drop_page, "move": move_page}
    return [
        path(f"<int:number>/{name}/", view(page), name=f"articles_assignment_{name}")
        for name, page in pages.items()
    ]


def press(request: HttpRequest, number: int, act: Act) -> HttpResponse:
    """Begin, accept or bring back; what cannot be done is said in words."""
    assignment, user = _found(request, number, act), person(request)
    try:
        if act == Act.BEGIN:
            story, said = assignments.begin(assignment, by=user)
            messages.success(request, said)
            return to_form(story)
        verb = assignments.accept if act == Act.ACCEPT else assignments.revive
        messages.success(request, verb(assignment, by=user, seen=_seen(request)))
    except Refused as refused:
        return _page(request, assignment, act, None, str(refused))
    return to_assignment(assignment)


def drop_page(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why it is dropped, or drop it (POST)."""
    assignment = _found(request, number, Act.DROP)
    form = DropForm(request.POST or None, initial={"seen": assignment.version})
    if request.method != "POST" or not form.is_valid():
        return _page(request, assignment, Act.DROP, form)
    typed = form.cleaned_data
    try:
        said = assignments.drop(
            assignment, by=person(request), note=typed["note"], seen=typed["seen"]
        )
    except Refused as refused:
        return _page(request, assignment, Act.DROP, form, str(refused))
    messages.success(request, said)
    return to_assignment(assignment)


def move_page(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for another day and hour, or let it be due then (POST); the calendar sends only a day."""
    assignment = _found(request, number, Act.CHANGE_DUE)
    first = {
        "day": assignment.due_day,
        "hour": assignment.due_hour,
        "which": SECOND if assignment.due_is_second else FIRST,
    }
    first["seen"] = assignment.version
    form = MoveForm(assignment, request.POST or None, initial=first)
    if request.method != "POST" or not form.is_valid() or form.typed is None:
        return _page(request, assignment, Act.CHANGE_DUE, form)
    try:
        said = assignments.change_due(
            assignment, by=person(request), typed=form.typed, seen=form.cleaned_data["seen"]
        )
    except Refused as refused:
        return _page(request, assignment, Act.CHANGE_DUE, form, str(refused))
    messages.success(request, f"{assignment.slug_line}: {said}")
    return HttpResponseRedirect(f"{_back(request, assignment)}#assignment-{assignment.pk}")


def _found(request: HttpRequest, number: int, act: Act) -> Assignment:
    """The assignment, for somebody who may do this with it.

    Raises:
        Http404: there is none. PermissionDenied: it is for others to do.
    """
    assignment = fresh(number)
    if assignment is None:
        raise Http404
    if not can_act(person(request), act, assignment):
        raise PermissionDenied
    return assignment


def _seen(request: HttpRequest) -> int:
    """The version that the person read; one that never was where none is said."""
    return whole_number(request.POST.get("seen", ""), SMALL) or 0


def _back(request: HttpRequest, assignment: Assignment) -> str:
    """The page that somebody came from, where it is one of the desk."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, None) and asked.startswith("/desk/")
    return asked if is_ours else page_of(assignment)


def _page(
    request: HttpRequest,
    assignment: Assignment,
    act: Act,
    form: DropForm | MoveForm | None,
    refusal: str = "",
) -> HttpResponse:
    """The page of an act; refused, it has what was typed and the version that is stored now."""
    stored = fresh(assignment.pk) or assignment
    titles = {
        Act.CHANGE_DUE: _("Another time"),
        Act.DROP: _("Drop the assignment"),
        Act.BEGIN: _("Begin writing"),
        Act.ACCEPT: _("Accept the proposal"),
        Act.REVIVE: _("Bring back"),
    }
    context = {
        **desk.each_context(request),
        **standing(stored),
        "title": titles[act],
        "act": act.value,
        "assignment": stored,
        "form": form,
        "seen": stored.version,
        "refusal": refusal,
        "is_possible": stored.stage in ACTS[act],
        "zone": desk_zone().key,
        "back": _back(request, stored),
        "opts": Assignment._meta,
    }
    status = 200 if request.method == "GET" else 409 if refusal else 400
    return TemplateResponse(request, TEMPLATE, context, status=status)
