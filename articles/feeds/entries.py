"""Live stories and corrections as entries of a feed, in the language of the request."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from articles.body import plain_text
from articles.feeds.feed import Entry, Person, Picture
from articles.identity import correction_id, story_id
from articles.models.correction import CorrectionKind
from articles.models.public_correction import PublicCorrection
from articles.models.story import PublishedStory
from articles.pictures import address, copies_of, media_type, ordinary_copy
from articles.plain import clean, isolated, shortened

SUMMARY = 300  # characters
WRITERS = frozenset({"by", "reporting"})
OWN_ADDRESS = re.compile(r'(\s(?:href|src)=")(?=/(?!/))')
OWN_PLACE = re.compile(r'(\shref=")(?=#)')


def story_entry(story: PublishedStory, site: str) -> Entry:
    """A whole story.

    Args:
        site: the address of the site, without a slash at its end.
    """
    url = f"{site}{story.get_absolute_url()}"
    pictures = [_picture(one, site) for one in story.pictures]
    return Entry(
        id=story_id(story.pk),
        url=url,
        title=isolated(story.headline, story.language),
        summary=isolated(_summary(story), story.language),
        html=_absolute(_whole(story, pictures), site, url),
        published=story.first_published_at,
        updated=story.updated_at or story.first_published_at,
        authors=[_person(one, site) for one in story.people if one["role"] in WRITERS],
        contributors=[_person(one, site) for one in story.people if one["role"] not in WRITERS],
        categories=_once([story.section_name, *(one["name"] for one in story.tags)]),
        pictures=pictures,
    )


def correction_entry(told: PublicCorrection, site: str) -> Entry:
    """What was put right, and of which story. A retraction has no headline left."""
    kind = str(CorrectionKind(told.kind).label)
    title = f"{kind}: {told.headline}" if told.headline else kind
    url = f"{site}{told.story_url}"
    html = linebreaks(told.text, autoescape=True)
    if told.headline:
        html = f'<p><a href="{escape(url)}">{escape(told.headline)}</a></p>{html}'
    return Entry(
        id=correction_id(told.pk),
        url=url,
        title=isolated(title, told.language),
        summary=isolated(shortened(told.text, SUMMARY), told.language),
        html=html,
        published=told.told_at,
        updated=told.told_at,
        categories=[kind],
    )


def _once(names: list[str]) -> list[str]:
    """Section and topics; one that is called like the section does not stand there twice."""
    return list(dict.fromkeys(clean(name) for name in names))


def _summary(story: PublishedStory) -> str:
    if story.deck:
        return story.deck
    first = plain_text(story.body_html).partition("\n")[0]
    return shortened(first, SUMMARY) or story.headline


def _whole(story: PublishedStory, pictures: list[Picture]) -> str:
    """As on its page: deck, pictures, text, corrections, where it was printed."""
    context = {"story": story}
    parts = [
        f"<p><em>{escape(story.deck)}</em></p>" if story.deck else "",
        *(_figure(picture) for picture in pictures[:1]),
        story.body_html,
        *(_figure(picture) for picture in pictures[1:]),
        _made("articles/_corrections.html", context) if story.corrections else "",
        _made("articles/_print_lines.html", context) if story.placements else "",
    ]
    way = f' dir="{story.direction}" lang="{story.language}"'
    return f"<div{way}>{''.join(parts)}</div>"


def _made(template: str, context: dict[str, Any]) -> SafeString:
    return SafeString(render_to_string(template, context).strip())


def _figure(picture: Picture) -> str:
    size = f'width="{picture.width}" height="{picture.height}"'
    image = f'<img src="{escape(picture.url)}" {size} alt="{escape(picture.alt)}">'
    words = " ".join(filter(None, [picture.caption, picture.credit]))
    below = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return f"<figure>{image}{below}</figure>"


def _absolute(html: str, site: str, url: str) -> str:
    """With whole addresses: a feed is read far from the site."""
    return OWN_PLACE.sub(rf"\g<1>{escape(url)}", OWN_ADDRESS.sub(rf"\g<1>{escape(site)}", html))


def _person(one: dict[str, Any], site: str) -> Person:
    return Person(clean(one["name"]), f"{site}{one['url']}")


def _picture(published: dict[str, Any], site: str) -> Picture:
    copy = ordinary_copy(copies_of(published["renditions"]))
    return Picture(
        url=f"{site}{address(copy['file'])}",
        type=media_type(copy["file"]),
        length=copy.get("bytes", 0),
        width=copy["width"],
        height=copy["height"],
        caption=clean(published["caption"]),
        credit=clean(published["credit"]),
        alt=clean(published["alt"]),
    )
