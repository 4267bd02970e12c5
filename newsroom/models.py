from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class WorkerBeatQuerySet(models.QuerySet["WorkerBeat"]):
    """The signs of life of all workers."""

    def latest_age(self) -> timedelta | None:
        """Time since any worker last beat, by the database's clock; `None` if none ever did."""
        age = models.ExpressionWrapper(Now() - models.F("beat_at"), models.DurationField())
        return self.order_by("-beat_at").values_list(age, flat=True).first()


class WorkerBeat(models.Model):
    """One worker process and when it last showed that it lives."""

    #: Seconds between beats, and the age from which a worker counts as gone.
    INTERVAL: ClassVar[int] = 5
    LATE: ClassVar[timedelta] = timedelta(seconds=60)

    worker = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField(db_default=Now())
    beat_at = models.DateTimeField(db_default=Now())

    objects = WorkerBeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker
