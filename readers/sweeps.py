"""What the worker clears away, so that nothing about a person stays longer than it is of use."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Now

from readers.limits import forget_past_windows
from readers.models import Confirmation, Letter, ReaderSession

LETTERS_KEPT = timedelta(days=90)
CONFIRMATIONS_KEPT = timedelta(days=30)  # after they expired
SESSIONS_KEPT = timedelta(days=30)  # after they ended


def forget_what_is_over() -> int:
    """Delete counts, letters, confirmations and sessions past their time; how many rows."""
    letters = Letter.objects.exclude(sent_at=None, failed_at=None)
    ended = ReaderSession.objects.filter(revoked_at__lt=Now() - SESSIONS_KEPT)
    outlived = ReaderSession.objects.filter(created_at__lt=Now() - ReaderSession.LIFETIME)
    over = [
        letters.filter(created_at__lt=Now() - LETTERS_KEPT),
        Confirmation.objects.filter(expires_at__lt=Now() - CONFIRMATIONS_KEPT),
        ended,
        outlived,
    ]
    return forget_past_windows() + sum(rows.delete()[0] for rows in over)
