"""Lite pages: text alone, in one request, and never given for the full page."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import lite, verbs
from articles.models import Article, Correction
from articles.removals import retract, take_down
from tests.articles.factories import (
    make_edition,
    make_photo,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.public_pages import address_of, html_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db: None) -> Article:
    chief = make_user()
    article = make_story(
        chief,
        headline="The pass is closed",
        deck="Since Monday.",
        body='<p>Snow.</p><figure><img src="/media/photos/a.webp"><figcaption>The pass.'
        "</figcaption></figure><p>More snow.</p>",
        photos=[make_photo()],
    )
    Correction.objects.create(
        article=article, kind="correction", text="Not on Sunday.", corrected_by=chief
    )
    verbs.record_revision(article, by=chief)
    return publish_story(article, chief)


def test_it_says_what_the_full_page_says_and_links_to_lite_pages(
    client: Client, story: Article
) -> None:
    address = address_of(story)
    html = html_at(client, f"{address}?lite")
    for words in ("The pass is closed", "Since Monday.", "More snow.", "The pass.", "Not on Sun"):
        assert words in html
    assert "<img" not in html
    assert re.search(rf'<link rel="canonical" href="https?://[^/]+{address}">', html)
    assert "/middle-east/?lite" in html
    assert f'href="{address}?lite"' in html_at(client, "/middle-east/?lite")
    assert f'href="{address}?lite"' in html_at(client, "/?lite")
    assert f'href="{address}"' in html  # the way back to the full one


def test_its_style_is_the_only_thing_that_its_policy_allows(client: Client, story: Article) -> None:
    for path in ("/?lite", f"{address_of(story)}?lite"):
        for _time in ("made", "kept"):
            response = client.get(path)
            style = re.search(r"<style>(.*?)</style>", response.content.decode())
            assert style
            digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
            policy = response["Content-Security-Policy"]
            assert f"style-src 'sha256-{digest}'" in policy
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
    assert "sha256" not in client.get("/")["Content-Security-Policy"]


def test_neither_form_of_a_page_is_given_for_the_other(client: Client, story: Article) -> None:
    for path in (
        "/",
        "/middle-east/",
        address_of(story),
        "/print/",
        "/most-read/",
        "/corrections/",
    ):
        full, light = client.get(path).content, client.get(f"{path}?lite").content
        assert client.get(path).content == full
        assert client.get(f"{path}?lite").content == light
        if path in {"/", "/middle-east/", address_of(story)}:
            assert b"<style>" in light
            assert b"<style>" not in full


def test_a_wrong_address_leads_to_the_lite_form_too(client: Client, story: Article) -> None:
    response = client.get(f"/wrong/2013/x/{story.pk}-x/?lite")
    assert response["Location"] == f"{address_of(story)}?lite"


@pytest.mark.parametrize("part", ["0", "2", "99", "100", "-1", "x", "1.0", "٢", "%00", "1" * 400])
def test_a_part_that_is_not_there_is_not_found(client: Client, story: Article, part: str) -> None:
    assert client.get(f"{address_of(story)}?lite={part}").status_code == 404
    assert client.get(f"/?lite={part}").status_code == 404


def test_what_readers_lose_is_gone_from_the_lite_page_too(client: Client, story: Article) -> None:
    address, chief = address_of(story), make_user()
    assert "Snow." in client.get(f"{address}?lite").content.decode()
    retract(story, by=chief, note="made up", notice="It was made up.")
    html = html_at(client, f"{address}?lite")
    assert "It was made up." in html
    assert "Snow." not in html
    assert "<style>" in html
    assert client.get(f"{address}?lite")["X-Robots-Tag"] == "noindex"
    take_down(story, by=chief, note="a court")
    assert "made up" not in html_at(client, f"{address}?lite", status=410)


def test_a_draft_has_none(client: Client) -> None:
    draft = make_story(headline="Not for your eyes")
    assert client.get(f"/middle-east/2013/nov-20/{draft.pk}-x/?lite").status_code == 404
    assert "Not for your eyes" not in html_at(client, "/?lite")


def test_older_stories_keep_the_lite_form(client: Client) -> None:
    section = make_section()
    for _time in range(21):
        publish_story(make_story(section=section))
    older = re.search(r'href="(\?before=[^"]+)"', html_at(client, "/middle-east/?lite"))
    assert older
    assert older[1].endswith("&amp;lite")
    assert "<style>" in html_at(client, f"/middle-east/{older[1].replace('&amp;', '&')}")


def test_it_costs_two_queries(client: Client, story: Article) -> None:
    publish_story(make_story(printed=[(make_edition(story.created_at.date()), "1")]))
    for path in ("/?lite", "/middle-east/?lite", f"{address_of(story)}?lite"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) <= 3, path


class TestParts:
    def test_a_short_story_is_one(self) -> None:
        assert lite.parts("<p>Short.</p>") == ["<p>Short.</p>"]
        assert lite.parts("") == [""]

    def test_a_long_one_is_cut_between_paragraphs_and_nothing_is_lost(self) -> None:
        words = [f"<p>{hashlib.sha512(str(n).encode()).hexdigest()}</p>" for n in range(200)]
        quote = "<blockquote><p>One.</p><p>Two.</p></blockquote>"
        body = quote.join(words)
        found = lite.parts(body)
        assert len(found) > 3
        assert "".join(found) == body
        for part in found:
            assert part.count("<blockquote>") == part.count("</blockquote>")
            assert part.count("<p>") == part.count("</p>")


@pytest.mark.parametrize("home, name", [("/", "Lite edition"), ("/ar/", "الطبعة الخفيفة")])
def test_the_lite_front_does_not_name_the_paper_twice(client: Client, home: str, name: str) -> None:
    title = re.findall("<title>(.*?)</title>", html_at(client, f"{home}?lite"))[0]
    paper, other = title.split(" · ")
    assert (other, paper != other) == (name, True)
