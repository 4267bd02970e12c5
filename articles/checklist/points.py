"""The points, what each asks, and how much it weighs where the chief has not said otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SEARCH_HEADLINE = 70  # characters that a page of search results shows
SOCIAL_HEADLINE = 100  # characters that a shared link shows


class Level(TextChoices):
    OFF = "off", _("Not asked")
    ADVISORY = "advisory", _("Advice")
    BLOCKING = "blocking", _("Has to be there")


class Point(TextChoices):
    """In the order in which they are shown: from top to bottom like the story."""

    SECTION = "section", _("Section")
    SEARCH = "search", _("Headline for search")
    SOCIAL = "social", _("Headline for sharing")
    DECK = "deck", _("Deck")
    DATELINE = "dateline", _("Dateline")
    BYLINE = "byline", _("Byline")
    TEXT = "text", _("Text")
    LINKS = "links", _("Links")
    PHOTO = "photo", _("Photo")
    ALT = "alt", _("Alternative text")
    CAPTION = "caption", _("Caption")
    CREDIT = "credit", _("Credit")
    PRINT = "print", _("Print line")
    TAGS = "tags", _("Tags")
    TWIN = "twin", _("Not published already")


ASKS: dict[Point, str | Promise] = {
    Point.SECTION: _("The story stands in a section."),
    Point.SEARCH: _("The headline is shown whole in search results."),
    Point.SOCIAL: _("The headline is shown whole where the story is shared."),
    Point.DECK: _("There is a sentence under the headline."),
    Point.DATELINE: _("The story says where it was reported."),
    Point.BYLINE: _("There is a byline, or none on purpose."),
    Point.TEXT: _("There is a text."),
    Point.LINKS: _("Every link in the text answers."),
    Point.PHOTO: _("There is a photo."),
    Point.ALT: _("Every photo says what it shows, for those who cannot see it."),
    Point.CAPTION: _("Every photo has a caption."),
    Point.CREDIT: _("Every photo names whom it is from."),
    Point.PRINT: _("The story has its place in a print edition."),
    Point.TAGS: _("The story stands under a topic."),
    Point.TWIN: _("No story that is live says the same."),
}

# Advice, all of it: what has to be there is for each newspaper's chief to say.
DEFAULTS: dict[Point, Level] = {
    **dict.fromkeys(Point, Level.ADVISORY),
    Point.SOCIAL: Level.OFF,  # whoever keeps to the length for search keeps to this one
    Point.PRINT: Level.OFF,  # most stories never are in print
}


def levels_from(stored: Mapping[str, object]) -> dict[Point, Level]:
    """The weight of every point; a point that is not stored, or not understood, at its default."""
    known = {point: stored.get(point.value) for point in Point}
    return {
        point: Level(str(value)) if value in Level.values else DEFAULTS[point]
        for point, value in known.items()
    }
