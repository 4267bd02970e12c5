"""The front page at the desk: plans in versions, when readers have which, and breaking news.

Readers never read these tables: ``articles_front`` and ``articles_breaking`` are views of what is
live at the database's clock, and name no story that is not.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from articles.models.article import Article
from articles.walltime import Typed

if TYPE_CHECKING:
    from articles.fronts.plan import Plan


class FrontVerb(models.TextChoices):
    """What is done with a front page, apart from arranging it."""

    PUBLISH = "publish", _("Publish")
    SCHEDULE = "schedule", _("Schedule")
    UNSCHEDULE = "unschedule", _("Cancel the schedule")
    DISCARD = "discard", _("Discard the changes")
    RESTORE = "restore", _("Restore")
    STRIP_UP = "strip_up", _("Put up breaking news")
    STRIP_DOWN = "strip_down", _("Take down breaking news")


class Front(models.Model):
    """The front page of an edition. Its newest version is the desk's working copy."""

    language = models.CharField(max_length=2, choices=Language.choices, primary_key=True)
    head = models.ForeignKey(
        "articles.FrontVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")

    def __str__(self) -> str:
        return self.get_language_display()


class FrontVersion(models.Model):
    """A plan frozen at a moment. The database refuses to change or delete one."""

    front = models.ForeignKey(Front, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    # The version that this one brings back, where it does.
    restores = models.PositiveIntegerField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["front", "number"], name="front_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.front_id}/{self.number}"

    @property
    def plan(self) -> Plan:
        """The content with its types."""
        return cast("Plan", cast(Any, self.content))


class FrontRelease(models.Model):
    """A version given to the readers: from its moment until that of the next one.

    Only ``called_off_at`` ever changes, and only of what is still to come.
    """

    front = models.ForeignKey(Front, on_delete=models.PROTECT, related_name="releases")
    version = models.ForeignKey(FrontVersion, on_delete=models.PROTECT, related_name="releases")
    goes_live_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(called_off_at=None)
                | models.Q(called_off_at__lt=models.F("goes_live_at")),
                name="front_called_off_before_its_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["front", "-goes_live_at", "-id"],
                condition=models.Q(called_off_at=None),
                name="front_release_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} @ {self.goes_live_at:%Y-%m-%d %H:%M}"


class BreakingStrip(models.Model):
    """A line of breaking news above an edition's pages. It always ends by itself.

    Only ``closed_at`` ever changes: somebody took it down, or another took its place.
    """

    language = models.CharField(max_length=2, choices=Language.choices)
    text = models.CharField(max_length=140)
    story = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="strip_ends"
            )
        ]
        indexes = [models.Index(fields=["language", "-ends_at"], name="strip_by_end")]

    def __str__(self) -> str:
        return self.text


class FrontAct(models.Model):
    """One use of a verb: who, what, when, why. Append-only, held by the database.

    The hour that goes with it is kept as it was typed, beside the moment that counts.
    """

    front = models.ForeignKey(Front, on_delete=models.PROTECT, related_name="acts")
    verb = models.CharField(max_length=10, choices=FrontVerb.choices)
    version = models.ForeignKey(
        FrontVersion, on_delete=models.PROTECT, null=True, related_name="acts"
    )
    strip = models.ForeignKey(
        BreakingStrip, on_delete=models.PROTECT, null=True, related_name="acts"
    )
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField(null=True)
    hour = models.TimeField(null=True)
    zone = models.CharField(max_length=64, blank=True)
    is_second = models.BooleanField(default=False)
    moment = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["front", "-id"], name="front_act_newest")]

    def __str__(self) -> str:
        return f"{self.front_id}: {self.get_verb_display()}"

    @property
    def typed(self) -> Typed | None:
        """The hour as it was typed; none where the act had none."""
        if self.day is None or self.hour is None or self.moment is None:
            return None
        return Typed(datetime.combine(self.day, self.hour), self.zone, self.moment, self.is_second)
