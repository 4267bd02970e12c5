from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language


class WordingKind(models.TextChoices):
    INVITATION = "invitation", _("Invitation to comment")
    DISCLAIMER = "disclaimer", _("Disclaimer")
    ALERT = "alert", _("Alert about email verification")


class WordingQuerySet(models.QuerySet["Wording"]):
    def in_force(self, language: str) -> WordingQuerySet:
        """The newest version of each kind, in one language."""
        return self.filter(language=language).order_by("kind", "-version").distinct("kind")


class Wording(models.Model):
    """A legal or inviting text of the site. Never edited: a change is a new version."""

    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=WordingKind.choices)
    version = models.PositiveIntegerField(_("version"), editable=False)
    text = models.TextField(_("text"), max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    written_at = models.DateTimeField(_("in force since"), auto_now_add=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["language", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "kind", "version"], name="wording_version_once"
            )
        ]
        verbose_name = _("site wording")
        verbose_name_plural = _("site wording")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language}), {self.version}"


def disclaimer_version(wording: list[Wording]) -> int:
    """Which version of the disclaimer is among the wording of a page; 0 for none."""
    return next((one.version for one in wording if one.kind == WordingKind.DISCLAIMER), 0)
