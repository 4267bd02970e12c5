"""Readable ends of addresses. Pure."""

from __future__ import annotations

import re
import unicodedata

from django.utils.text import slugify

LONGEST = 80
# First path parts that mean something else than a section.
RESERVED = frozenset(
    "ar archive by comments corrections desk feed healthz house-rules media most-read news-sitemap "
    "offline places preview print read readers readyz robots search sitemap static topics "
    "transparency well-known".split()
)


def story_slug(headline: str, language: str) -> str:
    """The slug of a headline: Latin letters in English, Arabic letters in Arabic, never empty.

    At most 80 characters, cut between words. Collisions are harmless: the story's number, not
    the slug, decides which story an address means.
    """
    plain = unicodedata.normalize("NFKC", headline)
    if language == "ar":
        plain = re.sub(r"[\u064b-\u065f\u0670\u0640]", "", plain)  # harakat, tatweel
        slug = slugify(plain, allow_unicode=True)
    else:
        slug = slugify(plain.replace("’", "").replace("'", ""))
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    return slug.strip("-_") or "story"
