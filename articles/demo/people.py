"""The demonstration newspaper's staff: one account for each role."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group

from staff.models import User
from staff.roles import Role


@dataclass(frozen=True)
class Staff:
    """The accounts by role; ``made`` are the sign-ins that are new."""

    journalist: User
    editor: User
    moderator: User
    chief: User
    made: list[str]


NAMES = {
    Role.JOURNALIST: "Rana Khoury",
    Role.EDITOR: "Salim Aoun",
    Role.MODERATOR: "Joumana Rizk",
    Role.CHIEF: "Nadia Fakhoury",
}


def hire(password: str) -> Staff:
    """Make the four accounts. One that is there already is left alone, its password too."""
    made: list[str] = []
    users: dict[str, User] = {}
    for role, name in NAMES.items():
        user, is_new = User.objects.get_or_create(
            username=role.value,
            defaults={
                "name": name,
                "email": f"{role.value}@cedar-ledger.example",
                "is_staff": True,
            },
        )
        if is_new:
            user.set_password(password)
            user.save(update_fields=["password"])
            user.groups.add(Group.objects.get_or_create(name=role.value)[0])
            made.append(user.username)
        users[role.value] = user
    return Staff(**users, made=made)
