"""Forgetting unsaved work that nobody came back to, and who once had a story open."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from articles.models import JournalEntry, Sitting
from articles.models.journal import KEPT_DAYS
from articles.models.presence import KEPT


def forget_unsaved_work() -> int:
    """How many entries of the journal were older than ``KEPT_DAYS`` and are gone now."""
    now = timezone.now()
    old = JournalEntry.objects.filter(saved_at__lt=now - timedelta(days=KEPT_DAYS))
    many = old.delete()[0]
    Sitting.objects.filter(last_seen__lt=now - KEPT).delete()
    return many
