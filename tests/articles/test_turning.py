"""Lists turn both ways and stay right when stories come and go meanwhile."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from articles import verbs
from articles.clock import database_now
from articles.models import Article, Contributor, ContributorKind
from articles.views.turning import PAGE
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    publish_story,
)
from tests.articles.public_pages import html_at

pytestmark = pytest.mark.django_db

LIST = "/middle-east/"


def publish_many(many: int, **more: object) -> list[Article]:
    """Stories named by their number, an hour apart, the first one the oldest."""
    begin = database_now() - timedelta(days=10)
    return [
        publish_story(
            make_story(headline=f"Story {n:03}", **more),  # type: ignore[arg-type]
            at=begin + timedelta(hours=n),
        )
        for n in range(many)
    ]


def numbers(html: str) -> list[int]:
    return [int(one) for one in re.findall(r">Story (\d+)</a>", html)]


def way(html: str, rel: str) -> str:
    """The address beside a page, as its button has it."""
    found = re.findall(rf'<a class="button" href="(\?[^"]+)" rel="{rel}"', html)
    return LIST + found[0] if found else ""


def test_a_list_turns_back_to_where_it_came_from(client: Client) -> None:
    publish_many(2 * PAGE + 5)
    first = html_at(client, LIST)
    second = html_at(client, way(first, "next"))
    third = html_at(client, way(second, "next"))
    assert numbers(first + second + third) == list(range(2 * PAGE + 4, -1, -1))
    assert (way(first, "prev"), way(third, "next")) == ("", "")
    assert numbers(html_at(client, way(third, "prev"))) == numbers(second)
    # Before the first full page there is only the first page, with whatever is new.
    assert numbers(html_at(client, way(second, "prev"))) == numbers(first)


def test_a_place_in_a_list_outlives_the_story_it_was_named_after(client: Client) -> None:
    stories = publish_many(PAGE + 3)
    older = way(html_at(client, LIST), "next")
    verbs.withdraw(stories[3], by=stories[3].created_by, note="Why.")
    assert numbers(html_at(client, older)) == [2, 1, 0]


@pytest.mark.parametrize("kind", ["section", "topic"])
def test_a_place_after_which_nothing_is_left_says_so(client: Client, kind: str) -> None:
    address = LIST if kind == "section" else "/topics/ports/"
    publish_many(1, tags=["Ports"])
    html = html_at(client, f"{address}?before=1-1")
    assert "There are no older stories." in html
    assert f'href="{address}">Newest stories' in html
    assert "No stories here yet" not in html


def test_a_name_that_only_drafts_carry_has_no_page_at_any_place(client: Client) -> None:
    make_story(tags=["Ports"])
    for query in ("", "?before=1-1", "?after=1-1", "?before=9999999999000000-1"):
        assert client.get(f"/topics/ports/{query}").status_code == 404


@pytest.mark.parametrize("place", ["x", "1", "1-", "-1", "1-x", "9" * 39 + "-1", "²-1", "1-1-1"])
@pytest.mark.parametrize("name", ["before", "after"])
def test_a_place_that_is_none_is_no_page(client: Client, name: str, place: str) -> None:
    publish_many(1)
    assert client.get(f"{LIST}?{name}={place}").status_code == 404


def test_search_engines_keep_the_first_page_and_follow_the_others(client: Client) -> None:
    publish_many(PAGE + 1)
    first = html_at(client, LIST)
    older = html_at(client, way(first, "next"))
    assert 'rel="canonical"' in first
    assert "noindex" not in first
    assert '<meta name="robots" content="noindex, follow">' in older
    assert 'rel="canonical"' not in older
    assert '<link rel="prev"' in older


def test_no_two_kinds_of_page_share_a_title_or_a_description(client: Client) -> None:
    place = make_place("Ports")
    writer = make_contributor("Ports")
    publish_story(
        make_story(section=make_section("Ports"), tags=["Ports"], bylines=[writer], places=[place])
    )
    pages = ["/ports/", "/topics/ports/", f"/by/{writer.slug}/", "/places/ports/"]
    htmls = [html_at(client, page) for page in pages]
    for shape in (r"<title>(.*?)</title>", r'name="description" content="(.*?)"'):
        assert len({re.findall(shape, html)[0] for html in htmls}) == len(pages)


class TestContributors:
    def test_the_page_has_portrait_position_and_biography_in_its_language(
        self, client: Client
    ) -> None:
        writer = make_contributor("Rima Haddad", name_ar="ريما حداد")
        photo = make_photo(alt_text="Rima Haddad at her desk", credit="S. Saad")
        Contributor.objects.filter(pk=writer.pk).update(
            portrait=photo,
            role="Beirut correspondent",
            role_ar="مراسلة في بيروت",
            bio="She reports.\n\nShe listens.",
            bio_ar="تكتب عن الحدود.",
        )
        publish_story(make_story(bylines=[writer]))
        publish_story(make_story(bylines=[writer], language="ar", headline="عاد الجيش"))
        html = html_at(client, f"/by/{writer.slug}/")
        for words in ("Beirut correspondent", "<p>She listens.</p>", 'alt="Rima Haddad at her'):
            assert words in html
        assert "مراسلة" not in html
        arabic = html_at(client, f"/ar/by/{writer.slug}/")
        for words in ("ريما حداد", "مراسلة في بيروت", "تكتب عن الحدود."):
            assert words in arabic
        assert "She reports" not in arabic

    def test_a_portrait_is_gone_when_its_rights_are(self, client: Client) -> None:
        writer, photo = make_contributor(), make_photo()
        Contributor.objects.filter(pk=writer.pk).update(portrait=photo)
        publish_story(make_story(bylines=[writer]))
        assert 'class="portrait"' in html_at(client, f"/by/{writer.slug}/")
        photo.rights_end = date(2013, 1, 1)
        photo.save()
        assert 'class="portrait"' not in html_at(client, f"/by/{writer.slug}/")

    def test_an_agency_is_called_one(self, client: Client) -> None:
        wire = make_contributor("Wire", kind=ContributorKind.AGENCY)
        publish_story(make_story(bylines=[wire]))
        assert "News agency" in html_at(client, f"/by/{wire.slug}/")

    def test_a_withheld_name_has_no_page_and_no_portrait(self, client: Client) -> None:
        writer = make_contributor()
        publish_story(make_story(bylines=[writer]))
        Contributor.objects.filter(pk=writer.pk).update(withheld=True, portrait=make_photo())
        assert client.get(f"/by/{writer.slug}/").status_code == 404


def test_a_place_says_its_country_in_both_languages(client: Client) -> None:
    place = make_place("Qara", "قارة")
    place.country, place.country_ar = "Syria", "سوريا"
    place.save()
    publish_story(make_story(places=[place]))
    publish_story(make_story(places=[place], language="ar", headline="عاد الجيش"))
    assert '<p class="fact"><bdi>Syria</bdi></p>' in html_at(client, "/places/qara/")
    assert '<p class="fact"><bdi>سوريا</bdi></p>' in html_at(client, "/ar/places/qara/")


def test_languages_lead_to_each_other_where_both_have_the_page(client: Client) -> None:
    publish_story(make_story(tags=["Ports"]))
    alone = html_at(client, "/topics/ports/")
    assert "hreflang" not in alone.partition("<body")[0]
    assert 'href="/ar/" lang="ar"' in alone
    publish_story(make_story(tags=["Ports"], language="ar", headline="عاد الجيش"))
    for address in ("/topics/ports/", "/ar/topics/ports/", LIST, "/archive/", "/print/"):
        head = html_at(client, address).partition("<body")[0]
        tied = dict(re.findall(r'hreflang="([\w-]+)" href="[^"]*?//[^/"]+([^"]*)"', head))
        english = (
            "/" + address.removeprefix("/ar").lstrip("/") if address.startswith("/ar/") else address
        )
        assert tied == {"en": english, "x-default": english, "ar": f"/ar{english}"}
    assert 'href="/ar/topics/ports/" lang="ar"' in html_at(client, "/topics/ports/")


class TestPrint:
    def test_a_day_is_shown_page_by_page_in_the_order_of_binding(self, client: Client) -> None:
        edition = make_edition(date(2013, 11, 20))
        for page in ("10", "A5", "2", "1", "A12", "2"):
            publish_story(make_story(printed=[(edition, page)]))
        html = html_at(client, "/print/2013-11-20/")
        assert re.findall(r"Page <b><bdi>(\w+)<", html) == ["1", "2", "10", "A5", "A12"]

    def test_a_calendar_shows_the_days_that_were_printed(self, client: Client) -> None:
        for day in (date(2013, 11, 20), date(2013, 11, 22), date(2014, 1, 3)):
            publish_story(make_story(printed=[(make_edition(day), "1")]))
        html = html_at(client, "/print/")
        assert 'href="/print/2014-01-03/"' in html
        assert re.findall(r'href="/print/(\d{4}-\d\d)/"', html) == ["2014-01", "2013-11"]
        november = html_at(client, "/print/2013-11/")
        assert re.findall(r'<td><a href="/print/([\d-]+)/"', november) == [
            "2013-11-20",
            "2013-11-22",
        ]
        assert 'href="/print/2014-01/" rel="next"' in november
        assert client.get("/print/2013-12/").status_code == 404
        assert client.get("/print/2013-13/").status_code == 404

    def test_a_day_leads_to_the_printed_days_beside_it(self, client: Client) -> None:
        for day in (date(2013, 11, 20), date(2013, 11, 22), date(2014, 1, 3)):
            publish_story(make_story(printed=[(make_edition(day), "1")]))
        html = html_at(client, "/print/2013-11-22/")
        assert 'href="/print/2013-11-20/" rel="prev"' in html
        assert 'href="/print/2014-01-03/" rel="next"' in html

    def test_what_waits_for_its_hour_is_in_no_calendar(self, client: Client) -> None:
        publish_story(make_story(printed=[(make_edition(date(2013, 11, 20)), "1")]))
        publish_story(
            make_story(printed=[(make_edition(date(2013, 12, 20)), "1")]),
            goes_live_at=database_now() + timedelta(hours=1),
        )
        assert "2013-12" not in html_at(client, "/print/")
        assert client.get("/print/2013-12/").status_code == 404
        assert 'rel="next"' not in html_at(client, "/print/2013-11-20/")

    def test_the_early_edition_of_a_day_comes_before_the_late_one(self, client: Client) -> None:
        day = date(2013, 11, 20)
        for name, page in (("late", "1"), ("early", "3"), ("late", "2")):
            edition = make_edition(day, name=name)
            publish_story(make_story(printed=[(edition, page)]))
        html = html_at(client, "/print/2013-11-20/")
        assert re.findall(r"<bdi>(early edition|late edition)</bdi>|Page <b><bdi>(\w+)<", html) == [
            ("early edition", ""),
            ("", "3"),
            ("late edition", ""),
            ("", "1"),
            ("", "2"),
        ]
