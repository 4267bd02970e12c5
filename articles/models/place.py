from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language, localized, spoken
from articles.models.article import Article


class Place(models.Model):
    """A place that a story can be filed from or be about."""

    name = models.CharField(_("name"), max_length=80)
    name_ar = models.CharField(_("Arabic name"), max_length=80, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    country_ar = models.CharField(_("Arabic country"), max_length=60, blank=True)
    qualifier = models.CharField(
        _("dateline qualifier"),
        max_length=40,
        blank=True,
        help_text=_("Where the name alone is ambiguous: TRIPOLI, Lebanon."),
    )
    qualifier_ar = models.CharField(_("Arabic dateline qualifier"), max_length=40, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees, north is positive."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees, east is positive."),
    )

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"], name="place_by_name"),
            GinIndex(SearchVector("name", "name_ar", config="simple"), name="place_words"),
        ]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        if self.name_ar and spoken() == Language.ARABIC:
            return f"{self.name_ar}، {self.qualifier_ar}" if self.qualifier_ar else self.name_ar
        return f"{self.name}, {self.country}" if self.country else self.name

    def name_in(self, language: str) -> str:
        return localized(language, self.name, self.name_ar)

    def country_in(self, language: str) -> str:
        return localized(language, self.country, self.country_ar)


class Dateline(models.Model):
    """One of the ordered places that a story was filed from: BEIRUT/MOSCOW."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="datelines")
    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "place"],
                name="dateline_place_once",
                violation_error_message=_("The same place stands twice in the dateline."),
            )
        ]
        verbose_name = _("dateline place")
        verbose_name_plural = _("dateline")

    def __str__(self) -> str:
        return self.place.name
