from __future__ import annotations

from django.db import models


class AttemptCount(models.Model):
    """How often somebody tried to sign in in one window of time; see ``staff.limits``."""

    key = models.CharField(max_length=64)
    #: Seconds since the epoch at which the window ends; the row is of no use after it.
    ends = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "ends"], name="one_attempt_count_a_window")
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
