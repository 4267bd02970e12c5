"""Readable ends of addresses."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given
from hypothesis import strategies as st

from articles.models.section import refuse_reserved_slug
from articles.slugs import LONGEST, RESERVED, story_slug


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        (
            "Syrian regime forces enter Qalamoun town",
            "syrian-regime-forces-enter-qalamoun-town",
        ),
        ("Don’t say 'no'", "dont-say-no"),
        ("Élysée: café & naïveté", "elysee-cafe-naivete"),
        ("ﬁre — 3 hours", "fire-3-hours"),
        ("  --  ", "story"),
        ("", "story"),
        ("عاد الجيش", "story"),
        ("???", "story"),
        ("_x_", "x"),
    ],
)
def test_english_slugs_are_plain_letters(headline: str, slug: str) -> None:
    assert story_slug(headline, "en") == slug


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("الجيش يدخل بلدة قارة", "الجيش-يدخل-بلدة-قارة"),
        ("الجَيْشُ يَدْخُلُ", "الجيش-يدخل"),
        ("الجـــيش", "الجيش"),
        ("«لا»، قال الرئيس؟", "لا-قال-الرئيس"),
        ("ﻻ عودة", "لا-عودة"),
        ("Syria: سوريا 2013", "syria-سوريا-2013"),
        ("…", "story"),
    ],
)
def test_arabic_slugs_keep_their_letters(headline: str, slug: str) -> None:
    assert story_slug(headline, "ar") == slug


def test_a_long_headline_is_cut_between_words() -> None:
    slug = story_slug("word " * 40, "en")
    assert slug == "-".join(["word"] * 16)
    assert len(story_slug("x" * 200, "en")) == LONGEST
    assert len(story_slug("x" * 80 + " y", "en")) == LONGEST


@given(st.text(max_size=200), st.sampled_from(["en", "ar"]))
def test_any_headline_has_an_address_that_a_url_can_carry(headline: str, language: str) -> None:
    slug = story_slug(headline, language)
    assert 0 < len(slug) <= LONGEST
    assert re.fullmatch(r"[\w-]+", slug)
    assert slug == slug.strip("-")
    assert "/" not in quote(slug)
    assert unicodedata.normalize("NFKC", slug) == slug or language == "ar"
    assert language == "ar" or slug.isascii()


@given(st.text(max_size=200), st.sampled_from(["en", "ar"]))
def test_a_slug_is_its_own_slug(headline: str, language: str) -> None:
    slug = story_slug(headline, language)
    assert story_slug(slug, language) == slug


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_a_section_cannot_take_an_address_of_the_site(slug: str) -> None:
    with pytest.raises(ValidationError, match="choose another"):
        refuse_reserved_slug(slug)


def test_an_ordinary_section_may_have_its_name() -> None:
    refuse_reserved_slug("middle-east")


def first_parts(patterns: list[URLPattern | URLResolver], before: str = "") -> set[str]:
    """The fixed first parts of the site's addresses that a section's slug could be."""
    found = set()
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and "/" not in route:
            found |= first_parts(pattern.url_patterns, route)
        elif match := re.fullmatch(r"\^?([a-z0-9-]+)(?:/.*)?", route):
            found.add(match[1])
    return found


def test_every_fixed_address_of_the_site_is_reserved() -> None:
    assert first_parts(get_resolver().url_patterns) <= RESERVED
