"""Every list as RSS, Atom and JSON Feed, whole, as parsers read it that are not ours."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import verbs
from articles.caching import new_edition
from articles.clock import database_now
from articles.models import Article, Byline, Contributor, Correction
from articles.removals import retract, take_down
from articles.views.feeds import NEWEST
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    publish_story,
)
from tests.articles.feeds import ATOM, CONTENT, FORMS, XML_FORMS, parsed_at, text_at, tree_at
from tests.articles.public_pages import address_of, html_at

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
FIRST = datetime(2013, 11, 20, 7, 30, tzinfo=UTC)
BODY = '<p>The <a href="/topics/ports/">ports</a>.</p><p><img src="/media/photos/a.webp"></p>'
EDITIONS = [("en", "/"), ("ar", "/ar/")]


def rich_story(language: str = "en") -> Article:
    """A live story that stands in every kind of list."""
    camera = make_contributor("Lina Photo", name_ar="لينا صوّر")
    story = make_story(
        headline="Troops & tanks leave" if language == "en" else "الجيش يعود في 2013",
        deck="After a week." if language == "en" else "بعد أسبوع.",
        body=BODY,
        language=language,
        bylines=[make_contributor("Rima Haddad"), make_contributor("Wire", kind="agency")],
        places=[make_place("Beirut")],
        photos=[make_photo(), make_photo(credit="S. Saad")],
        printed=[(make_edition(date(2013, 11, 20)), "A5")],
        tags=["Ports"],
    )
    Byline.objects.create(article=story, contributor=camera, role="photographs", order=9)
    Correction.objects.create(
        article=story, text="It was a Tuesday.", corrected_by=story.created_by, corrected_at=FIRST
    )
    verbs.record_revision(story, by=story.created_by)
    return publish_story(story, at=FIRST, goes_live_at=FIRST)


def lists_of(story: Article, prefix: str) -> list[str]:
    by = story.bylines.first()
    assert by is not None
    parts = ["", "middle-east/", "topics/ports/", f"by/{by.contributor.slug}/", "places/beirut/"]
    return [f"{prefix}{part}" for part in [*parts, "print/", "print/2013-11-20/"]]


@pytest.mark.parametrize("language, prefix", EDITIONS)
def test_every_list_has_its_feeds_and_names_them(
    client: Client, language: str, prefix: str
) -> None:
    story = rich_story(language)
    for page in [*lists_of(story, prefix), f"{prefix}corrections/"]:
        html = html_at(client, page)
        for form in FORMS:
            assert f'href="{page}feed.{form}"' in html, page
        for form in XML_FORMS:
            parsed = parsed_at(client, f"{page}feed.{form}")
            assert len(parsed.entries) == 1, page
            assert parsed.feed.link == f"{SITE}{page}"
            assert parsed.feed.language == language
        said = json.loads(text_at(client, f"{page}feed.json"))
        assert said["version"] == "https://jsonfeed.org/version/1.1"
        assert (said["home_page_url"], len(said["items"])) == (f"{SITE}{page}", 1)
        assert said["feed_url"] == f"{SITE}{page}feed.json"


def test_an_entry_of_rss_is_the_whole_story(client: Client) -> None:
    story = rich_story()
    parsed = parsed_at(client, "/middle-east/feed.rss")
    (entry,) = parsed.entries
    assert parsed.version == "rss20"
    assert parsed.feed.title == "Middle East · The Cedar Ledger"
    assert entry.title == "Troops & tanks leave"
    assert entry.link == f"{SITE}{address_of(story)}"
    assert not entry.guidislink
    assert entry.id == f"tag:{SITE.split('//')[1].split(':')[0]},2013:story/{story.pk}"
    assert entry.published == "Wed, 20 Nov 2013 09:30:00 +0200"
    assert [one.name for one in entry.authors] == ["Rima Haddad", "Wire"]
    assert [one.name for one in entry.contributors] == ["Lina Photo"]
    assert [one.term for one in entry.tags] == ["Middle East", "Ports"]
    assert entry.summary == "After a week."
    (enclosure,) = entry.enclosures
    assert (enclosure.type, enclosure.length) == ("image/webp", "0")  # a photo without a file
    assert enclosure.href.startswith(f"{SITE}/media/photos/")
    assert len(entry.media_content) == 2
    assert [one["content"] for one in entry.media_credit] == ["R. Haddad", "S. Saad"]


@pytest.mark.parametrize("form", XML_FORMS)
@pytest.mark.parametrize("language, prefix", EDITIONS)
def test_the_content_has_text_pictures_credits_corrections_and_the_printed_page(
    client: Client, form: str, language: str, prefix: str
) -> None:
    rich_story(language)
    tree = tree_at(client, f"{prefix}feed.{form}")
    html = tree.findtext(f".//{CONTENT}" if form == "rss" else f".//{ATOM}content") or ""
    assert f'dir="{"rtl" if language == "ar" else "ltr"}" lang="{language}"' in html
    assert 'class="dateline"' in html
    assert f'href="{SITE}/topics/ports/"' in html
    assert f'src="{SITE}/media/photos/a.webp"' in html
    assert html.count("<figcaption>The road into the town. ") == 2
    assert "S. Saad</figcaption>" in html
    assert "It was a Tuesday." in html
    prefix_of_print = f'href="{SITE}{prefix}print/2013-11-20/"'
    assert prefix_of_print in html
    assert 'href="/' not in html
    assert 'src="/' not in html
    assert "srcset" not in html


def test_atom_and_json_tell_the_same_story(client: Client) -> None:
    story = rich_story()
    (entry,) = parsed_at(client, "/feed.atom").entries
    (item,) = json.loads(text_at(client, "/feed.json"))["items"]
    (rss,) = parsed_at(client, "/feed.rss").entries
    assert rss.id == entry.id == item["id"]
    assert rss.link == entry.link == item["url"]
    assert [one.name for one in entry.authors] == [one["name"] for one in item["authors"]]
    assert item["authors"][0]["url"] == entry.authors[0]["href"]
    assert entry.published == item["date_published"] == "2013-11-20T09:30:00+02:00"
    assert entry.updated == item["date_modified"] == "2013-11-20T09:30:00+02:00"
    assert item["tags"] == ["Middle East", "Ports"]
    assert item["language"] == "en"
    html = tree_at(client, "/feed.atom").findtext(f".//{ATOM}content")
    assert item["content_html"] == html
    assert item["summary"] == entry.summary == "After a week."
    assert item["image"] == entry.enclosures[0].href
    assert [one["title"] for one in item["attachments"]][1] == "The road into the town. S. Saad"
    assert item["url"] == f"{SITE}{address_of(story)}"


def test_a_change_updates_the_entry_and_keeps_its_name(client: Client) -> None:
    story = rich_story()
    before = {form: parsed_at(client, f"/feed.{form}").entries[0] for form in XML_FORMS}
    section = make_section("Politics")
    publish_story(change_story(story, section=section, deck="And back again."))
    for form in XML_FORMS:
        (after,) = parsed_at(client, f"/feed.{form}").entries
        assert after.id == before[form].id
        assert after.link != before[form].link  # the section is part of the address
        assert after.published == before[form].published
        assert after.updated_parsed > before[form].updated_parsed
    (item,) = json.loads(text_at(client, "/feed.json"))["items"]
    assert datetime.fromisoformat(item["date_modified"]) > FIRST + timedelta(days=365)


def test_the_language_decides_the_direction_of_a_title(client: Client) -> None:
    rich_story("ar")
    assert parsed_at(client, "/ar/feed.rss").entries[0].title == "\u2067الجيش يعود في 2013\u2069"
    publish_story(make_story(headline="He said \u202eسلام and left"))
    publish_story(make_story(headline="عاد الجيش", language="ar"))
    assert parsed_at(client, "/feed.rss").entries[0].title == "\u2066He said سلام and left\u2069"
    assert parsed_at(client, "/ar/feed.rss").entries[0].title == "عاد الجيش"


def test_characters_that_xml_cannot_hold_break_no_feed(client: Client) -> None:
    story = make_story(headline="A \x0bbell\x07 ]]> & <b>", body="<p>Ding ]]&gt;\x08 dong</p>")
    publish_story(story)
    for form in XML_FORMS:
        (entry,) = parsed_at(client, f"/feed.{form}").entries
        assert entry.title == "A bell ]]> & <b>" or "&lt;b&gt;" in entry.title
        assert "dong" in entry.content[0].value
    assert json.loads(text_at(client, "/feed.json"))["items"][0]["title"].startswith("A bell")


def test_a_feed_holds_the_newest_thirty_and_costs_one_query_for_them(client: Client) -> None:
    for number in range(NEWEST + 2):
        at = FIRST + timedelta(minutes=number)
        publish_story(make_story(headline=f"Story {number}"), at=at, goes_live_at=at)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        titles = [one.title for one in parsed_at(client, "/feed.rss").entries]
    assert titles == [f"Story {number}" for number in range(NEWEST + 1, 1, -1)]
    assert len(queries) <= 2


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_kept_and_not_sent_twice(client: Client, form: str) -> None:
    publish_story()
    cache.clear()
    first = client.get(f"/feed.{form}")
    with CaptureQueriesContext(connection) as queries:
        again = client.get(f"/feed.{form}", headers={"If-None-Match": first["ETag"]})
        zipped = client.get(f"/feed.{form}", headers={"Accept-Encoding": "gzip"})
    assert (again.status_code, again.content, len(queries)) == (304, b"", 0)
    assert zipped["Content-Encoding"] == "gzip"
    assert len(zipped.content) < len(first.content)
    assert first["Cache-Control"].startswith("public")
    assert not first.cookies
    kinds = {"rss": "rss+xml", "atom": "atom+xml", "json": "feed+json"}
    assert first["Content-Type"] == f"application/{kinds[form]}; charset=utf-8"
    new_edition()
    down = OperationalError("the database is down")
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=down):
        assert client.get(f"/feed.{form}").content == first.content


def test_what_is_not_live_is_in_no_feed(client: Client) -> None:
    later = database_now() + timedelta(hours=1)
    hidden = make_story(headline="Embargoed words", tags=["Ports"])
    publish_story(hidden, goes_live_at=later)
    make_story(headline="Draft words", tags=["Ports"])
    for form in FORMS:
        said = text_at(client, f"/feed.{form}")
        assert "words" not in said
        assert client.get(f"/topics/ports/feed.{form}").status_code == 404


@pytest.mark.parametrize("how", ["withdraw", "retract", "take_down"])
def test_what_is_withdrawn_leaves_every_feed_at_once(client: Client, how: str) -> None:
    story = rich_story()
    pages = [page for page in lists_of(story, "/") if "by/" in page or page == "/"]
    by = story.created_by
    if how == "withdraw":
        verbs.withdraw(story, by=by, note="Wrong.")
    elif how == "retract":
        retract(story, by=by, note="Wrong.", notice="It cannot stand.")
    else:
        take_down(story, by=by, note="A court.")
    for form in FORMS:
        assert "tanks" not in text_at(client, f"/feed.{form}")
        assert client.get(f"{pages[-1]}feed.{form}").status_code == 404
        told = text_at(client, f"/corrections/feed.{form}")
        assert "tanks" not in told
        assert ("It cannot stand." in told) == (how == "retract")


def test_a_withheld_name_leaves_the_feeds_at_once(client: Client) -> None:
    story = rich_story()
    writer = story.bylines.earliest("order").contributor
    Contributor.objects.filter(pk=writer.pk).update(withheld=True)
    for form in FORMS:
        assert "Rima Haddad" not in text_at(client, f"/feed.{form}")
        assert client.get(f"/by/{writer.slug}/feed.{form}").status_code == 404


@pytest.mark.parametrize("form", XML_FORMS)
def test_an_empty_list_is_a_feed_too(client: Client, form: str) -> None:
    make_section("Culture")
    parsed = parsed_at(client, f"/culture/feed.{form}")
    assert (parsed.entries, parsed.feed.title) == ([], "Culture · The Cedar Ledger")


def test_what_is_no_list_has_no_feed(client: Client) -> None:
    publish_story()
    assert client.get("/nowhere/feed.rss").status_code == 404
    assert client.get("/topics/nothing/feed.atom").status_code == 404
    assert client.get("/print/1990-01-01/feed.json").status_code == 404
    assert client.get("/middle-east/feed.xml").status_code == 404


def test_what_atom_demands_is_there(client: Client) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and each of its entries must have, exactly once."""
    rich_story()
    feed = tree_at(client, "/feed.atom")
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert part.findtext(f"{ATOM}{name}")
        links: list[ElementTree.Element] = part.findall(f"{ATOM}link")
        assert [one.get("type") for one in links if one.get("rel") == "alternate"] == ["text/html"]
    assert feed.find(f"{ATOM}author") is not None
    assert [one.get("href") for one in feed.findall(f"{ATOM}link[@rel='self']")] == [
        f"{SITE}/feed.atom"
    ]
