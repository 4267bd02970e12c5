"""A story that was found, as HTML, with the words that were looked for marked."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from articles.body import plain_text
from articles.cards import meta_html
from articles.models.story import PublishedStory
from articles.search.marking import excerpt, marked

LONGEST_DECK = 240  # characters


def result_html(story: PublishedStory, language: str, stems: frozenset[str]) -> SafeString:
    """A result's card: section, headline, an excerpt, who and when.

    Args:
        language: of the page.
        stems: of the words to be marked (``articles.search.stems``).
    """
    below = _below(story, stems)
    return SafeString(
        f'<article class="card result"><p class="label">{escape(story.section_name)}</p>'
        f'<h2><a href="{escape(story.get_absolute_url())}">{marked(story.headline, stems)}</a></h2>'
        f"{f'<p>{below}</p>' if below else ''}{meta_html(story, language)}</article>"
    )


def _below(story: PublishedStory, stems: frozenset[str]) -> SafeString:
    """The part of the text that was looked for; else how the story begins."""
    text = plain_text(story.body_html)
    found = excerpt(text, stems)
    if found is None and story.deck:
        return marked(story.deck, stems)
    if found is None:
        found = marked(text[:LONGEST_DECK].rpartition(" ")[0] or text[:LONGEST_DECK], stems)
    return found
