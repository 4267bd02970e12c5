"""What stands where on the front page: what the desk pinned, then the rule, and nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import removals, verbs
from articles.clock import as_it_stands_at, database_now
from articles.fronts import moves
from articles.fronts.plan import MOST_PINS, automatic
from articles.models import Article
from articles.workflow import Refused
from tests.articles.factories import (
    make_edition,
    make_photo,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.fronts import (
    arrange,
    everything,
    headlines,
    newspaper,
    opinion_section,
    published,
    put,
    words,
)

pytestmark = pytest.mark.django_db
QUERIES = 5


def front(client: Client, address: str = "/") -> Any:
    cache.clear()
    return client.get(address)


def test_an_empty_day_says_so(client: Client) -> None:
    assert "first edition is being written" in front(client).content.decode()


def test_one_story_leads_wherever_it_is_pinned(client: Client) -> None:
    (story,) = newspaper(1)
    published(put(story, f"section:{story.section_id}"))
    page = front(client)
    assert headlines(page)["lead"] == ["Story number 0"]
    assert everything(page) == ["Story number 0"]


def test_a_lone_comment_leads_too(client: Client) -> None:
    publish_story(make_story(headline="A view", section=opinion_section()))
    assert headlines(front(client))["lead"] == ["A view"]


def test_pins_stand_first_and_the_rule_fills_the_rest(client: Client) -> None:
    stories = newspaper(8)
    published(put(stories[0], "lead"), put(stories[2], "deck"), put(stories[1], "deck"))
    shown = headlines(front(client))
    assert shown["lead"] == ["Story number 0"]
    assert shown["deck"] == [f"Story number {n}" for n in (2, 1, 7, 6, 5)]


@pytest.mark.parametrize("newer, head", [(4, "Pictured"), (5, "Story number 4")])
def test_a_block_is_headed_by_a_picture_where_one_of_the_newest_has_any(
    client: Client, newer: int, head: str
) -> None:
    section, old = make_section("Lebanon"), database_now() - timedelta(hours=9)
    pictured = make_story(headline="Pictured", section=section, photos=[make_photo()], at=old)
    publish_story(pictured, at=old, goes_live_at=old)
    top = newspaper(6)
    plain = newspaper(newer, section=section)
    published(put(top[0], "lead"), *(put(one, "deck") for one in top[1:]))
    assert headlines(front(client))["lebanon"][0] == head
    published(put(plain[0], f"section:{section.pk}"))
    assert headlines(front(client))["lebanon"][0] == "Story number 0"


def test_no_story_stands_on_the_front_twice(client: Client) -> None:
    printed = [(make_edition(database_now().date()), "1")]
    stories = newspaper(30, printed=printed, photos=[make_photo()])
    newspaper(5, section=opinion_section())
    section = stories[0].section_id
    published(put(stories[3], "lead"), put(stories[29], f"section:{section}"))
    page = front(client)
    assert max(Counter(one.pk for one in shown(page)).values()) == 1
    for part in ("lead", "deck", "opinion", "print", "latest", "middle-east"):
        assert headlines(page)[part], part


def shown(page: Any) -> Iterator[Any]:
    front = page.context["front"]
    yield from [front.lead, *front.deck, *front.opinion, *front.latest, *front.edition.stories]
    for block in front.blocks:
        yield from block.stories


def test_a_pin_has_its_own_words_on_the_front_alone(client: Client) -> None:
    story, *_rest = newspaper(3)
    own = words(story, "Short & sharp <b>", "Now", "One line")
    published(put(story, "lead"), own)
    html = front(client).content.decode()
    assert "Short &amp; sharp &lt;b&gt;" in html
    assert "Now" in html
    assert "One line" in html
    assert "Short" not in front(client, "/middle-east/").content.decode()


def test_a_pin_ends_at_its_time_and_the_rule_fills_the_place(client: Client) -> None:
    old, *_rest, newest = newspaper(4)
    end = database_now() + timedelta(hours=1)
    published(put(old, "lead"), words(old, "Pinned words", until=end))
    assert headlines(front(client))["lead"] == ["Pinned words"]
    with as_it_stands_at(end - timedelta(seconds=1)):
        assert headlines(front(client))["lead"] == ["Pinned words"]
    with as_it_stands_at(end):
        assert headlines(front(client))["lead"] == [newest.headline]
        assert "Pinned words" not in front(client).content.decode()


def test_a_kept_page_ends_with_a_pin(client: Client) -> None:
    old, *_rest = newspaper(4)
    published(put(old, "lead"), words(old, until=database_now() + timedelta(seconds=9)))
    page = front(client)
    assert 0 < page.context["paper"].fresh_for <= 9


def test_a_pinned_story_that_is_withdrawn_leaves_at_once(client: Client) -> None:
    stories = newspaper(4)
    published(put(stories[0], "lead"), words(stories[0], "Its own words"))
    verbs.withdraw(stories[0], by=make_user(), note="Wrong.")
    page = front(client)
    assert headlines(page)["lead"] == ["Story number 3"]
    assert "Its own words" not in page.content.decode()


def test_a_pinned_story_that_is_taken_down_leaves_at_once(client: Client) -> None:
    stories = newspaper(3)
    published(put(stories[0], "deck"), words(stories[0], "Its own words"))
    removals.take_down(stories[0], by=make_user(), note="A court order.")
    assert "Its own words" not in front(client).content.decode()


@pytest.mark.parametrize("language, address", [("en", "/"), ("ar", "/ar/")])
def test_each_edition_has_a_front_of_its_own(client: Client, language: str, address: str) -> None:
    other = "ar" if language == "en" else "en"
    here = [publish_story(make_story(headline=f"{language} {n}", language=language)) for n in "123"]
    publish_story(make_story(headline="elsewhere", language=other))
    published(put(here[0], "lead"), language=language)
    assert headlines(front(client, address))["lead"] == [f"{language} 1"]
    assert "elsewhere" in everything(front(client, "/ar/" if language == "en" else "/"))


def test_blocks_stand_in_the_order_of_the_plan_and_as_many_as_it_says(client: Client) -> None:
    first, second = make_section("Middle East"), make_section("Lebanon")
    newspaper(20, section=first)
    newspaper(8, section=second)
    published(
        lambda plan: moves.step_block(plan, second.pk, -1),
        lambda plan: moves.size_block(plan, second.pk, 5),
        lambda plan: moves.size_block(plan, first.pk, 1),
    )
    blocks = front(client).context["front"].blocks
    assert [(one.section.slug, len(one.stories)) for one in blocks] == [
        ("lebanon", 5),
        ("middle-east", 1),
    ]


def test_parts_are_left_out_as_a_whole(client: Client) -> None:
    newspaper(20)
    newspaper(3, section=opinion_section())
    off = [
        lambda plan, part=part: moves.show_part(plan, part, on=False)
        for part in ("opinion", "latest", "print")
    ]
    published(*off)
    page = headlines(front(client))
    assert page["opinion"] == page["latest"] == page["print"] == []


def test_a_front_takes_as_many_queries_for_one_story_as_for_many(client: Client) -> None:
    stories, counts = newspaper(1), []
    for many in (0, 30):
        stories += newspaper(many, photos=[make_photo()])
        published(*(put(one, "deck") for one in stories[-4:]), put(stories[0], "lead"))
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts == [QUERIES, QUERIES]


# The moves of a plan, without a database


def test_a_new_lead_sends_the_old_one_to_the_head_of_the_deck() -> None:
    plan = moves.put(moves.put(moves.put(automatic([1]), 5, "deck"), 6, "lead"), 7, "lead")
    assert [(one["story"], one["slot"]) for one in plan["pins"]] == [
        (7, "lead"),
        (6, "deck"),
        (5, "deck"),
    ]


def test_a_story_is_pinned_once() -> None:
    plan = moves.put(moves.put(automatic([1]), 5, "deck"), 5, "section:1")
    assert [one["slot"] for one in plan["pins"]] == ["section:1"]


def test_moving_keeps_the_words_and_the_end() -> None:
    plan = moves.put(automatic([1]), 5, "deck")
    plan = moves.word(plan, 5, headline="H", kicker="", deck="", until="2030-01-01T00:00:00+00:00")
    assert moves.put(plan, 5, "lead")["pins"][0]["headline"] == "H"


def test_beyond_the_end_a_pin_stays_at_the_end() -> None:
    plan = moves.put(moves.put(automatic([1]), 5, "deck"), 6, "deck")
    assert moves.step(plan, 5, -1) == plan
    assert [one["story"] for one in moves.step(plan, 5, 1)["pins"]] == [6, 5]
    assert [one["story"] for one in moves.step(plan, 6, 5)["pins"]] == [5, 6]


def test_a_full_place_refuses_one_more() -> None:
    plan = automatic([1])
    for story in range(MOST_PINS):
        plan = moves.put(plan, story, "deck")
    with pytest.raises(Refused):
        moves.put(plan, 99, "deck")


def test_a_dropped_block_drops_what_is_pinned_in_it() -> None:
    plan = moves.drop_block(moves.put(automatic([1, 2]), 5, "section:1"), 1)
    assert plan["pins"] == []
    assert [one["section"] for one in plan["blocks"]] == [2]


@pytest.mark.parametrize(
    "move",
    [
        lambda plan: moves.put(plan, 5, "section:9"),
        lambda plan: moves.put(plan, 5, "anywhere"),
        lambda plan: moves.step(plan, 5, 1),
        lambda plan: moves.take_out(plan, 5),
        lambda plan: moves.add_block(plan, 1),
        lambda plan: moves.drop_block(plan, 9),
        lambda plan: moves.size_block(plan, 1, 7),
        lambda plan: moves.show_part(plan, "weather", on=True),
    ],
)
def test_what_is_not_possible_is_refused_in_words(move: Any) -> None:
    with pytest.raises(Refused, match=r"\w+ \w+"):
        move(automatic([1]))


def test_arranging_alone_changes_nothing_for_readers(client: Client) -> None:
    stories: list[Article] = newspaper(4)
    before = everything(front(client))
    arrange(put(stories[0], "lead"))
    assert everything(front(client)) == before
