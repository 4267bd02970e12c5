"""What a story’s page says to search engines: whole, true, and nothing that ends its element."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from articles import verbs
from articles.models import Article, Byline, Contributor, Correction, Section
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    print_story,
    publish_story,
)
from tests.articles.public_pages import address_of, described, html_at, structured
from tests.articles.schema_terms import faults_in

pytestmark = pytest.mark.django_db

HOSTILE = '</script><script>alert(1)</script><!-- & "quoted" \u2028'


def said_of(client: Client, story: Article) -> dict[str, Any]:
    return structured(html_at(client, address_of(story)))


def test_a_story_says_everything_that_it_has(client: Client) -> None:
    agency = make_contributor("Wire Service", kind="agency")
    writer, second = make_contributor("Rima Haddad"), make_contributor("Samir Saad")
    camera, translator = make_contributor("Lina Photo"), make_contributor("Hala Aoun")
    photos = [make_photo() for _number in range(2)]
    story = make_story(
        bylines=[writer, second, agency],
        places=[make_place("Beirut"), make_place("Moscow")],
        photos=photos,
        deck="Nobody saw them go.",
        tags=["Ports"],
    )
    print_story(story, make_edition(date(2013, 11, 20)), "A5", section="World")
    Byline.objects.create(article=story, contributor=camera, role="photographs", order=9)
    Byline.objects.create(article=story, contributor=translator, role="translation", order=10)
    verbs.record_revision(story, by=story.created_by)
    first = datetime(2013, 11, 20, 7, 30, tzinfo=UTC)
    publish_story(story, at=first, goes_live_at=first)
    translated = make_story(headline="غادر الجيش", language="ar", translation_of=story)
    publish_story(translated, at=first, goes_live_at=first)
    page = html_at(client, address_of(story))
    said, site = structured(page), settings.SITE_URL
    address = f"{site}{address_of(story)}"
    assert faults_in(described(page)) == []
    assert said == {
        "@type": "NewsArticle",
        "headline": "Troops leave the town at dawn",
        "description": "Nobody saw them go.",
        "mainEntityOfPage": address,
        "datePublished": "2013-11-20T09:30:00+02:00",
        "dateModified": "2013-11-20T09:30:00+02:00",
        "author": [
            {"@type": "Person", "name": "Rima Haddad", "url": f"{site}/by/{writer.slug}/"},
            {"@type": "Person", "name": "Samir Saad", "url": f"{site}/by/{second.slug}/"},
            {"@type": "Organization", "name": "Wire Service", "url": f"{site}/by/{agency.slug}/"},
        ],
        "translator": [
            {"@type": "Person", "name": "Hala Aoun", "url": f"{site}/by/{translator.slug}/"}
        ],
        "contributor": [
            {"@type": "Person", "name": "Lina Photo", "url": f"{site}/by/{camera.slug}/"}
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": "The Cedar Ledger",
            "url": f"{site}/",
            "logo": {
                "@type": "ImageObject",
                "url": f"{site}/static/icons/cedar-512.png",
                "width": 512,
                "height": 512,
            },
            "correctionsPolicy": f"{site}/corrections/",
        },
        "articleSection": "Middle East",
        "keywords": ["Ports"],
        "wordCount": 14,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "dateline": "BEIRUT/MOSCOW",
        "locationCreated": [
            {
                "@type": "Place",
                "@id": f"{site}/places/{name.lower()}/",
                "name": name,
                "url": f"{site}/places/{name.lower()}/",
            }
            for name in ("Beirut", "Moscow")
        ],
        "contentLocation": [{"@id": f"{site}/places/{name}/"} for name in ("beirut", "moscow")],
        "image": [
            {
                "@type": "ImageObject",
                "url": f"{site}/media/{copy['file']}",
                "width": copy["width"],
                "height": copy["height"],
                "caption": "The road into the town.",
                "creditText": "R. Haddad",
            }
            for copy in [*photos[0].renditions[-3:], photos[1].renditions[2]]
        ],
        "printEdition": ["The Cedar Ledger, 2013-11-20"],
        "printPage": ["A5"],
        "printSection": ["World"],
        "workTranslation": [
            {
                "@type": "NewsArticle",
                "@id": f"{site}{address_of(translated)}",
                "url": f"{site}{address_of(translated)}",
                "inLanguage": "ar",
                "headline": "غادر الجيش",
            }
        ],
    }
    shapes = {(one["width"], one["height"]) for one in said["image"]}
    assert {(1200, 675), (1200, 900), (1200, 1200)} < shapes
    assert [
        (one["position"], one["name"], one["item"])
        for one in described(page)["@graph"][1]["itemListElement"]
    ] == [
        (1, "The Cedar Ledger", f"{site}/"),
        (2, "Middle East", f"{site}/middle-east/"),
        (3, "Troops leave the town at dawn", address),
    ]
    original = structured(html_at(client, address_of(translated)))
    assert [one["@id"] for one in original["translationOfWork"]] == [address]
    assert "workTranslation" not in original


def test_opinion_says_that_it_is_opinion(client: Client) -> None:
    section = make_section("Opinion")
    story = publish_story(make_story(section=section))
    assert said_of(client, story)["@type"] == "NewsArticle"
    Section.objects.filter(pk=section.pk).update(is_opinion=True)
    assert said_of(client, story)["@type"] == "OpinionNewsArticle"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("many", [0, 1, 9])
def test_whatever_a_story_has_its_terms_are_schema_org_s(
    client: Client, language: str, many: int
) -> None:
    story = make_story(
        headline=f"{HOSTILE} ٢٠١٣",
        language=language,
        bylines=[make_contributor(f"Writer {number}") for number in range(many)],
        places=[make_place(f"Town {number}") for number in range(many)],
        photos=[make_photo(caption="", credit="") for _number in range(many)],
        tags=[f"ميناء {number}" for number in range(many)],
        printed=[(make_edition(date(2013, 11, 1 + number)), "A5") for number in range(many)],
    )
    for number in range(many):
        Correction.objects.create(
            article=story, text=f"Wrong {number}.", corrected_by=story.created_by
        )
    verbs.record_revision(story, by=story.created_by)
    publish_story(story)
    assert faults_in(described(html_at(client, address_of(story)))) == []


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"@type": "Newsarticle"}, "Newsarticle is no type"),
        ({"datePublished": "2013-11-20T09:30:00"}, "NewsArticle.datePublished is not"),
        ({"printpage": "A5"}, "NewsArticle has no printpage"),
        ({"author": "Rima Haddad"}, "NewsArticle.author is not"),
        ({"author": {"@type": "Person", "name": "Rima Haddad"}}, "Person lacks url"),
        ({"author": {"@type": "Place", "name": "Beirut"}}, "NewsArticle.author is no Place"),
        ({"contentLocation": {"@id": "x"}}, "NewsArticle.contentLocation points to nothing"),
        ({"mainEntityOfPage": "/middle-east/"}, "NewsArticle.mainEntityOfPage is not"),
        ({"wordCount": "15"}, "NewsArticle.wordCount is not"),
    ],
)
def test_wrong_terms_are_found(client: Client, change: dict[str, object], fault: str) -> None:
    said = described(html_at(client, address_of(publish_story())))
    assert faults_in(said) == []
    said["@graph"][0] |= change
    assert [one for one in faults_in(said) if fault in one]


def test_a_link_to_a_story_is_shown_with_its_picture_and_its_writers(client: Client) -> None:
    writer = make_contributor("Rima Haddad")
    photo = make_photo(alt_text='The "old" road')
    story = publish_story(
        make_story(deck="A <deck> & more.", bylines=[writer], photos=[photo], tags=["Ports"])
    )
    head = html_at(client, address_of(story)).split("</head>")[0]
    said = re.findall(r'<meta property="([^"]+)" content="([^"]*)">', head)
    site = settings.SITE_URL
    wanted = {
        "og:type": "article",
        "og:title": "Troops leave the town at dawn",
        "og:description": "A &lt;deck&gt; &amp; more.",
        "og:image": f"{site}/media/{photo.renditions[3]['file']}",
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "675",
        "og:image:alt": "The &quot;old&quot; road",
        "og:url": f"{site}{address_of(story)}",
        "article:author": f"{site}/by/{writer.slug}/",
        "article:section": "Middle East",
        "article:tag": "Ports",
    }
    assert wanted.items() <= dict(said).items()
    assert '<meta name="twitter:card" content="summary_large_image">' in head
    assert 'content="max-image-preview:large"' in head
    assert f'<link rel="canonical" href="{site}{address_of(story)}">' in head


def test_what_a_story_does_not_have_is_not_said(client: Client) -> None:
    said = said_of(client, publish_story())
    absent = {"author", "contributor", "dateline", "image", "printPage", "correction"}
    assert absent.isdisjoint(said)


def test_an_arabic_story_speaks_arabic_and_a_change_has_its_own_date(client: Client) -> None:
    writer = make_contributor("Rima Haddad", name_ar="ريما حداد")
    before = datetime(2013, 11, 20, 7, 30, tzinfo=UTC)
    story = make_story(headline="عاد الجيش", language="ar", bylines=[writer])
    publish_story(story, at=before, goes_live_at=before)
    publish_story(change_story(story, deck="سطر جديد."))
    said = said_of(client, story)
    assert said["author"] == [
        {
            "@type": "Person",
            "name": "ريما حداد",
            "url": f"{str(said['mainEntityOfPage']).split('/ar/')[0]}/ar/by/{writer.slug}/",
        }
    ]
    assert said["inLanguage"] == "ar"
    modified = datetime.fromisoformat(str(said["dateModified"]))
    assert modified > datetime.fromisoformat(str(said["datePublished"]))
    assert modified.utcoffset() is not None
    assert "عاد الجيش" in html_at(client, address_of(story)).split("ld+json", 1)[1]  # not escaped


def test_nothing_in_it_ends_its_element(client: Client) -> None:
    story = publish_story(
        make_story(headline=HOSTILE, bylines=[make_contributor(HOSTILE)], tags=["Ports"])
    )
    html = html_at(client, address_of(story))
    element = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert element
    assert set("<>&\u2028").isdisjoint(element[1])
    assert json.loads(element[1])["@graph"][0]["headline"] == HOSTILE
    policy = client.get(address_of(story))["Content-Security-Policy"]
    assert "unsafe-inline" not in policy


def test_a_name_withheld_after_publication_leaves_it_at_once(client: Client) -> None:
    writer = make_contributor("Rima Haddad")
    story = publish_story(make_story(bylines=[writer, make_contributor("Samir Saad")]))
    Contributor.objects.filter(pk=writer.pk).update(withheld=True)
    html = html_at(client, address_of(story))
    assert [one["name"] for one in structured(html)["author"]] == ["Samir Saad"]
    assert "Rima Haddad" not in html
