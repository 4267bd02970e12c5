from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from readers.models.reader import Reader


class SessionQuerySet(models.QuerySet["ReaderSession"]):
    def valid(self) -> SessionQuerySet:
        """Sessions that still let a reader in."""
        return self.filter(revoked_at__isnull=True, created_at__gt=Now() - ReaderSession.LIFETIME)

    def revoke(self) -> int:
        """End them; how many there were."""
        return self.filter(revoked_at__isnull=True).update(revoked_at=Now())


class ReaderSession(models.Model):
    """A browser in which an address was confirmed. Only a hash of its cookie is kept."""

    LIFETIME: ClassVar[timedelta] = timedelta(days=365)

    token_hash = models.CharField(max_length=64, unique=True)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField(db_default=Now())
    last_seen_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.reader_id}, {self.created_at:%Y-%m-%d}"
