"""Who at the desk may see what of the readers. Nobody changes it there.

The pages of the desk, who may open them and who may send something to them; the letters are
those of ``articles.permissions``.

    page                       open   send
    readers_reader_changelist  MC     -
    readers_reader_add         -      -
    readers_reader_history     MC     MC
    readers_reader_delete      -      -
    readers_reader_change      MC     -
    readers_letter_changelist  MC     -
    readers_letter_add         -      -
    readers_letter_history     MC     MC
    readers_letter_delete      -      -
    readers_letter_change      MC     -
"""

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
