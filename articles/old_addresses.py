"""Addresses of the newspaper's earlier systems, such as
``/News/Middle-East/2013/Nov-20/238401-slug.ashx``, and the stories that stand here instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote, urlsplit

from django.utils import timezone

from articles import prepared
from articles.addresses import story_path
from articles.models.old_address import LONGEST, OldAddress

AT_ONCE = 2_000
NUMBER = re.compile(r"(?:^|/)(\d{1,18})(?:-[^/]*)?\.[a-z]+$")
# The whole path before the number alone: two systems may have used the same number.
FIND = """
SELECT s.language, s.section_slug, s.first_published_at, s.id, s.slug
FROM articles_oldaddress o JOIN articles_story s ON s.id = o.article_id
WHERE (o.path = $1::text OR o.number = $2::bigint) AND NOT s.withdrawn
ORDER BY (o.path = $1::text) DESC, o.id LIMIT 1
"""


def remember(addresses: Iterable[tuple[str, int]]) -> int:
    """Lead old addresses to stories; for importers, who may call it again with the same.

    Args:
        addresses: each a whole address or a path of the old system, with the story's number here.

    Returns:
        How many there were. What has no path, or one too long to be one, is left out.
    """
    rows = {normal(address): pk for address, pk in addresses}
    good = iter([(path, pk) for path, pk in rows.items() if 0 < len(path) <= LONGEST])
    many = 0
    while batch := list(islice(good, AT_ONCE)):
        OldAddress.objects.bulk_create(
            [OldAddress(path=path, number=number_in(path), article_id=pk) for path, pk in batch],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["number", "article"],
        )
        many += len(batch)
    return many


def led_to(address: str) -> str:
    """The path of the live story that an old address means; nothing where there is none."""
    path = normal(address)
    rows = prepared.rows("articles_old_address", FIND, path, number_in(path))
    if not rows:
        return ""
    language, section, first, pk, slug = rows[0]
    return story_path(language, section, timezone.localtime(first), pk, slug)


def normal(address: str) -> str:
    """The path alone, in small letters, without slashes at its ends; as the table has it."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    parts = unquote(path).replace("\0", "").lower().split("/")
    return "/".join(part.strip() for part in parts if part.strip())


def number_in(path: str) -> int | None:
    """The story's number in a normalised path: ``238401`` in ``.../238401-slug.ashx``."""
    found = NUMBER.search(path)
    return int(found[1]) if found else None
