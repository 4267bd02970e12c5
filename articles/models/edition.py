from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision
from articles.pagination import PAGE, check_pages, edition_name, page_order


class PrintEdition(models.Model):
    """The printed paper of one day, or one of its editions.

    Once it is marked as printed, what it is called and what stands in it is a record, kept by the
    database; see ``articles.printing``.
    """

    publication = models.CharField(_("newspaper"), max_length=80)
    date = models.DateField(_("date"))
    name = models.CharField(
        _("edition"),
        max_length=40,
        blank=True,
        help_text=_("Early or late, where the day has several; may be empty."),
    )
    pagination = models.CharField(
        _("pages"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        validators=[check_pages],
        help_text=_("How many there are, such as 24, or runs: A1-A8, B1-B4. Empty ones show too."),
    )
    # The number of its newest act; a plan that was read with another one is stale.
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    printed_at = models.DateTimeField(null=True, blank=True, editable=False)

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
        return f"{title} ({self.shown_name})" if self.name else title

    @property
    def shown_name(self) -> str:
        return edition_name(self.name)

    @property
    def is_printed(self) -> bool:
        return self.printed_at is not None


class Placement(models.Model):
    """A story's place in an edition: planned, or printed once a revision is bound to it.

    A story may have several.
    """

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
                rf"^{PAGE}\Z",
                _("A page is a number with or without letters, such as 1, A5 or 12b."),
            )
        ],
    )
    order = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    section = models.CharField(_("print section"), max_length=60, blank=True)
    headline = models.CharField(_("print headline"), max_length=200, blank=True)
    words = models.PositiveIntegerField(_("planned words"), null=True, blank=True)
    lines = models.PositiveIntegerField(_("planned lines"), null=True, blank=True)
    # The text that was printed; none while it is only planned.
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, editable=False, related_name="printed"
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

    @property
    def is_printed(self) -> bool:
        return self.revision_id is not None

    @property
    def place(self) -> tuple[tuple[str, int, str], int, int]:
        """Where it stands in the edition, to sort by."""
        return (page_order(self.page), self.order, self.pk)
