from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from readers.models import Reader


class Vote(models.Model):
    """A reader's opinion of a comment: 1 or -1. One each, and it may be changed or taken back."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="votes")
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "reader"], name="vote_once"),
            models.CheckConstraint(name="vote_up_or_down", condition=models.Q(value__in=[-1, 1])),
        ]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")

    def __str__(self) -> str:
        return f"{self.value:+d}"


class FlagReason(models.TextChoices):
    ABUSE = "abuse", _("It insults or threatens somebody")
    HATE = "hate", _("It is hateful")
    SPAM = "spam", _("It advertises something")
    PRIVATE = "private", _("It reveals something private")
    FALSE = "false", _("It is false")
    OTHER = "other", _("Something else")


class Flag(models.Model):
    """A reader's report of a comment. One each."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=8, choices=FlagReason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # A keyed hash that changes every week (readers.limits.network_of): links accounts, names none.
    network = models.CharField(max_length=64, blank=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "reader"], name="flag_once")]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return self.get_reason_display()
