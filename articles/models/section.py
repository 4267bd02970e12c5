from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import localized, spoken
from articles.slugs import RESERVED


def refuse_reserved_slug(slug: str) -> None:
    """Refuse an address that means something else, such as ``/desk/``."""
    if slug in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself; choose another."),
            params={"slug": slug},
        )


class Section(models.Model):
    """A part of the newspaper, such as Middle East; every story has one."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    name_ar = models.CharField(_("Arabic name"), max_length=60, blank=True)
    slug = models.SlugField(
        _("address"), max_length=40, unique=True, validators=[refuse_reserved_slug]
    )
    order = models.PositiveSmallIntegerField(_("order in the menu"), default=100)
    is_opinion = models.BooleanField(
        _("opinion"), default=False, help_text=_("Set apart on the front page.")
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.name_in(spoken())

    def name_in(self, language: str) -> str:
        return localized(language, self.name, self.name_ar)
