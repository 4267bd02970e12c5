"""Tickets: what a form gets when somebody begins to write, signed and with the time on it.

A page that is kept for everybody holds none. The script fetches one when the text field gets the
focus; pages made for one visitor have it in the form. A ticket is the comment's key, so that
one form makes one comment however often it is sent, and it tells how long the writing took.
A form without one, from a kept page without script, is known again by its words, and is held to
narrower limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing
from django.utils import timezone

SALT = "comments.ticket"
LIFETIME = 24 * 3600  # seconds; an older one is worth as much as none
SHORTEST = 2.0  # seconds that nobody needs less of to write a comment


@dataclass(frozen=True)
class Ticket:
    """A form's key and its age in seconds."""

    key: UUID
    age: float


def new_ticket() -> str:
    """A ticket that begins now."""
    begun = timezone.now().timestamp()
    return signing.dumps([uuid4().hex, round(begun, 2)], salt=SALT)


def read_ticket(text: str) -> Ticket | None:
    """The ticket, if it is one of ours and not a day old."""
    try:
        key, begun = signing.loads(text, salt=SALT, max_age=LIFETIME)
        return Ticket(UUID(hex=key), max(0.0, timezone.now().timestamp() - float(begun)))
    except (signing.BadSignature, ValueError, TypeError):
        return None
