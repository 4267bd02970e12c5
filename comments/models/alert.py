from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from comments.models.thread import Thread


class AlertLimits(models.Model):
    """When the moderators are alerted. Never edited: the newest are in force."""

    queue_minutes = models.PositiveIntegerField(
        _("the oldest waiting comment is older than (minutes)"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(7 * 24 * 60)],
    )
    per_minute = models.FloatField(
        _("a story gets at least so many comments per minute"),
        default=5.0,
        validators=[MinValueValidator(0.1), MaxValueValidator(1000)],
    )
    times_usual = models.FloatField(
        _("and at least so many times its usual number"),
        default=4.0,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    language = models.CharField(
        _("language of the alerts"),
        max_length=2,
        choices=Language.choices,
        default=Language.ENGLISH.value,
    )
    is_on = models.BooleanField(_("alerts are sent"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    at = models.DateTimeField(_("in force since"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("limits of alerts")
        verbose_name_plural = _("limits of alerts")

    def __str__(self) -> str:
        return f"{self.queue_minutes} min, {self.per_minute:g}/min, ×{self.times_usual:g}"


class AlertKind(models.TextChoices):
    QUEUE = "queue", _("The queue is old")
    STORY = "story", _("A story heats up")


class Alert(models.Model):
    """One episode: what the moderators were told, once, and when it was calm again.

    Nothing but ``calm_at`` is ever changed, and that once; of each kind and story one is open.
    """

    kind = models.CharField(max_length=5, choices=AlertKind.choices)
    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, null=True, related_name="alerts", db_index=False
    )
    waiting = models.PositiveIntegerField(default=0)  # comments in the queue
    minutes = models.PositiveIntegerField(default=0)  # age of the oldest of them
    per_minute = models.FloatField(default=0.0)  # comments on the story
    usual = models.FloatField(default=0.0)  # the same, before it heated up
    at = models.DateTimeField()
    calm_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                name="alert_one_open_for_the_queue",
                condition=models.Q(thread=None, calm_at=None),
            ),
            models.UniqueConstraint(
                fields=["kind", "thread"],
                name="alert_one_open_for_a_story",
                condition=models.Q(thread__isnull=False, calm_at=None),
            ),
            models.CheckConstraint(
                name="alert_of_queue_or_story",
                condition=models.Q(kind=AlertKind.QUEUE, thread=None)
                | models.Q(kind=AlertKind.STORY, thread__isnull=False),
            ),
        ]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"


class AlertDelivery(models.Model):
    """One attempt to bring an alert to the web hook, and what came of it. Append-only."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="deliveries")
    is_delivered = models.BooleanField()
    answer = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("delivery of an alert")
        verbose_name_plural = _("deliveries of alerts")

    def __str__(self) -> str:
        return self.answer
