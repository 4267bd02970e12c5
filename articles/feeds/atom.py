"""Atom, RFC 4287."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from articles.feeds.feed import Entry, Feed, Person
from articles.feeds.media import media
from articles.xml_text import DECLARATION, around, element, whole

TYPE = "application/atom+xml"
NEVER = "1970-01-01T00:00:00+00:00"  # a feed has to say when it changed, even an empty one


def written(feed: Feed, own_url: str) -> str:
    """The feed as Atom.

    Args:
        own_url: where it is found in this form.
    """
    inner = [
        element("id", feed.url),
        element("title", feed.title),
        element("subtitle", feed.subtitle) if feed.subtitle else "",
        element("updated", _moment(feed.updated) if feed.updated else NEVER),
        element("link", rel="self", type=TYPE, href=own_url),
        element("link", rel="alternate", type="text/html", href=feed.url, hreflang=feed.language),
        _person("author", Person(feed.publisher, feed.home_url)),
        element("icon", feed.favicon_url),
        *(_entry(entry) for entry in feed.entries),
    ]
    start = (
        ' xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
        f' xml:lang="{feed.language}"'
    )
    return f"{DECLARATION}{around('feed', inner, start)}"


def _entry(entry: Entry) -> str:
    inner = [
        element("id", entry.id),
        element("title", entry.title),
        element("link", rel="alternate", type="text/html", href=entry.url),
        element("published", _moment(entry.published)),
        element("updated", _moment(entry.updated)),
        *(_person("author", one) for one in entry.authors),
        *(_person("contributor", one) for one in entry.contributors),
        *(element("category", term=one) for one in entry.categories),
        element("summary", entry.summary),
        f'<content type="html">{whole(entry.html)}</content>',
    ]
    if entry.pictures:
        lead = entry.pictures[0]
        length = lead.length or ""
        inner.append(element("link", rel="enclosure", type=lead.type, href=lead.url, length=length))
    inner += [media(picture) for picture in entry.pictures]
    return around("entry", inner)


def _person(name: str, person: Person) -> str:
    return around(name, [element("name", person.name), element("uri", person.url)])


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat()
