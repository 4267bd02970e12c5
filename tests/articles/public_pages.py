"""What readers get, as tests ask for it."""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.cache import cache
from django.test import Client

from articles.models import Article, Story


def address_of(story: Article) -> str:
    return Story.objects.get(pk=story.pk).get_absolute_url()


def html_at(client: Client, address: str, status: int = 200) -> str:
    """A page as it is now, whatever was kept."""
    cache.clear()
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return str(response.content.decode())


def described(html: str) -> dict[str, Any]:
    """The page's one description for search engines."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    said: dict[str, Any] = json.loads(found[0])
    return said


def structured(html: str) -> dict[str, Any]:
    """What the page's description says of its story."""
    story: dict[str, Any] = described(html)["@graph"][0]
    assert story["@type"].endswith("NewsArticle")
    return story
