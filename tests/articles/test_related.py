"""Related stories: the desk's picks first, then what shares most; live ones only, in one query."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import verbs
from articles.clock import as_it_stands_at, database_now
from articles.models import Article, RelatedStory, Release, Story
from articles.snapshot import freeze
from articles.views.story import neighbours
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.public_pages import address_of, html_at

pytestmark = pytest.mark.django_db


def pick(story: Article, *others: Article) -> Article:
    """Have the desk put other stories beside a draft, in this order."""
    for order, other in enumerate(others):
        RelatedStory.objects.create(article=story, story=other, order=order)
    verbs.record_revision(story, by=story.created_by)
    return story


def beside(story: Article) -> list[int]:
    """The numbers of the stories that readers find beside one."""
    return [one.pk for one in neighbours(Story.objects.get(pk=story.pk))[1]]


def elsewhere(headline: str, **more: object) -> Article:
    """A live story that has nothing in common with those of the other sections."""
    wishes = {"section": make_section(headline), "headline": headline, **more}
    return publish_story(make_story(**wishes))  # type: ignore[arg-type]


def test_the_desk_s_picks_come_first_and_in_its_order() -> None:
    near = publish_story(make_story(headline="Near", tags=["Ports"]))
    one, two = elsewhere("One"), elsewhere("Two")
    story = publish_story(pick(make_story(tags=["Ports"]), two, one))
    assert beside(story) == [two.pk, one.pk, near.pk]


def test_what_shares_more_is_nearer_and_a_place_or_a_writer_counts() -> None:
    rima, beirut = make_contributor(), make_place()
    by_her = elsewhere("By her", bylines=[rima])
    from_there = elsewhere("From there", places=[beirut])
    both = elsewhere("Both", bylines=[rima], places=[beirut])
    tagged = elsewhere("Tagged", tags=["Ports"])
    elsewhere("Nothing in common")
    story = elsewhere("It", bylines=[rima], places=[beirut], tags=["Ports"])
    assert beside(story) == [both.pk, tagged.pk, from_there.pk, by_her.pk]


def test_two_stories_of_an_agency_are_not_related_by_that() -> None:
    wire = make_contributor("Wire", kind="agency")
    elsewhere("Other", bylines=[wire])
    assert beside(elsewhere("It", bylines=[wire])) == []


def test_a_pick_is_shown_while_it_is_live_and_told_by_nothing_before() -> None:
    draft = make_story(headline="Unseenword")
    later = publish_story(
        make_story(headline="Laterword"), goes_live_at=database_now() + timedelta(hours=1)
    )
    gone = publish_story(make_story(headline="Goneword", section=make_section("Gone")))
    story = publish_story(pick(make_story(section=make_section("Own")), draft, later, gone))
    assert beside(story) == [gone.pk]
    verbs.withdraw(gone, by=gone.created_by, note="Why.")
    assert beside(story) == []
    with as_it_stands_at(database_now() + timedelta(hours=2)):
        assert beside(story) == [later.pk]


def test_a_pick_in_another_language_is_not_shown_even_where_the_desk_let_it_through() -> None:
    arabic = publish_story(make_story(headline="عربي", language="ar"))
    assert beside(publish_story(pick(make_story(), arabic))) == []


def test_all_picks_are_shown_and_no_story_twice(client: Client) -> None:
    picks = [elsewhere(f"Pick {number}", tags=["Ports"]) for number in range(6)]
    story = publish_story(pick(make_story(tags=["Ports"]), *picks))
    assert beside(story) == [one.pk for one in picks]
    html = html_at(client, address_of(story))
    assert [html.count(f">Pick {number}</a></h3>") for number in range(6)] == [1] * 6


def test_picks_and_neighbours_are_one_query_that_reads_no_more_than_it_shows() -> None:
    others = [publish_story(make_story(tags=["Ports"])) for _ in range(3)]
    story = Story.objects.get(pk=publish_story(pick(make_story(tags=["Ports"]), *others)).pk)
    with CaptureQueriesContext(connection) as queries:
        neighbours(story)
    assert len(queries) == 1


def test_picks_are_frozen_by_number_and_older_revisions_stay_equal() -> None:
    other = make_story(headline="Other")
    story = make_story()
    assert "related" not in freeze(story)
    assert freeze(pick(story, other))["related"] == [{"story": other.pk, "headline": "Other"}]


def test_a_release_tells_numbers_alone() -> None:
    draft = make_story(headline="Unseenword")
    story = publish_story(pick(make_story(), draft))
    release = Release.objects.get(article=story)
    assert release.related == [draft.pk]
    assert "Unseenword" not in json.dumps(
        Story.objects.filter(pk=story.pk).values()[0], default=str
    )


def test_another_pick_of_an_approved_story_needs_its_approval_again() -> None:
    story = publish_story()
    pick(story, elsewhere("Other"))
    story.refresh_from_db()
    assert (story.editorial, story.has_unpublished_changes) == ("draft", True)
    assert beside(story) == []
    change_story(story, by=make_user(), headline="Same")
