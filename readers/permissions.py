"""Who at the desk may see what of the readers. Nobody changes it there."""

from __future__ import annotations

from staff.permissions import Person, roles_of
from staff.roles import Role

MODERATORS = frozenset({Role.MODERATOR, Role.CHIEF})


def can_see_readers(person: Person) -> bool:
    """Readers and their addresses: for those who answer to them."""
    return bool(roles_of(person) & MODERATORS)


def can_see_letters(person: Person) -> bool:
    """What was written to readers, and what could not be delivered."""
    return bool(roles_of(person) & MODERATORS)
