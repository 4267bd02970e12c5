"""What a story still misses before readers should see it. Advice; the verbs do not ask it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.content import Content


def missing(content: Content) -> list[str]:
    """Sentences about what is missing in a frozen story, the most important first."""
    pictures = content["pictures"]
    checks = [
        (not content["body"], _("The story has no text.")),
        (not content["bylines"], _("No byline: leave it so only on purpose.")),
        (not content["dateline"], _("No dateline.")),
        (not content["deck"], _("No deck.")),
        (not pictures, _("No photo.")),
        (any(not row["alt"] for row in pictures), _("A photo lacks its alternative text.")),
        (any(not row["caption"] for row in pictures), _("A photo lacks its caption.")),
        (any(not row["credit"] for row in pictures), _("A photo lacks its credit.")),
        (not content["tags"], _("No tags.")),
    ]
    return [sentence for is_missing, sentence in checks if is_missing]
