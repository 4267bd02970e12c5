from __future__ import annotations

from django.db import models
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from readers.models.confirmation import Confirmation


class LetterQuerySet(models.QuerySet["Letter"]):
    def unsent(self) -> LetterQuerySet:
        """Letters that the worker still has to send."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def due(self) -> LetterQuerySet:
        """Unsent letters whose time for an attempt has come, by the database's clock."""
        return self.unsent().filter(next_attempt_at__lte=Now())


class Letter(models.Model):
    """A mail to a reader: waiting, sent, or given up. Written with what it tells of, sent later."""

    to = models.EmailField(_("to"), max_length=254)
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    headers = models.JSONField(_("headers"), default=dict)
    #: Its token is put into the text when the letter leaves, and stands in no row.
    confirmation = models.ForeignKey(
        Confirmation, on_delete=models.CASCADE, null=True, editable=False, related_name="letters"
    )
    created_at = models.DateTimeField(_("written"), db_default=Now())
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), db_default=Now())
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)
    reason = models.CharField(_("what the mail server said"), max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="letter_is_sent_or_given_up",
                condition=models.Q(sent_at__isnull=True) | models.Q(failed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(Upper("to"), name="letters_to_somebody"),
            models.Index(
                fields=["next_attempt_at"],
                name="letters_to_send",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(
                fields=["-id"],
                name="letters_given_up",
                condition=models.Q(failed_at__isnull=False),
            ),
        ]
        verbose_name = _("email to a reader")
        verbose_name_plural = _("emails to readers")

    def __str__(self) -> str:
        return self.subject
