"""A story in a list as HTML. Written in Python, as a page has up to thirty: a template takes ten
times as long. What comes from the desk is escaped by ``format_html``.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import bylines, dates
from articles.models.story import PublishedStory

PICTURE_SIZES = "(min-width: 64em) 24rem, 28vw"
EMPTY = SafeString("")


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
) -> SafeString:
    """A story's card.

    Args:
        language: of the page.
        heading: the element of the headline, by the card's place on the page.
        headline: another than the story's own, as it was printed.
        picture: show the lead picture, in the given ``sizes``.
        label: stands above the headline where the story has no kicker.
    """
    shown = _picture(story, sizes) if picture else EMPTY
    above = story.kicker or label
    return format_html(
        '<article class="card{}">{}<div class="card-text">{}'
        '<{}><a href="{}">{}</a></{}>{}{}</div></article>',
        " with-picture" if shown else "",
        shown,
        format_html('<p class="label">{}</p>', above) if above else EMPTY,
        heading,
        story.get_absolute_url(),
        headline or story.headline,
        heading,
        format_html('<p class="card-deck">{}</p>', story.deck) if deck and story.deck else EMPTY,
        meta_html(story, language),
    )


def meta_html(story: PublishedStory, language: str) -> SafeString:
    """Who wrote it, when it was published and how many comments it has."""
    names = bylines.writers(story)
    return format_html(
        '<p class="meta">{}<time datetime="{}">{}</time> {}</p>',
        format_html('<span class="names">{}</span> ', names) if names else EMPTY,
        story.published_iso,
        dates.stamp(story.first_published_at, language),
        story.comment_count,
    )


def _picture(story: PublishedStory, sizes: str) -> SafeString:
    image = story.lead
    if image is None:
        return EMPTY
    return format_html(
        '<img class="card-picture" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt=""'
        ' loading="lazy" decoding="async">',
        image.src,
        image.srcset,
        sizes,
        image.width,
        image.height,
    )
