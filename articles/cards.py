"""A story in a list as HTML. Written in Python, as a page has up to thirty: a template takes ten
times as long. Every value that comes from the desk is escaped here or is safe HTML already.
"""

from __future__ import annotations

from datetime import date
from html import escape

from django.utils.safestring import SafeString

from articles import bylines, dates
from articles.models.story import PublishedStory

PICTURE_SIZES = "(min-width: 64em) 24rem, 28vw"


def card_html(
    story: PublishedStory,
    language: str,
    *,
    heading: str = "h3",
    headline: str = "",
    picture: bool = False,
    sizes: str = PICTURE_SIZES,
    label: str = "",
    deck: bool = True,
    today: date | None = None,
) -> SafeString:
    """A story's card.

    Args:
        language: of the page.
        heading: the element of the headline, by the card's place on the page.
        headline: another than the story's own, as it was printed.
        picture: show the lead picture, in the given ``sizes``.
        label: stands above the headline where the story has no kicker.
        today: the date that the page bears, where it bears one.
    """
    shown = _picture(story, sizes) if picture else ""
    above = story.kicker or label
    below = escape(story.deck) if deck else ""
    return SafeString(
        f'<article class="card{" with-picture" if shown else ""}">{shown}<div class="card-text">'
        f"{_paragraph('label', escape(above))}<{heading}>"
        f'<a href="{escape(story.get_absolute_url())}">{escape(headline or story.headline)}</a>'
        f"</{heading}>{_paragraph('card-deck', below)}{meta_html(story, language, today)}"
        "</div></article>"
    )


def meta_html(story: PublishedStory, language: str, today: date | None = None) -> SafeString:
    """Who wrote it, when it was published and how many comments it has."""
    names = bylines.writers(story)
    by = f'<span class="names">{names}</span> ' if names else ""
    when = dates.stamp(story.first_published_at, language, today)
    return SafeString(
        f'<p class="meta">{by}<time datetime="{story.published_iso}">{when}</time>'
        f" {story.comment_count}</p>"
    )


def _paragraph(name: str, html: str) -> str:
    return f'<p class="{name}">{html}</p>' if html else ""


def _picture(story: PublishedStory, sizes: str) -> str:
    image = story.lead
    if image is None:
        return ""
    return (
        f'<img class="card-picture" src="{escape(image.src)}" srcset="{escape(image.srcset)}"'
        f' sizes="{escape(sizes)}" width="{image.width}" height="{image.height}" alt=""'
        ' loading="lazy" decoding="async">'
    )
