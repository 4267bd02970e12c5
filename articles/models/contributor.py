from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language, localized, spoken
from articles.models.article import Article
from articles.models.photo import Photo


class ContributorKind(models.TextChoices):
    STAFF = "staff", _("Staff")
    FREELANCE = "freelance", _("Freelance")
    AGENCY = "agency", _("Agency")
    POOL = "pool", _("Pool")


class Contributor(models.Model):
    """A name that can stand in a byline: a person or an agency."""

    name = models.CharField(_("name"), max_length=120)
    name_ar = models.CharField(_("Arabic name"), max_length=120, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=ContributorKind.choices,
        default=ContributorKind.STAFF,
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributor",
    )
    role = models.CharField(
        _("position"),
        max_length=80,
        blank=True,
        help_text=_("As readers are told it, such as Beirut correspondent."),
    )
    role_ar = models.CharField(_("Arabic position"), max_length=80, blank=True)
    portrait = models.ForeignKey(
        Photo,
        verbose_name=_("portrait"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    bio = models.TextField(_("biography"), max_length=2000, blank=True)
    bio_ar = models.TextField(_("Arabic biography"), max_length=2000, blank=True)
    withheld = models.BooleanField(
        _("name withheld"),
        default=False,
        help_text=_("For somebody's safety the name is left out of everything that readers see."),
    )

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"], name="contributor_by_name"),
            GinIndex(SearchVector("name", "name_ar", config="simple"), name="contributor_words"),
        ]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return self.name_in(spoken())

    def name_in(self, language: str) -> str:
        return localized(language, self.name, self.name_ar)

    def role_in(self, language: str) -> str:
        """The position in an edition's own language; a sentence of another one would be foreign."""
        return self.role_ar if language == Language.ARABIC else self.role

    def bio_in(self, language: str) -> str:
        return self.bio_ar if language == Language.ARABIC else self.bio


class BylineRole(models.TextChoices):
    BY = "by", _("By")
    REPORTING = "reporting", _("Additional reporting")
    PHOTOGRAPHS = "photographs", _("Photographs")
    TRANSLATION = "translation", _("Translation")


class Byline(models.Model):
    """A contributor's part in a story. A story without one has none on purpose."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    contributor = models.ForeignKey(
        Contributor, verbose_name=_("contributor"), on_delete=models.PROTECT
    )
    role = models.CharField(
        _("role"), max_length=12, choices=BylineRole.choices, default=BylineRole.BY
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"],
                name="byline_once_per_role",
                violation_error_message=_("The same name stands twice in the same role."),
            )
        ]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.contributor}"
