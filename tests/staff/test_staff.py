"""The accounts of the newsroom and their roles."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from staff.models import User
from staff.permissions import can_enter_desk, can_manage_staff, roles_of
from staff.roles import Role
from tests.articles.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_migration_made_the_four_groups() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        "journalist",
        "editor",
        "moderator",
        "chief",
    }


@pytest.mark.parametrize("role", Role)
def test_a_group_is_a_role(role: Role) -> None:
    assert make_user(role).roles == {role}


def test_a_group_of_another_name_is_no_role() -> None:
    person = make_user(None)
    person.groups.add(Group.objects.create(name="interns"))
    assert person.roles == frozenset()


def test_a_superuser_is_a_chief() -> None:
    person = User.objects.create_superuser("root", password="x")
    assert person.roles == {Role.CHIEF}
    assert can_manage_staff(person)


def test_only_a_chief_manages_staff() -> None:
    assert [role for role in Role if can_manage_staff(make_user(role))] == [Role.CHIEF]


def test_a_closed_account_has_no_roles_and_no_desk() -> None:
    person = make_user(Role.CHIEF)
    person.is_active = False
    person.save()
    person = User.objects.get(pk=person.pk)
    assert not roles_of(person)
    assert not can_enter_desk(person)


def test_the_desk_is_for_staff_only() -> None:
    assert can_enter_desk(make_user(Role.JOURNALIST))
    assert not can_enter_desk(make_user(Role.JOURNALIST, is_staff=False))
    assert not can_enter_desk(AnonymousUser())
    assert not can_manage_staff(AnonymousUser())


def test_a_person_is_shown_by_name_or_by_account() -> None:
    named = make_user(name="ريما حداد")
    assert (str(named), named.get_full_name(), named.get_short_name()) == ("ريما حداد",) * 3
    assert str(make_user()).startswith("editor-")


def test_a_right_given_in_the_admin_alone_is_no_role() -> None:
    person = make_user(None)
    assert not roles_of(person)
    assert not can_manage_staff(person)
