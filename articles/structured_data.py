"""A story as search engines read it: schema.org's NewsArticle, for a script element. Pure.

Made from the live story for each page, so a name withheld meanwhile is not in it either. Tests
hold it to schema.org's terms.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from articles.languages import address_prefix
from articles.models.story import PublishedStory
from articles.pagination import edition_name
from articles.pictures import address, copies_of, crops_of

MOST_PICTURES = 3
ORGANIZATIONS = frozenset({"agency", "pool"})
WRITERS = frozenset({"by", "reporting"})
TRANSLATION = "translation"
AUTHORING = WRITERS | {TRANSLATION}
LOGO = 512  # pixels, both ways
ARTICLE, OPINION = "NewsArticle", "OpinionNewsArticle"
# A script element ends at the first "</", whatever stands around it.
ESCAPES = [(sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029"]
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)

Said = dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """The newspaper; ``site`` has no slash at its end."""

    name: str
    site: str
    logo: str


def described(
    story: PublishedStory,
    publisher: Publisher,
    translations: Iterable[PublishedStory] = (),
    *,
    is_opinion: bool = False,
) -> Said:
    """What a page says about its story, and where the page stands on the site.

    Args:
        translations: the same story in other languages, live too.
        is_opinion: it stands in a section of opinion.
    """
    article = news_article(story, publisher, translations, is_opinion=is_opinion)
    crumbs = _breadcrumbs(story, publisher)
    return {"@context": "https://schema.org", "@graph": [article, crumbs]}


def news_article(
    story: PublishedStory,
    publisher: Publisher,
    translations: Iterable[PublishedStory] = (),
    *,
    is_opinion: bool = False,
) -> Said:
    """The story itself; see ``described`` for the arguments."""
    site, people = publisher.site, story.people
    places = [_place(one, site) for one in story.places]
    said = {
        "@type": OPINION if is_opinion else ARTICLE,
        "headline": story.headline,
        "description": story.deck,
        "mainEntityOfPage": f"{site}{story.get_absolute_url()}",
        "datePublished": story.published_iso,
        "dateModified": story.updated_iso or story.published_iso,
        "author": [_person(one, site) for one in people if one["role"] in WRITERS],
        "translator": [_person(one, site) for one in people if one["role"] == TRANSLATION],
        "contributor": [_person(one, site) for one in people if one["role"] not in AUTHORING],
        "publisher": _publisher(publisher, story.language),
        "articleSection": story.section_name,
        "keywords": [one["name"] for one in story.tags],
        "wordCount": story.words,
        "inLanguage": story.language,
        "isAccessibleForFree": True,
        "dateline": story.dateline_text,
        "locationCreated": places,
        "contentLocation": [{"@id": one["@id"]} for one in places],
        "image": _images(story, site),
        "printEdition": [_edition(one) for one in story.placements],
        "printPage": [one["page"] for one in story.placements],
        "printSection": [one["section"] for one in story.placements if one["section"]],
        "correction": [_correction(one) for one in story.correction_notes],
        **_translations(story, translations, site),
    }
    return {name: value for name, value in said.items() if value not in ("", [])}


def as_script(said: Said) -> SafeString:
    """The element that carries it. Browsers do not execute it, so the policy has no say in it."""
    words = ENCODER.encode(said)
    for sign, escaped in ESCAPES:
        words = words.replace(sign, escaped)
    return SafeString(f'<script type="application/ld+json">{words}</script>')


def _edition(one: Said) -> str:
    name = edition_name(one.get("name", ""))
    return ", ".join(filter(None, (one["publication"], one["date"], name)))


@lru_cache(maxsize=8)
def _publisher(publisher: Publisher, language: str) -> Said:
    home = f"{publisher.site}{address_prefix(language)}"
    return {
        "@type": "NewsMediaOrganization",
        "name": publisher.name,
        "url": home,
        "logo": {
            "@type": "ImageObject",
            "url": f"{publisher.site}{publisher.logo}",
            "width": LOGO,
            "height": LOGO,
        },
        "correctionsPolicy": f"{home}corrections/",
    }


def _person(one: Said, site: str) -> Said:
    kind = "Organization" if one["kind"] in ORGANIZATIONS else "Person"
    return {"@type": kind, "name": one["name"], "url": f"{site}{one['url']}"}


def _place(one: Said, site: str) -> Said:
    url = f"{site}{one['url']}"
    return {"@type": "Place", "@id": url, "name": one["name"], "url": url}


def _correction(one: Said) -> Said:
    told = timezone.localtime(one["at"]).isoformat()
    return {"@type": "CorrectionComment", "text": one["text"], "datePublished": told}


def _images(story: PublishedStory, site: str) -> list[Said]:
    """The lead picture in each ratio that it has, else whole; and the next ones whole."""
    found: list[Said] = []
    for place, published in enumerate(story.pictures[:MOST_PICTURES]):
        renditions = published["renditions"]
        whole = copies_of(renditions)[-1]
        crops = list(crops_of(renditions).values()) if place == 0 else []
        found += [_image(copy, published, site) for copy in crops or [whole]]
    return found


def _image(copy: Said, published: Said, site: str) -> Said:
    said = {
        "@type": "ImageObject",
        "url": site + address(copy["file"]),
        "width": copy["width"],
        "height": copy["height"],
    }
    if published["caption"]:
        said["caption"] = published["caption"]
    if published["credit"]:
        said["creditText"] = published["credit"]
    return said


def _translations(
    story: PublishedStory, translations: Iterable[PublishedStory], site: str
) -> dict[str, list[Said]]:
    """The original it was translated from, or what it was translated to."""
    found: dict[str, list[Said]] = {}
    for one in translations:
        relation = "translationOfWork" if one.pk == story.group_id else "workTranslation"
        url = f"{site}{one.get_absolute_url()}"
        said = {"@type": ARTICLE, "@id": url, "url": url, "inLanguage": one.language}
        found.setdefault(relation, []).append({**said, "headline": one.headline})
    if story.pk != story.group_id:  # of two that have a third as their original
        found.pop("workTranslation", None)
    return found


def _breadcrumbs(story: PublishedStory, publisher: Publisher) -> Said:
    """The way from the front page to the story."""
    site = publisher.site
    way = [
        (publisher.name, story.prefix),
        (story.section_name, story.section_url),
        (story.headline, story.get_absolute_url()),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"{site}{path}"}
            for place, (name, path) in enumerate(way, 1)
        ],
    }
