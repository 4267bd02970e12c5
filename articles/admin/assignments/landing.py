"""On the first page: one's own assignments, and for editors those that nobody has or that are late.

Both panels are found together; the first one asks.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.assignments import rows
from articles.admin.base import person
from articles.admin.panels import MOST_COUNTED, Panel, counted, register
from articles.dates import whole_time
from articles.languages import spoken
from articles.models import Assignee, Assignment
from articles.permissions import EDITORS, WRITERS, can_plan
from articles.planning import Stage
from staff.roles import Role

ROWS = 8
Values = Mapping[str, object]


def _found(request: HttpRequest) -> list[Assignment]:
    """What either panel of this person shows, due first; one query for a request."""
    found: list[Assignment] | None = getattr(request, "desk_assignments", None)
    if found is None:
        user = person(request)
        having = Assignee.objects.order_by().values("assignment")
        wanted = Q(pk__in=having.filter(user=user))
        if can_plan(user):
            wanted |= Q(article=None) & ~Q(pk__in=having) | Q(due_at__lt=rows.NOW)
        all_open = rows.open_ones(Assignment.objects.all()).filter(wanted)
        found = rows.with_people(all_open.order_by("due_at", "pk")[: 2 * MOST_COUNTED])
        vars(request)["desk_assignments"] = found
    return found


def _values(request: HttpRequest, assignments: list[Assignment], more: str) -> Values:
    language = spoken()
    for one in assignments[:ROWS]:
        vars(one)["due_words"] = whole_time(one.due_at, language)
        vars(one)["chips"], vars(one)["who"] = rows.chips(one), rows.who(one)
    return {
        "assignments": assignments[:ROWS],
        "count": counted([one.pk for one in assignments]),
        "more": more,
    }


def _mine(request: HttpRequest) -> Values:
    user = person(request)
    mine = [
        one
        for one in _found(request)
        if any(having.user_id == user.pk for having in one.assignees.all())
    ]
    values = dict(_values(request, mine, "?whose=mine"))
    values["empty"] = _("No assignment waits for you. Propose a story, or look at the week’s plan.")
    values["is_empty"] = not mine and Role.JOURNALIST not in user.roles
    return values


def _to_settle(request: HttpRequest) -> Values:
    waiting = {Stage.PROPOSED, Stage.PLANNED}
    found = [
        one for one in _found(request) if one.stage in waiting or one.is_overdue(vars(one)["as_of"])
    ]
    empty = _("Every planned story has somebody who writes it, and none of them is late.")
    return {**_values(request, found, ""), "empty": empty, "shows_people": True}


def register_panels() -> None:
    """Called once, when the desk is put together."""
    template = "admin/articles/assignment/_panel.html"
    register(
        Panel("assignments", gettext_lazy("My assignments"), WRITERS, 15, template, _mine),
    )
    title = gettext_lazy("Assignments for nobody yet, or late")
    register(Panel("to_settle", title, EDITORS, 18, template, _to_settle))
