"""JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone

from articles.feeds.feed import Entry, Feed, Person, Picture
from articles.plain import clean

TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def written(feed: Feed, own_url: str) -> str:
    """The feed as JSON.

    Args:
        own_url: where it is found in this form.
    """
    said = {
        "version": VERSION,
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.url,
        "feed_url": own_url,
        "icon": feed.icon_url,
        "favicon": feed.favicon_url,
        "language": feed.language,
        "authors": [_person(Person(feed.publisher, feed.home_url))],
        "items": [_item(entry, feed.language) for entry in feed.entries],
    }
    return json.dumps(
        {name: value for name, value in said.items() if value or name == "items"},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _item(entry: Entry, language: str) -> dict[str, Any]:
    said = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": clean(entry.html),
        "date_published": timezone.localtime(entry.published).isoformat(),
        "date_modified": timezone.localtime(entry.updated).isoformat(),
        "language": language,
        "authors": [_person(one) for one in entry.authors],
        "tags": list(entry.categories),
        "image": entry.pictures[0].url if entry.pictures else "",
        "attachments": [_attachment(picture) for picture in entry.pictures],
    }
    return {name: value for name, value in said.items() if value}


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "url": person.url}


def _attachment(picture: Picture) -> dict[str, Any]:
    said = {
        "url": picture.url,
        "mime_type": picture.type,
        "size_in_bytes": picture.length,
        "title": " ".join(filter(None, [picture.caption, picture.credit])),
    }
    return {name: value for name, value in said.items() if value}
