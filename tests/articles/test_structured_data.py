"""What a story’s page says to search engines: whole, true, and nothing that ends its element."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client

from articles import verbs
from articles.models import Article, Byline, Contributor
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_story,
    print_story,
    publish_story,
)
from tests.articles.public_pages import address_of, html_at, structured

pytestmark = pytest.mark.django_db

HOSTILE = '</script><script>alert(1)</script><!-- & "quoted" \u2028'


def said_of(client: Client, story: Article) -> dict[str, object]:
    return structured(html_at(client, address_of(story)))


def test_a_story_says_everything_that_it_has(client: Client) -> None:
    agency = make_contributor("Wire Service", kind="agency")
    writer, second = make_contributor("Rima Haddad"), make_contributor("Samir Saad")
    camera = make_contributor("Lina Photo")
    photos = [make_photo() for _number in range(2)]
    story = make_story(
        bylines=[writer, second, agency],
        places=[make_place("Beirut"), make_place("Moscow")],
        photos=photos,
    )
    print_story(story, make_edition(date(2013, 11, 20)), "A5", section="World")
    Byline.objects.create(article=story, contributor=camera, role="photographs", order=9)
    verbs.record_revision(story, by=story.created_by)
    first = datetime(2013, 11, 20, 7, 30, tzinfo=UTC)
    publish_story(story, at=first, goes_live_at=first)
    said = said_of(client, story)
    site = settings.SITE_URL
    address = f"{site}{address_of(story)}"
    assert said == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Troops leave the town at dawn",
        "mainEntityOfPage": address,
        "datePublished": "2013-11-20T09:30:00+02:00",
        "dateModified": "2013-11-20T09:30:00+02:00",
        "author": [
            {"@type": "Person", "name": "Rima Haddad", "url": f"{site}/by/{writer.slug}/"},
            {"@type": "Person", "name": "Samir Saad", "url": f"{site}/by/{second.slug}/"},
            {"@type": "Organization", "name": "Wire Service", "url": f"{site}/by/{agency.slug}/"},
        ],
        "contributor": [
            {"@type": "Person", "name": "Lina Photo", "url": f"{site}/by/{camera.slug}/"}
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": "The Cedar Ledger",
            "url": f"{site}/",
        },
        "articleSection": "Middle East",
        "inLanguage": "en",
        "dateline": "BEIRUT/MOSCOW",
        "image": [f"{site}/media/{one.renditions[-1]['file']}" for one in photos],
        "printEdition": ["The Cedar Ledger, 2013-11-20"],
        "printPage": ["A5"],
        "printSection": ["World"],
    }


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
    assert json.loads(element[1])["headline"] == HOSTILE
    policy = client.get(address_of(story))["Content-Security-Policy"]
    assert "unsafe-inline" not in policy


def test_a_name_withheld_after_publication_leaves_it_at_once(client: Client) -> None:
    writer = make_contributor("Rima Haddad")
    story = publish_story(make_story(bylines=[writer, make_contributor("Samir Saad")]))
    Contributor.objects.filter(pk=writer.pk).update(withheld=True)
    html = html_at(client, address_of(story))
    assert [one["name"] for one in structured(html)["author"]] == ["Samir Saad"]
    assert "Rima Haddad" not in html
