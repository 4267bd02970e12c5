"""Who may do what with the accounts of the staff."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from staff.models import User
from staff.roles import Role

Person = User | AnonymousUser


def roles_of(person: Person) -> frozenset[Role]:
    """The roles of whoever makes a request; none for somebody who has not signed in."""
    return person.roles if isinstance(person, User) else frozenset()


def can_enter_desk(person: Person) -> bool:
    return isinstance(person, User) and person.is_active and person.is_staff


def can_manage_staff(person: Person) -> bool:
    return Role.CHIEF in roles_of(person)
