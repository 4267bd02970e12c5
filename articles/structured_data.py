"""A story as search engines read it: schema.org's NewsArticle, for a script element. Pure.

Made from the live story for each page, so a name withheld meanwhile is not in it either.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from articles.models.story import PublishedStory
from articles.pagination import edition_name
from articles.pictures import address

MOST_PICTURES = 3
ORGANIZATIONS = frozenset({"agency", "pool"})
WRITERS = frozenset({"by", "reporting"})
# A script element ends at the first "</", whatever stands around it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def news_article(story: PublishedStory, *, site: str, publisher: str) -> dict[str, Any]:
    """What a page says about its story.

    Args:
        site: the address of the site, without a slash at its end.
        publisher: the newspaper's name in the story's language.
    """
    home = f"{site}{story.prefix}"
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "mainEntityOfPage": f"{site}{story.get_absolute_url()}",
        "datePublished": story.published_iso,
        "dateModified": story.updated_iso or story.published_iso,
        "author": [_author(one, site) for one in story.people if one["role"] in WRITERS],
        "contributor": [_author(one, site) for one in story.people if one["role"] not in WRITERS],
        "publisher": {"@type": "NewsMediaOrganization", "name": publisher, "url": home},
        "articleSection": story.section_name,
        "inLanguage": story.language,
        "dateline": story.dateline_text,
        "image": [f"{site}{_largest(one)}" for one in story.pictures[:MOST_PICTURES]],
        "printEdition": [_edition(one) for one in story.placements],
        "printPage": [one["page"] for one in story.placements],
        "printSection": [one["section"] for one in story.placements if one["section"]],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": one["text"],
                "datePublished": timezone.localtime(one["at"]).isoformat(),
            }
            for one in story.correction_notes
        ],
    }
    return {name: value for name, value in said.items() if value}


def as_script(said: dict[str, Any]) -> SafeString:
    """The element that carries it. Browsers do not execute it, so the policy has no say in it."""
    words = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return SafeString(f'<script type="application/ld+json">{words}</script>')


def _edition(one: dict[str, Any]) -> str:
    name = edition_name(one.get("name", ""))
    return ", ".join(filter(None, (one["publication"], one["date"], name)))


def _author(one: dict[str, Any], site: str) -> dict[str, str]:
    kind = "Organization" if one["kind"] in ORGANIZATIONS else "Person"
    return {"@type": kind, "name": one["name"], "url": f"{site}{one['url']}"}


def _largest(published: dict[str, Any]) -> str:
    copies: list[dict[str, Any]] = published["renditions"]
    return address(max(copies, key=lambda copy: int(copy["width"]))["file"])
