from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.transition import Transition
from articles.walltime import Typed


class Appointment(models.Model):
    """The hour that goes with a step, as it was typed, beside the moment that counts.

    Append-only, held by the database: another hour is another step.
    """

    transition = models.OneToOneField(Transition, models.PROTECT, related_name="appointment")
    day = models.DateField()
    hour = models.TimeField()
    zone = models.CharField(max_length=64)
    is_second = models.BooleanField(default=False)
    moment = models.DateTimeField()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")

    def __str__(self) -> str:
        return f"{self.day} {self.hour:%H:%M} {self.zone}"

    @property
    def typed(self) -> Typed:
        """The wall time with its moment."""
        wall = datetime.combine(self.day, self.hour)
        return Typed(wall, self.zone, self.moment, self.is_second)
