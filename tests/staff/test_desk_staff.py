"""The chief's page of accounts and roles."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from staff.models import User
from staff.roles import Role
from tests.articles.desk import at_desk, change, text_of
from tests.articles.factories import make_user

pytestmark = pytest.mark.django_db
ADD = "/desk/staff/user/add/"


def _group(role: Role) -> str:
    return str(Group.objects.get(name=role).pk)


def _account(user: User, **changes: object) -> dict[str, object]:
    return {
        "username": user.username,
        "name": user.name,
        "email": user.email,
        "language": user.language,
        "is_active": "on",
        "is_staff": "on",
        "groups": [_group(role) for role in user.roles],
        **changes,
    }


def test_the_chief_makes_an_account_with_its_role() -> None:
    data = {
        "username": "rima",
        "name": "Rima Haddad",
        "language": "ar",
        "is_staff": "on",
        "groups": [_group(Role.JOURNALIST)],
        "password1": "a-long-and-odd-password",
        "password2": "a-long-and-odd-password",
    }
    response = at_desk(make_user(Role.CHIEF)).post(ADD, data)
    assert response.status_code == 302, text_of(response)
    rima = User.objects.get(username="rima")
    assert rima.roles == {Role.JOURNALIST}
    assert rima.is_staff
    assert rima.check_password("a-long-and-odd-password")


def test_nobody_becomes_a_superuser_here() -> None:
    chief, editor = make_user(Role.CHIEF), make_user(Role.EDITOR)
    everything = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)[:3]]
    data = _account(editor, is_superuser="on", user_permissions=everything, password="x")
    change(at_desk(chief), f"/desk/staff/user/{editor.pk}/change/", data)
    editor.refresh_from_db()
    assert not editor.is_superuser
    assert not editor.user_permissions.exists()


def test_other_groups_cannot_be_given() -> None:
    chief, editor = make_user(Role.CHIEF), make_user(Role.EDITOR)
    foreign = Group.objects.create(name="foreign")
    url = f"/desk/staff/user/{editor.pk}/change/"
    response = change(at_desk(chief), url, _account(editor, groups=[str(foreign.pk)]))
    assert response.status_code == 400
    assert "Select a valid choice" in text_of(response)


@pytest.mark.parametrize("loss", [{"groups": []}, {"is_active": ""}, {"is_staff": ""}])
def test_the_chief_cannot_lock_the_door_from_inside(loss: dict[str, object]) -> None:
    chief = make_user(Role.CHIEF)
    change(at_desk(chief), f"/desk/staff/user/{chief.pk}/change/", _account(chief, **loss))
    chief = User.objects.get(pk=chief.pk)
    assert chief.is_active
    assert chief.is_staff
    assert chief.roles == {Role.CHIEF}


def test_an_account_is_switched_off_and_is_out_at_once() -> None:
    chief, editor = make_user(Role.CHIEF), make_user(Role.EDITOR)
    theirs = at_desk(editor)
    assert theirs.get("/desk/").status_code == 200
    data = _account(editor)
    del data["is_active"]
    change(at_desk(chief), f"/desk/staff/user/{editor.pk}/change/", data)
    assert theirs.get("/desk/").status_code == 302


def test_a_superusers_account_is_not_the_chiefs() -> None:
    chief = make_user(Role.CHIEF)
    root = User.objects.create_superuser("root", password="a-long-and-odd-password")
    client = at_desk(chief)
    assert client.post(f"/desk/staff/user/{root.pk}/change/", _account(root)).status_code == 403
    data = {"password1": "another-odd-password", "password2": "another-odd-password"}
    assert client.post(f"/desk/staff/user/{root.pk}/password/", data).status_code == 403
    root.refresh_from_db()
    assert root.check_password("a-long-and-odd-password")


def test_everybody_changes_their_own_password_only_with_the_old_one() -> None:
    writer = make_user(Role.JOURNALIST, password="a-long-and-odd-password")
    client = at_desk(writer)
    new = {"new_password1": "another-odd-password", "new_password2": "another-odd-password"}
    client.post("/desk/password_change/", {"old_password": "wrong", **new})
    writer.refresh_from_db()
    assert writer.check_password("a-long-and-odd-password")
    client.post("/desk/password_change/", {"old_password": "a-long-and-odd-password", **new})
    writer.refresh_from_db()
    assert writer.check_password("another-odd-password")
