"""The two languages of the newspaper and what follows from them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")


def direction(language: str) -> str:
    """The writing direction for an HTML ``dir`` attribute."""
    return "rtl" if language == Language.ARABIC else "ltr"


def address_prefix(language: str) -> str:
    """What the addresses of an edition begin with: ``/`` or ``/ar/``."""
    return "/ar/" if language == Language.ARABIC else "/"


def other(language: str) -> str:
    """The language of the other edition."""
    return Language.ENGLISH.value if language == Language.ARABIC else Language.ARABIC.value


def localized(language: str, name: str, name_ar: str) -> str:
    """A name as an edition prints it; the English one where the Arabic is not known."""
    return (name_ar or name) if language == Language.ARABIC else name


def spoken() -> str:
    """The language in which whoever is being answered reads."""
    return (translation.get_language() or Language.ENGLISH)[:2]
