"""Who may comment, and what is read first. Rows are only ever added; the newest of a place counts.

``follows`` is the row that whoever saved this one had before them, 0 for none. It is unique in its
place: of two people who change the same thing at the same moment one wins and the other is told.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_ALERT = 400  # characters
KEY = 100  # the longest slug of a tag


class Policy(models.TextChoices):
    OPEN = "open", _("open: published once the address is confirmed")
    NEWCOMERS = "newcomers", _("open, but newcomers’ comments wait for a moderator")
    HOLD = "hold", _("every comment waits for a moderator")
    CLOSED = "closed", _("closed")


class Scope(models.TextChoices):
    SITE = "site", _("the site")
    SECTION = "section", _("section")
    TAG = "tag", _("tag")
    STORY = "story", _("story")


class PolicyFields(models.Model):
    """What somebody chose, for whatever it holds."""

    policy = models.CharField(_("policy"), max_length=9, choices=Policy.choices)
    newcomers = models.PositiveSmallIntegerField(
        _("approved comments after which a reader is no newcomer"), default=1
    )
    closes_after = models.PositiveSmallIntegerField(
        _("days after publication at which comments close"), null=True, blank=True
    )
    note = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    at = models.DateTimeField(_("in force since"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.get_policy_display()

    def said(self) -> dict[str, Any]:
        """What was chosen, without who, when and why."""
        return {name: getattr(self, name) for name in ("policy", "newcomers", "closes_after")}


class SitePolicy(PolicyFields):
    """What counts where neither story, tag nor section says anything."""

    hold_links = models.BooleanField(_("hold comments with web addresses"), default=True)
    follows = models.PositiveBigIntegerField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("policy")
        verbose_name_plural = _("policy")

    def said(self) -> dict[str, Any]:
        return {**super().said(), "hold_links": self.hold_links}


class OwnPolicy(PolicyFields):
    """What counts for one section, tag or story; an empty policy takes the earlier one back."""

    policy = models.CharField(_("policy"), max_length=9, choices=Policy.choices, blank=True)
    scope = models.CharField(max_length=7, choices=Scope.choices, editable=False)
    # The number of the section or story, the slug of the tag.
    key = models.CharField(max_length=KEY, editable=False)
    follows = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key", "follows"], name="policy_follows_one_that_was_seen"
            ),
        ]
        indexes = [models.Index(fields=["scope", "key", "-id"], name="policy_by_place")]
        verbose_name = _("policy")
        verbose_name_plural = _("policies")


class ConflictSwitch(models.Model):
    """Conflict mode was switched on for a story or a tag, or ended before its time.

    It runs while the newest switch of its place is on and its end has not come: a question to the
    clock, which nothing has to answer in time.
    """

    scope = models.CharField(max_length=7, choices=Scope.choices)
    key = models.CharField(max_length=KEY)
    follows = models.PositiveBigIntegerField(default=0)
    is_on = models.BooleanField()
    until = models.DateTimeField(_("ends at"))
    slow = models.PositiveIntegerField(_("seconds between two comments of a reader"), default=0)
    queue_minutes = models.PositiveIntegerField(
        _("minutes that the oldest comment may wait before comments close"), null=True
    )
    alert_en = models.CharField(_("words above the form, English"), max_length=400, blank=True)
    alert_ar = models.CharField(_("words above the form, Arabic"), max_length=400, blank=True)
    note = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key", "follows"], name="switch_follows_one_that_was_seen"
            ),
            models.CheckConstraint(
                condition=models.Q(is_on=False) | models.Q(until__gt=models.F("at")),
                name="conflict_mode_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=["tag", "story"]), name="conflict_on_story_or_tag"
            ),
        ]
        indexes = [
            models.Index(fields=["scope", "key", "-id"], name="switch_by_place"),
            models.Index(fields=["until"], condition=models.Q(is_on=True), name="switch_by_end"),
        ]
        verbose_name = _("conflict mode")
        verbose_name_plural = _("conflict modes")

    def __str__(self) -> str:
        return f"{self.scope} {self.key}, {self.at:%Y-%m-%d %H:%M}"
