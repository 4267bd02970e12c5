from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from articles.admin.panels import panels_for
from readers.letters import queue_letter
from readers.models import Letter, Reader
from staff.models import User
from staff.roles import Role

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"


def member(role: Role) -> User:
    user = User.objects.create_user(role.value, password="x", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def at_the_desk(role: Role) -> Client:
    client = Client()
    client.force_login(member(role))
    return client


@pytest.fixture
def letter(db: None) -> Letter:
    queue_letter("moved", to="waiting@example.com", language="en", context={})
    letter = queue_letter("moved", to="failed@example.com", language="en", context={})
    Letter.objects.filter(pk=letter.pk).update(failed_at=Now(), reason=f"550 {HOSTILE}")
    return letter


@pytest.mark.parametrize("role", list(Role))
def test_moderators_and_the_chief_see_readers_and_letters(
    role: Role, reader: Reader, letter: Letter
) -> None:
    client = at_the_desk(role)
    wanted = 200 if role in {Role.MODERATOR, Role.CHIEF} else 403
    for path in (
        "reader/",
        f"reader/{reader.pk}/change/",
        "letter/",
        f"letter/{letter.pk}/change/",
    ):
        assert client.get(f"/desk/readers/{path}").status_code == wanted


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CHIEF])
def test_nobody_changes_them_there(role: Role, reader: Reader, letter: Letter) -> None:
    client = at_the_desk(role)
    before = list(Reader.objects.values()), list(Letter.objects.values())
    for path in (
        "reader/add/",
        f"reader/{reader.pk}/change/",
        f"reader/{reader.pk}/delete/",
        "letter/add/",
        f"letter/{letter.pk}/change/",
        f"letter/{letter.pk}/delete/",
    ):
        fields = {
            "name": "Evil",
            "email": "evil@example.com",
            "to": "evil@example.com",
            "post": "yes",
        }
        assert client.post(f"/desk/readers/{path}", fields).status_code == 403
    assert (list(Reader.objects.values()), list(Letter.objects.values())) == before


def test_the_list_of_letters_begins_with_those_given_up(letter: Letter) -> None:
    client = at_the_desk(Role.MODERATOR)
    page = client.get("/desk/readers/letter/").content.decode()
    assert "failed@example.com" in page
    assert "waiting@example.com" not in page
    assert HOSTILE not in page
    page = client.get("/desk/readers/letter/?state=waiting").content.decode()
    assert "waiting@example.com" in page


def test_the_first_page_tells_moderators_of_letters_that_did_not_arrive(
    letter: Letter, rf: RequestFactory
) -> None:
    for role in Role:
        request = rf.get("/desk/")
        request.user = member(role)
        shown = [one for one in panels_for(request) if one.panel.key == "letters"]
        assert bool(shown) == (role in {Role.MODERATOR, Role.CHIEF})
    html = render_to_string(shown[0].panel.template, dict(shown[0].values))
    assert "failed@example.com" in html
    assert "waiting@example.com" not in html
    assert HOSTILE not in html


@pytest.mark.parametrize(
    "term, found",
    [("HALA@example.com", True), ("Hala", True), ("Hal", False), ("%@example.com", False)],
)
def test_readers_are_found_by_the_whole_address_or_name(
    reader: Reader, term: str, found: bool
) -> None:
    page = at_the_desk(Role.MODERATOR).get("/desk/readers/reader/", {"q": term})
    assert ("Hala@example.com" in page.content.decode()) is found


def test_the_lists_count_nothing(reader: Reader, letter: Letter) -> None:
    client = at_the_desk(Role.MODERATOR)
    for path in ("reader/", "letter/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/readers/{path}")
        assert not [one for one in queries if "COUNT(" in one["sql"].upper()]


def test_a_hostile_name_stays_text(reader: Reader) -> None:
    Reader.objects.update(name=HOSTILE)
    client = at_the_desk(Role.MODERATOR)
    for path in ("reader/", f"reader/{reader.pk}/change/"):
        assert HOSTILE not in client.get(f"/desk/readers/{path}").content.decode()
