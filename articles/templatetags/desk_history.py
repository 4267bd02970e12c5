"""Filters of the history's and the preview's templates."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import translation

from articles.admin.history.entries import Readers
from articles.dates import desk_time

register = template.Library()


@register.filter
def of(readers: dict[int, list[Readers]], number: int) -> list[Readers]:
    """When readers had a revision; see ``articles.admin.history.entries.readers_had``."""
    return readers.get(number, [])


@register.filter
def desk_moment(moment: datetime) -> str:
    """Date, time and zone, without doubt."""
    return desk_time(moment, (translation.get_language() or "en")[:2])
