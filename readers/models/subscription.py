from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from readers.models.reader import Reader


class Subscription(models.Model):
    """What a reader wants letters about: a kind ("replies") and what of that kind."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "kind", "subject"], name="follow_a_thing_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "subject"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
