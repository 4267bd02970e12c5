"""The newspaper's feeds, as tests ask for them and as other people's programs read them."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import feedparser
from django.core.cache import cache
from django.test import Client

FORMS = ("rss", "atom", "json")
XML_FORMS = ("rss", "atom")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}"


def text_at(client: Client, address: str) -> str:
    """A feed as it is now, whatever was kept."""
    cache.clear()
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return str(response.content.decode())


def tree_at(client: Client, address: str) -> ElementTree.Element:
    """An XML feed, read by a strict parser."""
    return ElementTree.fromstring(text_at(client, address))  # noqa: S314 - our own


def parsed_at(client: Client, address: str) -> Any:
    """An XML feed as ``feedparser`` reads it, without a doubt about its form."""
    found = feedparser.parse(text_at(client, address))
    assert not found.bozo, found.bozo_exception
    return found
