"""Pictures of an entry by Media RSS."""

from __future__ import annotations

from articles.feeds.feed import Picture
from articles.xml_text import around, attributes_of, element


def media(picture: Picture) -> str:
    """A picture by Media RSS, with caption and credit."""
    start = attributes_of(
        {
            "url": picture.url,
            "type": picture.type,
            "medium": "image",
            "width": picture.width,
            "height": picture.height,
            "fileSize": picture.length or "",
        }
    )
    inner = [element("media:description", picture.caption, type="plain")] if picture.caption else []
    if picture.credit:
        inner.append(element("media:credit", picture.credit))
    if picture.alt:
        inner.append(element("media:text", picture.alt, type="plain"))
    return around("media:content", inner, start)
