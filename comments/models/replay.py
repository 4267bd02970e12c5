from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.rule import Rule, RuleVersion


class ReplayState(models.TextChoices):
    WAITING = "waiting", _("waits to begin")
    RUNNING = "running", _("is under way")
    DONE = "done", _("is finished")


class Replay(models.Model):
    """A rule, not saved yet, tried on the comments of the last days by the worker."""

    draft = models.JSONField()
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, null=True, related_name="replays")
    seen = models.PositiveIntegerField(default=0)  # the version that the draft was made from
    saved = models.OneToOneField(RuleVersion, on_delete=models.SET_NULL, null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ReplayState.choices, default=ReplayState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    last_id = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("trial of a rule")
        verbose_name_plural = _("trials of rules")

    def __str__(self) -> str:
        return f"{self.draft.get('name', '')}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_done(self) -> bool:
        return self.state == ReplayState.DONE

    @property
    def percent(self) -> int:
        """How far it has come, 0 to 100."""
        if self.is_done or not self.total:
            return 100 if self.is_done else 0
        return min(100, 100 * self.done // self.total)


class ReplayHit(models.Model):
    """A comment that the rule would have found, and where in its text."""

    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="hits")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    spans = models.JSONField(default=list)  # pairs of characters, end excluded
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["comment"]
        constraints = [
            models.UniqueConstraint(fields=["replay", "comment"], name="replay_hit_once")
        ]
        verbose_name = _("found in a trial")
        verbose_name_plural = _("found in trials")

    def __str__(self) -> str:
        return f"{self.replay_id}: {self.comment_id}"
