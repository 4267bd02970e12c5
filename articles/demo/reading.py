"""What the demonstration newspaper's readers have read in the last hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from articles.models import Article, Reading
from articles.readings.ranking import rank

HOURS = 5


def read(stories: Mapping[str, Article]) -> None:
    """Have each story read, some more than others, and make the lists of it.

    Of those that readers do not have the lists know nothing.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    Reading.objects.bulk_create(
        Reading(hour=hour - timedelta(hours=back), story_id=story.pk, count=_times(order, back))
        for order, story in enumerate(stories.values())
        for back in range(HOURS)
    )
    rank()


def _times(order: int, back: int) -> int:
    """Scattered, and the same with each load."""
    return 3 + (order * 37 + back * 11) % 53
