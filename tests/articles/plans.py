"""Assignments for tests, made by the same verbs as at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.test import Client

from articles import assignments, verbs
from articles.models import Assignment
from articles.planning import Stage
from articles.walltime import Typed
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_section, make_user
from tests.articles.hours import in_hours, typed_at, wall_at

PLANS = "/desk/articles/assignment/"
NUMBERS = count(1)


def plan(
    by: User | None = None,
    *people: User,
    name: str = "",
    hours: float = 30,
    due: datetime | Typed | None = None,
    proposal: bool = False,
    **values: Any,
) -> Assignment:
    """A planned story.

    Args:
        hours: from now until it is due; or ``due``, a wall time.
    """
    typed = in_hours(hours) if due is None else due if isinstance(due, Typed) else typed_at(due)
    assignment = Assignment(
        slug_line=name or f"PLAN {next(NUMBERS)}",
        planned_with=uuid4(),
        is_proposal=proposal,
        **{"section": make_section(), **values},
    )
    assignments.plan(assignment, by=by or make_user(), typed=typed, people=people)
    assignment.refresh_from_db()
    return assignment


def in_stage(stage: str, writer: User | None = None) -> Assignment:
    """An assignment in a stage, by the letter of the permissions' table; the writer's own."""
    writer, editor = writer or make_user(Role.JOURNALIST), make_user()
    if stage == Stage.PROPOSED:
        return plan(writer, proposal=True)
    if stage == Stage.PLANNED:
        return plan(editor)
    assignment = plan(editor, writer)
    if stage in {Stage.BEGUN, Stage.DONE}:
        story, _said = assignments.begin(assignment, by=writer)
        if stage == Stage.DONE:
            verbs.submit(story, by=writer)
            verbs.approve(story, by=editor)
    if stage == Stage.DROPPED:
        assignments.drop(assignment, by=editor, note="Overtaken.")
    return Assignment.objects.get(pk=assignment.pk)


def page_of(assignment: Assignment, act: str = "change") -> str:
    return f"{PLANS}{assignment.pk}/{act}/"


def form_of(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send of an assignment's form, nothing changed."""
    page = client.get(url)
    assert page.status_code == 200, page
    context = page.context
    data: dict[str, Any] = {
        name: str(context[name]) for name in ("planned_with", "seen_row") if name in context
    }
    for field in context["adminform"].form:
        value = field.value()
        if value in (None, "", False):
            continue
        if isinstance(value, list):
            data[field.html_name] = [str(getattr(one, "pk", one)) for one in value]
        else:
            data[field.html_name] = "on" if value is True else str(getattr(value, "pk", value))
    return data


def typed_fields(hours: float = 48, **fields: Any) -> dict[str, Any]:
    """What somebody types into a new form."""
    wall = wall_at(in_hours(hours).moment)
    return {
        "slug_line": f"TYPED {next(NUMBERS)}",
        "language": "en",
        "section": str(make_section().pk),
        "due_day": f"{wall:%Y-%m-%d}",
        "due_hour": f"{wall:%H:%M}",
        **fields,
    }


def names(people: Iterable[User]) -> set[str]:
    return {one.username for one in people}
