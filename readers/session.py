"""The reader's session: one cookie that only this site reads, and its hash in the database.

It begins where an address is confirmed and nowhere else. A second cookie, `reader-here`, holds no
secret: it tells the script of a cached page that asking for the personal parts is worth a request.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse

from readers.models.confirmation import hash_of
from readers.models.reader import Reader
from readers.models.session import ReaderSession

COOKIE = "reader"
HERE = "reader-here"
KEPT = "newsroom.reader_session"  # where a request keeps what was found for it
SEEN_EVERY = timedelta(days=1)


def current_session(request: HttpRequest) -> ReaderSession | None:
    """The valid session of the browser that asks. One query at most, none without the cookie."""
    if KEPT not in request.META:
        request.META[KEPT] = _find(request.COOKIES.get(COOKIE, ""))
    found: ReaderSession | None = request.META[KEPT]
    return found


def current_reader(request: HttpRequest) -> Reader | None:
    """Who asks, when the browser has a valid session."""
    session = current_session(request)
    return session.reader if session else None


def start_session(request: HttpRequest, response: HttpResponse, reader: Reader) -> None:
    """Let a browser in as this reader; the session it had before ends."""
    _revoke(request)
    token = secrets.token_urlsafe(32)
    request.META[KEPT] = ReaderSession.objects.create(token_hash=hash_of(token), reader=reader)
    _set(response, COOKIE, token, readable=False)
    _set(response, HERE, "1", readable=True)


def end_session(request: HttpRequest, response: HttpResponse) -> None:
    """End the session of the browser that asks and take its cookies back."""
    _revoke(request)
    request.META[KEPT] = None
    for name in (COOKIE, HERE):
        response.delete_cookie(name, samesite="Lax")


def mark_seen(session: ReaderSession) -> None:
    """Keep the day on which a session was last used."""
    ReaderSession.objects.filter(pk=session.pk, last_seen_at__lt=Now() - SEEN_EVERY).update(
        last_seen_at=Now()
    )


def _find(token: str) -> ReaderSession | None:
    if not token:
        return None
    rows = ReaderSession.objects.valid().select_related("reader")
    return rows.filter(token_hash=hash_of(token), reader__erased_at__isnull=True).first()


def _revoke(request: HttpRequest) -> None:
    if token := request.COOKIES.get(COOKIE, ""):
        ReaderSession.objects.filter(token_hash=hash_of(token)).revoke()


def _set(response: HttpResponse, name: str, value: str, *, readable: bool) -> None:
    response.set_cookie(
        name,
        value,
        max_age=ReaderSession.LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=not readable,
        samesite="Lax",
    )
