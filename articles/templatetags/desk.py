"""What the desk's templates need beside Django's own tags."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from articles.admin.stories import listing
from articles.models import Article

register = template.Library()


@register.filter
def chips(article: Article) -> SafeString:
    """A story's standing as small labels; see ``articles.admin.stories.listing.chips``."""
    return listing.chips(article)
