from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PointLevels(models.Model):
    """How much each point asked before publication weighs. Never edited: a change is a new row.

    ``levels`` holds what was chosen, point by point; a point that it lacks is at its default.
    """

    levels = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("in force since"), default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("points before publication")
        verbose_name_plural = _("points before publication")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class LinkState(models.TextChoices):
    ANSWERS = "answers", _("answers")
    UNCLEAR = "unclear", _("cannot be told from here")
    FAILS = "fails", _("does not answer")


class CheckedLink(models.Model):
    """What a link in some story's text answered when the worker last asked."""

    key = models.CharField(max_length=64, primary_key=True)  # SHA-256 of the address
    url = models.TextField()
    state = models.CharField(max_length=8, choices=LinkState.choices)
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP, where there was an answer
    fault = models.CharField(max_length=12, blank=True)  # why there was none, or what was odd
    checked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["checked_at"], name="checked_link_by_age")]
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")

    def __str__(self) -> str:
        return self.url
