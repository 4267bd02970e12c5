"""Where somebody is signed in: the list of sessions, and ending them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from staff.devices import forget_other_devices
from staff.events import record
from staff.models import AccessEvent, DeskSession, KnownDevice, User
from staff.models.session import ABOUT, SessionStore

SEEN_EVERY = timedelta(minutes=3)


def sessions_of(user: User) -> QuerySet[DeskSession]:
    """The sessions in which somebody is signed in, the last used first."""
    alive = DeskSession.objects.filter(user=user, expire_date__gt=timezone.now())
    return alive.defer("session_data").order_by("-last_seen")


def number_of(request: HttpRequest) -> UUID | None:
    """What stands for the session of the browser that asks."""
    number = request.session.get(ABOUT, {}).get("number")
    return UUID(number) if number else None


def end_session(user: User, number: UUID) -> bool:
    """Sign one browser of this person out, at once; whether there was such a session."""
    return bool(DeskSession.objects.filter(user=user, number=number).delete()[0])


def end_sessions(user: User) -> int:
    """Sign this person out everywhere; how many sessions ended. All browsers become strangers."""
    KnownDevice.objects.filter(user=user).delete()
    return DeskSession.objects.filter(user=user).delete()[0]


def sign_out_elsewhere(request: HttpRequest, user: User) -> int:
    """End all sessions of this person but the one that asks; how many ended."""
    forget_other_devices(request, user)
    return DeskSession.objects.filter(user=user).exclude(number=number_of(request)).delete()[0]


@transaction.atomic
def end_colleagues_sessions(user: User, *, by: User) -> int:
    """Sign a colleague out everywhere; written down, and the colleague is told."""
    ended = end_sessions(user)
    record(AccessEvent.Kind.SESSIONS_ENDED, user, by=by)
    return ended


@transaction.atomic
def password_changed(request: HttpRequest, user: Any, *, by: User | None = None) -> None:
    """After a password was changed: it ends all sessions but the one in which that was done.

    Args:
        by: whoever changed it, where it is somebody else's.
    """
    if by is None or by.pk == user.pk:
        sign_out_elsewhere(request, user)
    else:
        end_sessions(user)
    record(AccessEvent.Kind.PASSWORD, user, by=by or user)


def note_seen(request: HttpRequest) -> None:
    """Write down that a session was used, every few minutes at most."""
    store = request.session
    if not (isinstance(store, SessionStore) and store.accessed and store.seen_at):
        return
    now: datetime = timezone.now()
    if store.seen_at > now - SEEN_EVERY or SESSION_KEY not in store:
        return
    row = DeskSession.objects.filter(session_key=store.session_key)
    row.filter(last_seen__lt=now - SEEN_EVERY).update(last_seen=now)
