"""Where a story stands, in words for the strip above its form and for lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from articles.body import reading_minutes
from articles.dates import desk_time
from articles.models import Article, Story
from articles.print_length import length_of
from articles.workflow import Editorial, Publication


@dataclass(frozen=True)
class Standing:
    """The three axes of a story's standing, in words; the codes are for the style sheet."""

    editorial: str
    editorial_words: str
    publication: str
    publication_words: str
    has_changes: bool  # live, and the working copy differs
    coming: str = ""  # live, and a change to it waits for its hour
    embargo: str = ""

    @property
    def hours(self) -> list[tuple[str, str]]:
        """What is to come, each with its code; without words there is none."""
        return [("coming", self.coming), ("embargo", self.embargo)]


def standing(article: Article, now: datetime) -> Standing:
    """Where a story stands at a moment (aware)."""
    editorial, publication = Editorial(article.editorial), article.publication_at(now)
    words, coming, embargo = str(publication.label), "", ""
    language = (translation.get_language() or "en")[:2]
    if article.goes_live_at and article.is_to_come(now):
        moment = {"moment": desk_time(article.goes_live_at, language)}
        if publication == Publication.SCHEDULED:
            words = _("Scheduled for %(moment)s") % moment
        else:
            coming = _("The change comes on %(moment)s") % moment
    if article.embargo_until and article.is_embargoed(now):
        moment = {"moment": desk_time(article.embargo_until, language)}
        embargo = _("Under embargo until %(moment)s") % moment
    is_visible = publication in {Publication.LIVE, Publication.SCHEDULED}
    return Standing(
        editorial.value,
        str(editorial.label),
        publication.value,
        words,
        is_visible and article.has_unpublished_changes,
        coming,
        embargo,
    )


def live_address(article: Article) -> str:
    """The address at which readers find the story; empty while they do not."""
    story = (
        Story.objects.filter(pk=article.pk)
        .only("id", "slug", "section_slug", "language", "first_published_at")
        .first()
    )
    return story.get_absolute_url() if story else ""


def length(article: Article) -> str:
    """How long the saved text is."""
    length = length_of(article.body)
    return _("%(words)s words, %(lines)s lines in print, %(minutes)s min. to read") % {
        "words": length.words,
        "lines": length.lines,
        "minutes": reading_minutes(length.words, article.language),
    }
