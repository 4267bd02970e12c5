"""What is not live is neither found nor counted, suggested or asked about; to the microsecond."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from articles import removals, schedules, verbs
from articles.clock import as_it_stands_at, database_now
from articles.models import Article, Contributor
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_place,
    make_story,
    publish_story,
)
from tests.articles.public_pages import html_at

pytestmark = pytest.mark.django_db

WORD = "Zanzibarian"
TYPED = WORD.lower()  # so that what a page repeats is not taken for what it tells
ASKED = (
    f"?q={TYPED}",
    f"?q={TYPED}&sort=newest",
    f"?q={TYPED}+town",
    f"?q=town+-{TYPED}",
    "?q=town",
    "?q=zansibarian",  # sounds like it
    f"?by={TYPED}+writer",
    f"?tag={TYPED}+talks",
    f"?place={TYPED}-hills",
    "suggest?q=zanz",
    "suggest?q=town+fal",
    "",
)


def secret() -> Article:
    return make_story(
        headline=f"{WORD} town falls",
        deck=f"A {WORD} deck.",
        body=f"<p>The {WORD} column.</p>",
        bylines=[make_contributor(f"{WORD} Writer")],
        places=[make_place(f"{WORD} Hills", "")],
        tags=[f"{WORD} talks"],
    )


def said(client: Client) -> dict[str, str]:
    """What each way of asking says."""
    found = {}
    for asked in ASKED:
        cache.clear()
        response = client.get(f"/search/{asked}")
        assert response.status_code in {200, 400}
        found[asked] = response.content.decode()
    return found


def telling(client: Client) -> set[str]:
    """The ways of asking that tell the word."""
    return {asked for asked, text in said(client).items() if WORD in text}


def as_draft(story: Article) -> None:
    """Nothing more is done with it."""


def as_scheduled(story: Article) -> None:
    publish_story(story, goes_live_at=database_now() + timedelta(hours=1))


def as_called_off(story: Article) -> None:
    as_scheduled(story)
    schedules.unschedule(story, by=story.created_by, note="Not yet.")


def as_withdrawn(story: Article) -> None:
    publish_story(story)
    verbs.withdraw(story, by=story.created_by, note="A wrong name.")


def as_taken_down(story: Article) -> None:
    publish_story(story)
    removals.take_down(story, by=story.created_by, note="A court order.")


def as_replaced(story: Article) -> None:
    """Its words are in an earlier version only."""
    publish_story(story)
    story.bylines.all().delete()
    story.datelines.all().delete()
    story.tags.clear()
    change_story(story, headline="Another town", deck="", body="<p>Another column.</p>")
    approve_story(story)
    verbs.publish(story, by=story.created_by)


STATES: list[Callable[[Article], object]] = [
    as_draft,
    approve_story,
    as_scheduled,
    as_called_off,
    as_withdrawn,
    as_taken_down,
    as_replaced,
]


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_live_is_not_found(client: Client, state: Callable[[Article], None]) -> None:
    publish_story(make_story(headline="Another town stands"))
    before = said(client)
    story = secret()
    state(story)
    assert telling(client) == set()
    if state is not as_replaced:
        assert said(client) == before  # byte for byte as if it had never been


def test_the_walk_would_find_it(client: Client) -> None:
    publish_story(make_story(headline="Another town stands"))
    publish_story(secret())
    assert telling(client) == set(ASKED) - {f"?q=town+-{TYPED}"}


def test_a_story_is_found_from_its_microsecond_on(client: Client) -> None:
    moment = database_now() + timedelta(hours=1)
    story = secret()
    publish_story(story, goes_live_at=moment)
    publish_story(make_story(headline="Another town stands"))
    with as_it_stands_at(moment - timedelta(microseconds=1)):
        assert telling(client) == set()
    with as_it_stands_at(moment):
        assert "?q=town" in telling(client)


def test_a_change_to_come_is_found_when_it_comes_and_the_old_words_no_more(client: Client) -> None:
    story = publish_story(make_story(headline="Granary opens"))
    moment = database_now() + timedelta(hours=1)
    publish_story(change_story(story, headline="Lighthouse opens"), goes_live_at=moment)
    for when, old, new in ((moment - timedelta(microseconds=1), 1, 0), (moment, 0, 1)):
        with as_it_stands_at(when):
            assert html_at(client, "/search/?q=granary").count("<mark>") == old
            assert html_at(client, "/search/?q=lighthouse").count("<mark>") == new


def test_a_name_withheld_afterwards_is_found_no_more_and_the_story_still_is(
    client: Client,
) -> None:
    writer = make_contributor("Nahla Zanzibar")
    publish_story(make_story(headline="Market reopens", bylines=[writer], tags=["Bread"]))
    assert "Market" in html_at(client, "/search/?q=zanzibar")
    assert "Nahla" in html_at(client, "/search/suggest?q=nah")
    Contributor.objects.filter(pk=writer.pk).update(withheld=True)
    for asked in ("?q=zanzibar", "?q=nahla+market", "suggest?q=nah", "?q=zansibar"):
        text = html_at(client, f"/search/{asked}")
        assert "Nahla Z" not in text
        assert "<article" not in text
    assert "Nahla" not in html_at(client, "/search/?q=market")
    assert "<article" in html_at(client, "/search/?q=market")
    # Like one that never was.
    known = html_at(client, "/search/?q=market&by=Nahla+Zanzibar", 400)
    assert known.replace("Nahla", "X") == html_at(client, "/search/?q=market&by=X+Zanzibar", 400)


@pytest.mark.parametrize("asked", ["market -zanzibar", "market -nahla -x", "market OR zanzibar"])
def test_a_withheld_name_is_not_told_by_what_is_left_out_or_comes_first(
    client: Client, asked: str
) -> None:
    writer = make_contributor("Nahla Zanzibar")
    publish_story(make_story(headline="Market reopens", bylines=[writer]))
    publish_story(make_story(headline="Market reopens", bylines=[make_contributor("Rima Saad")]))
    Contributor.objects.filter(pk=writer.pk).update(withheld=True)
    told = html_at(client, f"/search/?q={asked.replace(' ', '+')}")
    plain = html_at(client, f"/search/?q={asked.replace('zanzibar', 'y').replace('nahla', 'y')}")
    assert told.count("<article") == 2
    assert re.findall("<h2>.*?</h2>", told) == re.findall("<h2>.*?</h2>", plain)


def test_what_is_left_out_is_left_out_of_stories_with_a_withheld_name_too(client: Client) -> None:
    writer = make_contributor("Nahla Zanzibar")
    publish_story(make_story(headline="Market reopens", deck="Fish", bylines=[writer]))
    publish_story(make_story(headline="Market closes", deck="Bread"))
    publish_story(make_story(headline="Market waits", bylines=[make_contributor("Rima Saad")]))
    Contributor.objects.filter(pk=writer.pk).update(withheld=True)
    assert html_at(client, "/search/?q=market+-fish").count("<article") == 2
    assert html_at(client, "/search/?q=market+-saad+-bread").count("<article") == 1


def test_an_edition_s_search_finds_its_own_stories_alone(client: Client) -> None:
    publish_story(make_story(headline="Beirut waits"))
    publish_story(make_story(headline="Beirut تنتظر", language="ar"))
    assert html_at(client, "/search/?q=beirut").count("<article") == 1
    assert html_at(client, "/ar/search/?q=beirut").count("<article") == 1
