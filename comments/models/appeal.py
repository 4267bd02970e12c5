from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.moderation import Decision
from readers.models import Reader


class Outcome(models.TextChoices):
    GRANTED = "granted", _("The comment is published after all.")
    UPHELD = "upheld", _("It stays as it was decided.")


class Appeal(models.Model):
    """A reader asks for a decision about a comment to be looked at again; once for each comment.

    Whoever made the decision cannot decide the appeal; the database holds to it.
    """

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="appeal")
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+", null=True)
    # Who made that decision; nobody where a rule did.
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField(_("why it should be published"))
    at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True)
    answer = models.CharField(_("answer to the reader"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="appeal_decided_by_somebody_else",
                condition=models.Q(decided_by__isnull=True)
                | models.Q(judged_by__isnull=True)
                | ~models.Q(decided_by=models.F("judged_by")),
            ),
            models.CheckConstraint(
                name="appeal_open_or_decided",
                condition=models.Q(outcome="", decided_by=None, decided_at=None)
                | models.Q(
                    outcome__in=Outcome.values, decided_by__isnull=False, decided_at__isnull=False
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="appeal_open", condition=models.Q(outcome="")),
            models.Index(fields=["at"], name="appeal_by_time"),
        ]
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    def __str__(self) -> str:
        return f"{self.reader}: {self.text[:60]}"
