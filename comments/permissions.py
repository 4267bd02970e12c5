"""Who at the desk may do what with comments. Plain predicates, asked by views and admin."""

from __future__ import annotations

from staff.permissions import Person, roles_of
from staff.roles import Role

MODERATORS = frozenset({Role.MODERATOR, Role.EDITOR, Role.CHIEF})


def can_moderate(person: Person) -> bool:
    """Read the queue and judge comments."""
    return bool(roles_of(person) & MODERATORS)


def can_undo(person: Person) -> bool:
    """Take a decision back, also a colleague's: the record names both."""
    return can_moderate(person)


def can_feature(person: Person) -> bool:
    return bool(roles_of(person) & {Role.EDITOR, Role.CHIEF})


def can_reply_from_desk(person: Person) -> bool:
    """Answer readers in the newspaper's name; everybody with a role may."""
    return bool(roles_of(person))


def can_set_thread_policy(person: Person) -> bool:
    """Close one story's comments, or hold them all."""
    return can_moderate(person)


def can_set_site_policy(person: Person) -> bool:
    return Role.CHIEF in roles_of(person)


def can_see_rules(person: Person) -> bool:
    return can_moderate(person)


def can_write_rules(person: Person) -> bool:
    """Write, try, save and switch the rules that make comments wait."""
    return bool(roles_of(person) & {Role.MODERATOR, Role.CHIEF})


def can_let_rules_refuse(person: Person) -> bool:
    """Save a rule that rejects comments or sets them aside with nobody looking."""
    return Role.CHIEF in roles_of(person)
