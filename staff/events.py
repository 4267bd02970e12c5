"""The log of what happened to the ways into an account, and the letter that tells of it."""

from __future__ import annotations

from staff.models import AccessEvent, User
from staff.tasks import tell_of_access


def record(
    kind: AccessEvent.Kind, user: User, *, by: User | None, detail: str = "", reason: str = ""
) -> AccessEvent:
    """Write it down and queue the letter to the account's person. Within a transaction.

    Args:
        by: who did it; None where it was done at the server's console.
    """
    event = AccessEvent.objects.create(
        user=user, kind=kind, by=by, detail=detail[:200], reason=reason[:500]
    )
    if user.email:
        tell_of_access.enqueue(event=event.pk)
    return event
