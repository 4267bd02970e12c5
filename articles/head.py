"""What a story's page says in its head, for search engines and for sites that show links to it.

Written in Python, as it stands on every story's page: a template takes ten times as long.
"""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.safestring import SafeString

from articles.models.story import PublishedStory
from articles.pictures import address, copies_of, crops_of, media_type, ordinary_copy
from articles.structured_data import WRITERS

WIDE = "16:9"  # as most sites show a picture beside a link


def story_head(story: PublishedStory, site: str) -> SafeString:
    """Description, OpenGraph and the card of a link.

    Args:
        site: the address of the site, without a slash at its end.
    """
    summary = story.deck or story.headline
    article = [
        ("article:published_time", story.published_iso),
        ("article:modified_time", story.updated_iso),
        ("article:section", story.section_name),
        *(
            ("article:author", f"{site}{one['url']}")
            for one in story.people
            if one["role"] in WRITERS
        ),
        *(("article:tag", one["name"]) for one in story.tags),
    ]
    said = [
        ("og:type", "article"),
        ("og:title", story.headline),
        ("og:description", summary),
        *(_picture(story.pictures[0], site) if story.pictures else ()),
        *article,
    ]
    lines = [f'<meta name="description" content="{escape(summary)}">']
    lines += [f'<meta property="{name}" content="{escape(text)}">' for name, text in said if text]
    if story.pictures:
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    return SafeString("\n".join(lines))


def _picture(published: dict[str, Any], site: str) -> list[tuple[str, str]]:
    """The lead picture in the shape of a card, or whole where it has no such part."""
    renditions = published["renditions"]
    copy = crops_of(renditions).get(WIDE) or ordinary_copy(copies_of(renditions))
    return [
        ("og:image", site + address(copy["file"])),
        ("og:image:type", media_type(copy["file"])),
        ("og:image:width", str(copy["width"])),
        ("og:image:height", str(copy["height"])),
        ("og:image:alt", published["alt"]),
    ]
