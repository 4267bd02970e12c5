"""Where a story stands on the site. Pure, but for the newspaper's clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from articles.languages import address_prefix

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def story_path(language: str, section: str, first: datetime, pk: int, slug: str) -> str:
    """The readable path: section, day of first publication on the newspaper's clock, number, slug.

    Args:
        section: its slug; first: when the story was first published (aware).
    """
    day = timezone.localtime(first)
    stem = f"{section}/{day.year}/{MONTHS[day.month - 1]}-{day.day:02d}"
    return f"{address_prefix(language)}{stem}/{pk}-{slug}/"
