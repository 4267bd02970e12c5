from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    EDITORS_NOTE = "editors_note", _("Editor’s note")
    RETRACTION = "retraction", _("Retraction")


class Medium(models.TextChoices):
    """Where readers are told."""

    WEB = "web", _("On the web")
    PRINT = "print", _("In print")
    BOTH = "both", _("On the web and in print")


IN_PRINT = frozenset({Medium.PRINT.value, Medium.BOTH.value})


class Correction(models.Model):
    """What readers are told was wrong, with its date; the internal reason stays with the desk.

    Kept by the database as soon as it stands in a release that readers have or will have: a
    mistake in a correction gets another one. Who approved it is who approved that release's text.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"),
        max_length=14,
        choices=CorrectionKind.choices,
        default=CorrectionKind.CORRECTION,
    )
    text = models.TextField(_("text for readers"), max_length=2000)
    internal_reason = models.TextField(_("internal reason"), max_length=2000, blank=True)
    medium = models.CharField(
        _("where it is told"),
        max_length=5,
        choices=Medium.choices,
        default=Medium.WEB,
        db_default=Medium.WEB,
    )
    print_date = models.DateField(_("to be printed on"), null=True, blank=True)
    print_page = models.CharField(_("on page"), max_length=8, blank=True, default="", db_default="")
    corrected_at = models.DateTimeField(_("corrected at"), default=timezone.now)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["corrected_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(medium=Medium.WEB, print_date=None, print_page="")
                | (~models.Q(medium=Medium.WEB) & models.Q(print_date__isnull=False)),
                name="printed_corrections_have_a_day",
                violation_error_message=_("What is told in print needs a day, and only that."),
            )
        ]
        indexes = [
            models.Index(
                fields=["print_date", "id"],
                condition=models.Q(print_date__isnull=False),
                name="correction_to_print",
            )
        ]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
