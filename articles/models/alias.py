from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.search.spellings import Name, confusions


class NameAlias(models.Model):
    """A name as the stylebook spells it, and how others do: readers' searches find all of them."""

    name = models.CharField(_("our spelling"), max_length=80, unique=True)
    name_ar = models.CharField(_("in Arabic"), max_length=80, blank=True)
    variants = models.CharField(
        _("other spellings"),
        max_length=600,
        blank=True,
        help_text=_("Separated by commas. Whoever searches for one finds all."),
    )
    lookalikes = models.CharField(
        _("spellings that may mean something else"),
        max_length=600,
        blank=True,
        help_text=_("Separated by commas. Whoever searches for one is asked “Did you mean …?”."),
    )
    note = models.CharField(_("note for colleagues"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [
            GinIndex(SearchVector("name", "name_ar", config="simple"), name="name_alias_words"),
        ]
        verbose_name = _("spelling of a name")
        verbose_name_plural = _("spellings of names")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse spellings that are another name's."""
        for one, other in confusions(self.as_name().spellings):
            raise ValidationError(
                _("“%(one)s” and “%(other)s” are two names: they are never searched for as one."),
                params={"one": one, "other": other},
            )

    def as_name(self) -> Name:
        return name_of(self.name, self.name_ar, self.variants, self.lookalikes)


def name_of(name: str, name_ar: str, variants: str, lookalikes: str) -> Name:
    """A row of the table, understood."""
    return Name(name, name_ar, listed(variants), listed(lookalikes))


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas, of either script."""
    return tuple(one for one in map(str.strip, text.replace("،", ",").split(",")) if one)
