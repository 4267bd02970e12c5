from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScorerModel(models.Model):
    """What the scorer learned from the desk's decisions. Never changed; the newest is used."""

    words = models.JSONField()  # word: [comments approved with it, comments refused with it]
    approved = models.PositiveIntegerField()  # comments it learned from
    refused = models.PositiveIntegerField()
    # Of the comments that were kept aside to test it: how many, and how many it judged alike.
    tested = models.PositiveIntegerField(default=0)
    agreed = models.PositiveIntegerField(default=0)
    learned_at = models.DateTimeField()

    objects = models.Manager["ScorerModel"]()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("model of the scorer")
        verbose_name_plural = _("models of the scorer")

    def __str__(self) -> str:
        return f"bayes {self.pk}"
