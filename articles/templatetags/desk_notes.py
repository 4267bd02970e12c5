"""What the templates of notes need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from articles import mentions
from articles.models import Revision

T = TypeVar("T")

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """A note's text with called names set apart."""
    return mentions.marked(text)


@register.filter
def of_mark(forms: Mapping[str, T], mark: str) -> T | None:
    """The form of a mark."""
    return forms.get(mark)


@register.simple_tag
def revision_address(story: int, revision: Revision) -> str:
    """Where a revision can be read."""
    page = reverse("admin:articles_article_compare", args=[story])
    return f"{page}?new={revision.number}"
