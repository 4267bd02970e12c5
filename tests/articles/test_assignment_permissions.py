"""Who may do what with an assignment, in which stage of it: as the permissions' docs say."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import Assignment, AssignmentStep
from articles.planning import Act, Stage
from staff.models import User
from staff.roles import Role
from tests.articles.desk import at_desk
from tests.articles.factories import make_user
from tests.articles.plans import form_of, in_stage, page_of, typed_fields
from tests.articles.test_permission_matrix import taken_back
from tests.articles.written_tables import STAGES, WHO, assignment_table

pytestmark = pytest.mark.django_db

LETTERS = dict(zip(STAGES, Stage, strict=True))


def sending(act: str, client: Client, row: Assignment, other: User) -> tuple[str, dict[str, Any]]:
    """What is sent to do something with an assignment."""
    due = {name: value for name, value in typed_fields(99).items() if name.startswith("due_")}
    seen = {"seen": str(row.version)}
    if act in {"assign", "revise"}:
        has_form = client.get(page_of(row)).context["has_change_permission"]
        fields = form_of(client if has_form else at_desk(make_user(Role.CHIEF)), page_of(row))
        more = {"people": [str(other.pk)]} if act == "assign" else {"brief": "Ask the mayor."}
        return page_of(row), {**fields, **more}
    if act == "change_due":
        return page_of(row, "move"), {"day": due["due_day"], "hour": due["due_hour"], **seen}
    return page_of(row, act), {"note": "Overtaken.", **seen}


@pytest.mark.parametrize("letter", STAGES)
def test_each_does_exactly_what_is_written(letter: str) -> None:
    table, wrong = assignment_table(), []
    writer, other = make_user(Role.JOURNALIST), make_user(Role.JOURNALIST)
    row = in_stage(LETTERS[letter], writer)
    people = {"own": writer, "other": other, "editor": make_user()}
    people |= {"moderator": make_user(Role.MODERATOR), "chief": make_user(Role.CHIEF)}
    for what, cells in table.items():
        for who in WHO:
            client, before = at_desk(people[who]), AssignmentStep.objects.count()
            with taken_back():
                if what == "view":
                    done = client.get(page_of(row)).status_code == 200
                else:
                    url, data = sending(what, client, row, other)
                    client.post(url, data)
                    done = AssignmentStep.objects.count() > before
                    done = done and AssignmentStep.objects.latest("pk").act == Act(what)
            if done != (letter in cells[who]):
                wrong.append(f"{who} {what} {LETTERS[letter]}: {'done' if done else 'refused'}")
    assert wrong == []


def test_what_a_journalist_enters_is_a_proposal_whatever_is_sent() -> None:
    writer = make_user(Role.JOURNALIST)
    client, url = at_desk(writer), "/desk/articles/assignment/add/"
    data = {**form_of(client, url), **typed_fields(people=[str(writer.pk)])}
    assert client.post(url, data).status_code == 302
    row = Assignment.objects.get()
    assert (row.stage, row.people.count()) == (Stage.PROPOSED, 0)
