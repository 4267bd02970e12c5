from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from staff.models.user import User


class KnownDevice(models.Model):
    """A browser in which somebody signed in before. Only a hash of its cookie is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    token_hash = models.CharField(max_length=64)
    last_seen = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash", "user"], name="a_device_is_known_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.last_seen:%Y-%m-%d}"
