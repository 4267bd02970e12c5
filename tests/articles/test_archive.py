"""The archive: every day with stories, by the newspaper's clock, at a cost that does not grow."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles import days, verbs
from articles.calendars import Month
from articles.clock import as_it_stands_at, database_now
from articles.models import Article
from tests.articles.factories import make_story, publish_story
from tests.articles.large import copy_story
from tests.articles.public_pages import html_at
from tests.articles.test_cost_of_a_page import faults_of, queries_for

pytestmark = pytest.mark.django_db

NOON = datetime(2013, 11, 20, 10, tzinfo=UTC)
LIST_QUERIES = 4


def published(at: datetime, headline: str = "Troops leave", language: str = "en") -> Article:
    return publish_story(make_story(headline=headline, language=language, at=at), at=at)


def linked_days(html: str) -> list[str]:
    """The days of the calendars that lead somewhere."""
    return re.findall(r'<td><a href="[^"]*/archive/(\d{4}/\d\d/\d\d)/"', html)


def test_a_calendar_links_the_days_that_have_stories_and_no_other(client: Client) -> None:
    published(NOON)
    published(NOON + timedelta(days=2))
    published(NOON + timedelta(days=40))
    assert linked_days(html_at(client, "/archive/2013/11/")) == ["2013/11/20", "2013/11/22"]
    year = html_at(client, "/archive/2013/")
    assert linked_days(year) == ["2013/11/20", "2013/11/22", "2013/12/30"]
    assert year.count('class="calendar"') == 12


def test_a_day_is_the_newspaper_s_own(client: Client) -> None:
    published(datetime(2013, 11, 20, 21, 59, tzinfo=UTC), "Before midnight")
    published(datetime(2013, 11, 20, 22, 1, tzinfo=UTC), "After midnight")
    wednesday = html_at(client, "/archive/2013/11/20/")
    assert "Before midnight" in wednesday
    assert "After midnight" not in wednesday
    assert "After midnight" in html_at(client, "/archive/2013/11/21/")


@pytest.mark.parametrize("day", [date(2021, 3, 28), date(2021, 10, 31)])
def test_a_night_in_which_the_clock_changes_loses_no_story(day: date) -> None:
    """In Lebanon it changes at midnight, so a day begins at one or the one before is longer."""
    since, until = days.span(day, day)
    assert timezone.localtime(since).date() == day
    assert timezone.localtime(since - timedelta(seconds=1)).date() == day - timedelta(days=1)
    assert days.span(day - timedelta(days=1), day)[1] == until
    published(since)
    published(until - timedelta(seconds=1))
    assert days.have_stories("en:all", [(since, until)]) == [True]
    around = [day + timedelta(days=number) for number in (-1, 1)]
    assert not any(days.have_stories("en:all", [days.span(one, one) for one in around]))


def test_each_edition_has_an_archive_of_its_own(client: Client) -> None:
    published(NOON)
    published(NOON + timedelta(days=1), "عاد الجيش", "ar")
    assert linked_days(html_at(client, "/archive/2013/11/")) == ["2013/11/20"]
    arabic = html_at(client, "/ar/archive/2013/11/")
    assert linked_days(arabic) == ["2013/11/21"]
    assert "تشرين الثاني ٢٠١٣" in arabic
    assert client.get("/ar/archive/2013/11/20/").status_code == 404


def test_the_first_page_leads_to_years_and_to_months_with_stories(client: Client) -> None:
    assert "Nothing has been published yet" in html_at(client, "/archive/")
    published(NOON)
    published(NOON - timedelta(days=800))
    html = html_at(client, "/archive/")
    assert re.findall(r'href="/archive/(\d{4}/(?:\d\d/)?)"', html) == [
        "2013/",
        "2013/11/",
        "2011/",
        "2011/09/",
    ]


def test_days_lead_to_the_nearest_ones_with_stories(client: Client) -> None:
    for number in (0, 3, 90):
        published(NOON + timedelta(days=number))
    html = html_at(client, "/archive/2013/11/23/")
    assert 'href="/archive/2013/11/20/" rel="prev"' in html
    assert 'href="/archive/2014/02/18/" rel="next"' in html
    month = html_at(client, "/archive/2013/11/")
    assert 'href="/archive/2014/02/" rel="next"' in month
    assert 'rel="prev"' not in month
    assert 'href="/archive/2014/" rel="next"' in html_at(client, "/archive/2013/")


def test_a_day_changes_with_an_embargo_s_second_and_not_before(client: Client) -> None:
    later = database_now() + timedelta(hours=3)
    publish_story(make_story(headline="Secretword"), goes_live_at=later)
    day = timezone.localtime(later).date()
    span = [days.span(day, day)]
    for moment, has in ((later - timedelta(seconds=1), False), (later, True)):
        with as_it_stands_at(moment):
            assert days.have_stories("en:all", span) == [has]
            assert days.ends_of("en:all") == ((day, day) if has else None)
    assert client.get(f"/archive/{day:%Y/%m/%d}/").status_code == 404
    assert client.get(f"/archive/{day:%Y}/").status_code == 404


def test_a_withdrawn_story_leaves_its_day(client: Client) -> None:
    story = published(NOON)
    verbs.withdraw(story, by=story.created_by, note="Why.")
    for address in ("2013/11/20/", "2013/11/", "2013/"):
        assert client.get(f"/archive/{address}").status_code == 404
    assert "2013" not in re.sub(r"<head>.*?</head>", "", html_at(client, "/archive/"), flags=re.S)


@pytest.mark.parametrize(
    "wrong",
    ["2013/13/", "2013/02/30/", "0000/", "99999999999999999999/", "2013/0/", "9999/12/31/", "x/"],
)
def test_a_day_that_no_calendar_has_is_no_page(client: Client, wrong: str) -> None:
    assert client.get(f"/archive/{wrong}").status_code == 404


def test_a_day_has_one_address(client: Client) -> None:
    published(NOON - timedelta(days=18))
    response = client.get("/archive/2013/11/2/")
    assert (response.status_code, response["Location"]) == (301, "/archive/2013/11/02/")


def test_pages_of_the_archive_have_titles_and_descriptions_of_their_own(client: Client) -> None:
    for number in (0, 1):
        published(NOON + timedelta(days=number))
    pages = ["", "2013/", "2013/11/", "2013/11/20/", "2013/11/21/"]
    htmls = [html_at(client, f"/archive/{page}") for page in pages]
    for shape in (r"<title>(.*?)</title>", r'name="description" content="(.*?)"'):
        assert len({re.findall(shape, html)[0] for html in htmls}) == len(pages)
    for page, html in zip(pages, htmls, strict=True):
        assert re.findall(r'rel="canonical" href="([^"]*)"', html)[0].endswith(f"/archive/{page}")


STORIES = 200_000


def test_no_page_of_it_costs_more_among_two_hundred_thousand_stories(client: Client) -> None:
    """One every eleven minutes."""
    every = "timestamptz '2013-11-20 10:00Z' - n * interval '11 minutes'"
    copy_story(published(NOON), STORIES, every)
    queries = set[str]()
    for page in ("", "2012/", "2012/06/", "2012/06/15/"):
        found = queries_for(client, f"/archive/{page}")
        assert len(found) <= LIST_QUERIES, page
        queries.update(found)
    assert [fault for sql in queries for fault in faults_of(sql)] == []
    cache.clear()
    assert "2009" in html_at(client, "/archive/")


def test_months_know_their_days() -> None:
    assert (Month(2012, 2).last, len(Month(2012, 2).days)) == (date(2012, 2, 29), 29)
