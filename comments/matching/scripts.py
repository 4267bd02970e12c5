"""Which script a text is mostly written in. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Script(TextChoices):
    LATIN = "latin", _("Latin")
    ARABIC = "arabic", _("Arabic and Persian")
    HEBREW = "hebrew", _("Hebrew")
    CYRILLIC = "cyrillic", _("Cyrillic")
    GREEK = "greek", _("Greek")
    ARMENIAN = "armenian", _("Armenian")
    OTHER = "other", _("another script")


FEWEST_LETTERS = 12  # fewer say nothing about the language


def script_of(text: str) -> Script | None:
    """The script of most of the letters; nothing for a text of few letters."""
    counts = Counter(_script(one) for one in text if one.isalpha())
    if counts.total() < FEWEST_LETTERS:
        return None
    return counts.most_common(1)[0][0]


def _script(letter: str) -> Script:
    first = unicodedata.name(letter, "").partition(" ")[0].lower()
    return Script(first) if first in Script.values else Script.OTHER
