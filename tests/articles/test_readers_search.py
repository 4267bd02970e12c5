"""The readers' search: what is found, in which order, and what is said where nothing is."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles import caching
from articles.models import NameAlias
from articles.views import search as view
from tests.articles.factories import (
    make_contributor,
    make_place,
    make_section,
    make_story,
    publish_story,
)
from tests.articles.public_pages import html_at
from tests.hostile import VALUES

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def found(client: Client, asked: str, *, at: str = "/search/") -> list[str]:
    """The headlines of the results, in their order."""
    html = html_at(client, f"{at}?{asked}")
    headlines = re.findall(r"<article.*?<h2><a [^>]*>(.*?)</a>", html, re.DOTALL)
    return [re.sub(r"</?mark>", "", one) for one in headlines]


def test_words_phrases_exclusions_and_alternatives(client: Client) -> None:
    for headline in ("Port cranes stand still", "Cranes leave the port", "Olive harvest begins"):
        publish_story(make_story(headline=headline, at=None))
    both = {"Port cranes stand still", "Cranes leave the port"}
    assert set(found(client, "q=crane+ports")) == both
    assert found(client, "q=“port+crane”") == ["Port cranes stand still"]
    assert found(client, "q=cranes+-stand") == ["Cranes leave the port"]
    assert set(found(client, "q=olives+OR+leaving")) == {
        "Cranes leave the port",
        "Olive harvest begins",
    }
    assert found(client, "q=crane+olive") == []


def test_a_headline_counts_more_than_a_deck_a_name_and_the_text(client: Client) -> None:
    at = timezone.now() - 30 * DAY
    stories: dict[str, dict[str, Any]] = {
        "Body": {"body": "<p>Nothing but granary talk.</p>"},
        "Name": {"tags": ["Granary"]},
        "Deck": {"deck": "At the granary."},
        "Granary": {},
    }
    for field, values in stories.items():
        publish_story(make_story(headline=f"{field} of it", at=at, **values), at=at)
    assert found(client, "q=granary") == ["Granary of it", "Deck of it", "Name of it", "Body of it"]


def test_of_two_that_fit_alike_the_newer_comes_first(client: Client) -> None:
    for days in (900, 1, 40):
        at = timezone.now() - days * DAY
        publish_story(make_story(headline=f"Granary after {days} days", at=at), at=at)
    order = [f"Granary after {days} days" for days in (1, 40, 900)]
    assert found(client, "q=granary") == found(client, "q=granary&sort=newest") == order


def test_an_old_headline_comes_before_a_new_mention_unless_the_newest_are_asked_for(
    client: Client,
) -> None:
    at = timezone.now() - 900 * DAY
    publish_story(make_story(headline="Granary burns", at=at), at=at)
    publish_story(make_story(headline="Rain at last", body="<p>The granary is dry.</p>"))
    assert found(client, "q=granary") == ["Granary burns", "Rain at last"]
    assert found(client, "q=granary&sort=newest") == ["Rain at last", "Granary burns"]


def test_arabic_is_found_in_every_spelling_and_marked_in_its_own(client: Client) -> None:
    publish_story(
        make_story(headline="القوات السورية تدخل الرَّقة", language="ar", body="<p>عام ٢٠١٣.</p>")
    )
    for typed in ("قوات", "سوريا", "الرقه", "«السورية تدخل»", "2013", "۲۰۱۳", "قوّات"):
        html = html_at(client, f"/ar/search/?q={quote(typed)}")
        assert "<mark>" in html, typed
        assert 'dir="rtl"' in html
    assert "<mark>الرَّقة</mark>" in html_at(client, "/ar/search/?q=" + quote("الرقه"))
    assert found(client, "q=" + quote("قطر"), at="/ar/search/") == []


def test_a_search_is_narrowed_by_each_of_its_filters(client: Client) -> None:
    at = datetime(2013, 11, 20, 21, 30, tzinfo=UTC)  # 23:30 in Beirut
    culture = make_section("Culture")
    publish_story(
        make_story(
            headline="Theatre town",
            at=at,
            section=culture,
            bylines=[make_contributor("Rima Haddad")],
            places=[make_place("Sidon")],
            tags=["Stage"],
        ),
        at=at,
    )
    publish_story(make_story(headline="Another town"))
    only = ["Theatre town"]
    for narrow in (
        "section=culture",
        "by=rima+haddad",
        "tag=stage",
        "tag=Stage",
        "place=sidon",
        "to=2013-11-20",
        "from=2013-11-20&to=2013-11-20",
        "from=" + quote("٢٠١٣-١١-٢٠") + "&to=2013-11-20",
    ):
        assert found(client, f"q=town&{narrow}") == only, narrow
        assert found(client, narrow) == only, narrow
    assert found(client, "q=town&from=2013-11-21") == ["Another town"]
    html = html_at(client, "/search/?q=town&tag=stage&section=culture")
    assert 'href="?q=town&amp;section=culture"' in html
    assert 'href="?q=town&amp;tag=stage"' in html


def test_what_cannot_be_is_said_and_kept(client: Client) -> None:
    publish_story(make_story(headline="A town"))
    html = html_at(client, "/search/?q=town&from=20+Nov&to=2013-02-30&by=Nobody&section=x", 400)
    for said in (
        "“20 Nov” is not a day",
        "“2013-02-30” is not a day",
        "no stories by “Nobody”",
        "no section “x”",
    ):
        assert said in html
    for typed in ("20 Nov", "2013-02-30", "Nobody", "town"):
        assert f'value="{typed}"' in html
    html = html_at(client, "/search/?q=town&from=2014-01-02&to=2014-01-01", 400)
    assert "The last day is before the first one." in html
    assert client.get("/search/?from=x")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("sort", ["", "&sort=newest"])
def test_all_results_come_once_page_after_page(
    client: Client, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PAGE", 4)
    for number in range(11):
        publish_story(make_story(headline=f"Granary {number}"))
    seen, address = [], f"q=granary{sort}"
    while address:
        seen += found(client, address)
        html = html_at(client, f"/search/?{address}")
        match = re.search(r'href="\?([^"]+)" rel="next"', html)
        address = match[1].replace("&amp;", "&") if match else ""
        publish_story(make_story(headline="Granary meanwhile"))
    assert len(seen) == len(set(seen)) == 11
    for wrong in ("x", "1-2", "9" * 60, "1-1-1-1", "²-1-1"):
        assert client.get(f"/search/?q=granary{sort}&after={wrong}").status_code in {200, 404}


def test_a_name_is_found_by_another_spelling_and_the_page_says_so(client: Client) -> None:
    NameAlias.objects.create(
        name="Qalamoun", name_ar="القلمون", variants="Kalamoun", lookalikes="Calamon"
    )
    publish_story(make_story(headline="Snow over Qalamoun"))
    html = html_at(client, "/search/?q=kalamoun")
    assert "<mark>Qalamoun</mark>" in html
    assert "Also searched for <bdi>Qalamoun</bdi>" in html
    html = html_at(client, "/search/?q=calamon+snow")
    assert "Also searched" not in html
    assert '<a href="?q=Qalamoun+snow"><bdi>Qalamoun snow</bdi></a>?' in html


def test_a_spelling_without_a_letter_does_no_harm(client: Client) -> None:
    NameAlias.objects.create(name="Qalamoun", variants="–, !", lookalikes="!!!, ’")
    publish_story(make_story(headline="Snow over Qalamoun"))
    assert found(client, "q=snow") == ["Snow over Qalamoun"]
    assert found(client, "q=nothing") == []


def test_names_that_sound_alike_are_asked_about_but_never_two_names(client: Client) -> None:
    publish_story(
        make_story(
            headline="A town waits",
            bylines=[make_contributor("Rima Haddad")],
            places=[make_place("Amman", "عمّان"), make_place("Hamas Street", "")],
        )
    )
    assert "<bdi>Haddad town</bdi>" in html_at(client, "/search/?q=hadad+town")
    for typed in ("oman", "homs", "omman town -waits", "xyz"):
        assert "Did you mean" not in html_at(client, f"/search/?q={quote(typed)}"), typed


def test_an_empty_result_helps(client: Client) -> None:
    publish_story(make_story(headline="A town waits", tags=["Syria"]))
    html = html_at(client, "/search/?q=nothing+here&tag=syria")
    assert "Nothing found" in html
    assert "<bdi>nothing here</bdi>" in html
    assert "Search without “Topic: Syria”" in html
    assert '<a href="/middle-east/">' in html.split("Nothing found")[1]


def test_an_empty_question_offers_where_to_begin(client: Client) -> None:
    publish_story(make_story(tags=["Syria"]))
    for asked in ("", "?q=", "?q=+++"):
        html = html_at(client, f"/search/{asked}")
        assert '<a href="/topics/syria/"><bdi>Syria</bdi></a>' in html
    assert "Add a word that has to be there" in html_at(client, "/search/?q=-town")
    assert "no word in this" in html_at(client, "/search/?q=%3F%3F")
    assert "Only the first words" in html_at(client, "/search/?q=" + "town+" * 40)


HOSTILE = (
    *VALUES[1:],
    '"' * 900,
    "«“" * 400,
    "-" * 2000,
    "OR " * 500,
    "-a " * 300,
    "((a & b) | !c:*A) <-> 'd' \\",
    "\u202e" * 50 + "a",
    "أو أو أو",
    "town" * 25_000,
)


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_query_is_never_an_error(client: Client, number: int) -> None:
    publish_story()
    typed = HOSTILE[number]
    for name in ("q", "sort", "section", "by", "tag", "place", "from", "to", "after"):
        cache.clear()
        response = client.get("/search/", {"q": "town", name: typed})
        assert response.status_code in ({200} if name == "q" else {200, 400, 404}), name
    cache.clear()
    answer = client.get("/ar/search/suggest", {"q": typed})
    assert answer.status_code == 200
    assert isinstance(json.loads(answer.content)["suggestions"], list)


def test_it_holds_nothing_of_the_visitor_and_is_no_page_for_search_engines(client: Client) -> None:
    publish_story()
    response = client.get("/search/?q=town")
    assert not response.cookies
    assert 'content="noindex, follow"' in response.content.decode()
    assert client.post("/search/", {"q": "town"}).status_code == 405


def test_any_number_of_questions_takes_a_bounded_part_of_the_page_cache(client: Client) -> None:
    publish_story(make_story(headline="Town of many"))
    places = {caching._key(f"{number:064x}", view.KEPT) for number in range(5000)}
    assert len(places) == view.KEPT


def test_a_page_is_never_given_for_another_that_has_its_place(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "_key", lambda address, places: "page:of-many:0")
    publish_story(make_story(headline="Town of many"))
    first, second = (client.get(f"/search/?q={one}").content for one in ("town", "many"))
    assert first != second
    assert client.get("/search/?q=town").content == first


def test_without_the_database_it_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object, **more: object) -> None:
        raise OperationalError("the database is down")

    cache.clear()
    monkeypatch.setattr(view, "furniture", down)
    response = client.get("/search/?q=town")
    assert response.status_code == 503
    assert "unavailable for a moment" in response.content.decode()


def suggested(client: Client, typed: str, *, at: str = "/search/") -> list[tuple[str, str]]:
    told = json.loads(html_at(client, f"{at}suggest?q={quote(typed)}"))
    return [(one["text"], one["kind"]) for one in told["suggestions"]]


def test_what_is_begun_is_suggested(client: Client) -> None:
    publish_story(
        make_story(
            headline="Stalls of Sidon reopen",
            section=make_section("Sights"),
            bylines=[make_contributor("Rima Sidani")],
            places=[make_place("Sidon", "صيدا")],
            tags=["Sieges"],
        )
    )
    assert suggested(client, "si") == [
        ("Sights", "Section"),
        ("Sidon", "Place"),
        ("Sieges", "Topic"),
        ("Rima Sidani", "Contributor"),
    ]
    assert ("Stalls of Sidon reopen", "Story") in suggested(client, "sidon stal")
    assert suggested(client, "s") == suggested(client, "") == []
    assert suggested(client, "rima sid") == [("Rima Sidani", "Contributor")]
    address = json.loads(html_at(client, "/search/suggest?q=sieg"))["suggestions"][0]["url"]
    html_at(client, address)


def test_arabic_is_suggested_with_and_without_its_article(client: Client) -> None:
    publish_story(make_story(headline="القلمون ينتظر", language="ar", tags=["القلمون"]))
    for typed in ("القل", "قلم", "ألقل"):
        assert ("القلمون", "موضوع") in suggested(client, typed, at="/ar/search/")
