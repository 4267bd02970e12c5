"""What a reader who may not write is told beside the form."""

from __future__ import annotations

from django import template
from django.utils import timezone

from comments.verbs.entry import entry_of, restriction
from readers.models import Reader

register = template.Library()


@register.simple_tag
def restricted(reader: Reader) -> str:
    """Why a reader may not write now; empty for those who may. One query."""
    entry = entry_of(reader, timezone.now())
    return restriction(entry.repute, entry.standing) if entry.is_restricted else ""
