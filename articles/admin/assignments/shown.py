"""What the page of an assignment says beside its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.assignments import rows
from articles.admin.time.clocks import in_utc
from articles.admin.time.hours import drift_of
from articles.dates import whole_time
from articles.languages import spoken
from articles.models import Assignment
from articles.permissions import can_act
from articles.planning import ACTS, Act
from staff.models import User

MOST_STEPS = 50
#: The acts that are a press of a button, and those that ask for something first.
PRESSED = (Act.BEGIN, Act.ACCEPT, Act.REVIVE)
ASKED = {Act.CHANGE_DUE: "move", Act.DROP: "drop"}


@dataclass(frozen=True)
class Way:
    """What somebody can do next with an assignment."""

    act: str
    label: str
    address: str
    is_pressed: bool


def to_assignment(assignment: Assignment) -> HttpResponse:
    """Back to the page of an assignment, afresh."""
    return HttpResponseRedirect(page_of(assignment))


def page_of(assignment: Assignment) -> str:
    return reverse("admin:articles_assignment_change", args=[assignment.pk])


def fresh(number: int) -> Assignment | None:
    """The assignment as it is stored, with what a page shows of it."""
    return rows.for_list(Assignment.objects.filter(pk=min(number, 2**63 - 1))).first()


def shown(assignment: Assignment, user: User) -> dict[str, Any]:
    """Where it stands, what can be done next and what was done; as it is stored.

    Args:
        assignment: its number counts; a posted form has written into the rest.
    """
    stored = fresh(assignment.pk) or assignment
    return {
        "title": stored.slug_line,
        "subtitle": None,
        "assignment": stored,
        "ways": ways(stored, user),
        "steps": list(stored.steps.select_related("by")[:MOST_STEPS]),
        **standing(stored),
    }


def standing(stored: Assignment) -> dict[str, Any]:
    """Stage, people and hour in words; it was found by ``fresh``."""
    return {
        "chips": rows.chips(stored),
        "who": rows.who(stored),
        "due": whole_time(stored.due_at, spoken()),
        "utc": in_utc(stored.due_at),
        "drift": drift_of(stored.typed),
        "is_overdue": stored.is_overdue(vars(stored)["as_of"]),
    }


def ways(assignment: Assignment, user: User) -> list[Way]:
    """What somebody can do with it now, the next step first."""
    labels = {
        Act.BEGIN: _("Begin writing"),
        Act.ACCEPT: _("Accept the proposal"),
        Act.REVIVE: _("Bring back"),
        Act.CHANGE_DUE: _("Another time…"),
        Act.DROP: _("Drop…"),
    }
    stage = assignment.stage
    can = [act for act in labels if stage in ACTS[act] and can_act(user, act, assignment)]
    return [
        Way(
            act.value,
            labels[act],
            reverse(f"admin:articles_assignment_{ASKED.get(act, act.value)}", args=[assignment.pk]),
            act in PRESSED,
        )
        for act in can
        if act != Act.REVIVE or assignment.dropped_at is not None
    ]
