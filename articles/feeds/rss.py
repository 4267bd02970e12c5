"""RSS 2.0 with the modules that readers and aggregators know: content, dc, atom, media."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from django.utils import timezone

from articles.feeds.feed import Entry, Feed
from articles.feeds.media import media
from articles.xml_text import DECLARATION, around, element, whole

TYPE = "application/rss+xml"
NAMESPACES = (
    ' version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)


def written(feed: Feed, own_url: str) -> str:
    """The feed as RSS.

    Args:
        own_url: where it is found in this form.
    """
    image = [
        element("url", feed.icon_url),
        element("title", feed.title),
        element("link", feed.url),
    ]
    channel = [
        element("title", feed.title),
        element("link", feed.url),
        element("atom:link", rel="self", type=TYPE, href=own_url),
        element("description", feed.subtitle or feed.title),
        element("language", feed.language),
        element("lastBuildDate", _date(feed.updated)) if feed.updated else "",
        around("image", image),
        *(_item(entry) for entry in feed.entries),
    ]
    return f"{DECLARATION}{around('rss', [around('channel', channel)], NAMESPACES)}"


def _item(entry: Entry) -> str:
    inner = [
        element("title", entry.title),
        element("link", entry.url),
        element("guid", entry.id, isPermaLink="false"),
        element("pubDate", _date(entry.published)),
        element("atom:updated", timezone.localtime(entry.updated).isoformat()),
        *(element("dc:creator", one.name) for one in entry.authors),
        *(element("dc:contributor", one.name) for one in entry.contributors),
        *(element("category", one) for one in entry.categories),
        element("description", entry.summary),
        f"<content:encoded>{whole(entry.html)}</content:encoded>",
    ]
    if entry.pictures:  # one enclosure at most: readers of RSS disagree about more
        lead = entry.pictures[0]
        inner.append(element("enclosure", url=lead.url, length=lead.length, type=lead.type))
    inner += [media(picture) for picture in entry.pictures]
    return around("item", inner)


def _date(moment: datetime) -> str:
    """By RFC 5322, on the newspaper's clock."""
    return format_datetime(timezone.localtime(moment))
