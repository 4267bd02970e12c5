from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class PrintEdition(models.Model):
    """The printed paper of one day."""

    publication = models.CharField(_("newspaper"), max_length=80)
    date = models.DateField(_("date"))
    name = models.CharField(
        _("edition"), max_length=40, blank=True, help_text=_("Such as early or late; may be empty.")
    )

    class Meta:
        ordering = ["-date", "publication", "name"]
        indexes = [models.Index(fields=["-date", "-id"], name="print_edition_by_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "date", "name"],
                name="print_edition_once",
                violation_error_message=_("This edition exists already."),
            )
        ]
        verbose_name = _("print edition")
        verbose_name_plural = _("print editions")

    def __str__(self) -> str:
        title = f"{self.publication}, {self.date:%Y-%m-%d}"
        return f"{title} ({self.name})" if self.name else title


class PrintState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    PRINTED = "printed", _("Printed")


class Placement(models.Model):
    """A story's place in a printed edition. A story may have several."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="placements")
    edition = models.ForeignKey(
        PrintEdition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="placements",
    )
    page = models.CharField(
        _("page"),
        max_length=6,
        help_text=_("As printed: 1 or A5."),
        validators=[
            RegexValidator(
                r"^[A-Za-z]{0,2}[1-9][0-9]{0,2}[A-Za-z]?\Z",
                _("A page is a number with or without letters, such as 1, A5 or 12b."),
            )
        ],
    )
    section = models.CharField(_("print section"), max_length=60, blank=True)
    headline = models.CharField(_("print headline"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=PrintState.choices, default=PrintState.PLANNED
    )

    class Meta:
        ordering = ["edition__date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "edition", "page"],
                name="placement_once_per_page",
                violation_error_message=_("The story stands twice on the same page."),
            )
        ]
        verbose_name = _("print placement")
        verbose_name_plural = _("print placements")

    def __str__(self) -> str:
        return f"{self.edition}, {self.page}"
