"""Time publishes: what readers have at each second, without any job that could be missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import releases, verbs
from articles.clock import as_it_stands_at, database_now
from articles.models import Article, ListedStory, Listing, Release, Story, Transition
from articles.workflow import Publication, Refused
from tests.articles.factories import (
    approve_story,
    change_story,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def headline_at(story: Article, moment: datetime) -> str | None:
    """What readers find at the story's address at a moment; None is a 404."""
    with as_it_stands_at(moment):
        found = list(Story.objects.filter(pk=story.pk))
        listed = ListedStory.objects.under("en:all").filter(id=story.pk).count()
    assert len(found) <= 1, "two versions are live at once"
    live = bool(found) and not found[0].withdrawn
    assert listed == int(live), "the lists and the page disagree"
    return found[0].headline if found else None


def scheduled(headline: str = "First", after: timedelta = HOUR) -> tuple[Article, datetime]:
    moment = database_now() + after
    return publish_story(make_story(headline=headline), goes_live_at=moment), moment


class TestScheduling:
    def test_a_story_appears_on_the_second(self) -> None:
        story, moment = scheduled()
        assert headline_at(story, moment - timedelta(microseconds=1)) is None
        assert headline_at(story, moment) == "First"
        assert headline_at(story, moment + timedelta(days=900)) == "First"

    def test_nothing_has_to_run(self) -> None:
        story, moment = scheduled()
        before = Release.objects.values_list("pk", "superseded_at").get()
        headline_at(story, moment + HOUR)
        assert Release.objects.values_list("pk", "superseded_at").get() == before

    def test_it_says_when_in_words(self) -> None:
        story = approve_story(make_story())
        moment = datetime(2099, 7, 1, 6, 30, tzinfo=UTC)
        said = verbs.publish(story, by=story.created_by, goes_live_at=moment)
        assert said == (
            "Scheduled. Readers see it from 1 July 2099, 09:30 EEST on, without any further step."
        )

    def test_the_desk_sees_it_as_scheduled_and_then_as_live(self) -> None:
        story, moment = scheduled()
        assert story.publication_at(moment - SECOND) == Publication.SCHEDULED
        assert story.publication_at(moment) == Publication.LIVE
        last = Transition.objects.filter(article=story).first()
        assert last is not None
        assert last.publication_after == Publication.SCHEDULED

    def test_the_same_again_is_nothing(self) -> None:
        story, moment = scheduled()
        said = verbs.publish(story, by=story.created_by, goes_live_at=moment)
        assert said == "Nothing to publish: this text is scheduled for that moment already."
        assert Release.objects.count() == 1

    def test_a_story_is_dated_by_its_appearance(self) -> None:
        story, moment = scheduled()
        with as_it_stands_at(moment):
            live = Story.objects.get(pk=story.pk)
        assert (live.first_published_at, live.updated_at) == (moment, None)


class TestBroughtForward:
    def test_readers_have_it_now_and_once(self) -> None:
        story, moment = scheduled()
        now = database_now()
        verbs.publish(story, by=story.created_by)
        for when in (now, now + SECOND, moment - SECOND, moment, moment + HOUR):
            assert headline_at(story, when) == "First"
        assert story.first_published_at == now

    def test_by_some_minutes(self) -> None:
        story, moment = scheduled()
        earlier = moment - timedelta(minutes=30)
        verbs.publish(story, by=story.created_by, goes_live_at=earlier)
        assert headline_at(story, earlier - SECOND) is None
        assert headline_at(story, earlier) == "First"
        assert story.first_published_at == earlier


class TestPutOff:
    """The embargo is lengthened: the earlier hour must pass without a word."""

    def test_the_same_text(self) -> None:
        story, moment = scheduled()
        later = moment + HOUR
        said = verbs.publish(story, by=story.created_by, goes_live_at=later)
        assert said.startswith("Scheduled.")
        assert headline_at(story, moment) is None
        assert headline_at(story, later - SECOND) is None
        assert headline_at(story, later) == "First"
        assert story.publication_at(moment) == Publication.SCHEDULED

    def test_another_text(self) -> None:
        story, moment = scheduled()
        later = moment + HOUR
        publish_story(change_story(story, headline="Second"), goes_live_at=later)
        assert headline_at(story, moment) is None
        assert headline_at(story, later - SECOND) is None
        assert headline_at(story, later) == "Second"
        with as_it_stands_at(later):
            live = Story.objects.get(pk=story.pk)
        assert (live.first_published_at, live.updated_at) == (later, None)

    def test_a_change_to_a_live_story(self) -> None:
        story = publish_story(make_story(headline="First"))
        moment = database_now() + HOUR
        publish_story(change_story(story, headline="Second"), goes_live_at=moment)
        publish_story(change_story(story, headline="Third"), goes_live_at=moment + HOUR)
        assert headline_at(story, database_now()) == "First"
        assert headline_at(story, moment) == "First"
        assert headline_at(story, moment + HOUR) == "Third"

    def test_the_address_is_of_the_headline_that_readers_saw_first(self) -> None:
        story, moment = scheduled("Secretname is arrested")
        publish_story(change_story(story, headline="A man is arrested"), goes_live_at=moment)
        with as_it_stands_at(moment):
            assert Story.objects.get(pk=story.pk).slug == "a-man-is-arrested"


class TestEmbargoedChange:
    def test_the_new_text_replaces_the_old_on_the_second(self) -> None:
        story = publish_story(make_story(headline="First"))
        moment = database_now() + HOUR
        publish_story(change_story(story, headline="Second"), goes_live_at=moment)
        assert headline_at(story, database_now()) == "First"
        assert headline_at(story, moment - timedelta(microseconds=1)) == "First"
        assert headline_at(story, moment) == "Second"

    def test_the_desk_still_calls_the_story_live(self) -> None:
        story = publish_story(make_story(headline="First"))
        moment = database_now() + HOUR
        publish_story(change_story(story, headline="Second"), goes_live_at=moment)
        assert story.publication_at(database_now()) == Publication.LIVE

    def test_a_change_published_at_once_takes_its_place_for_good(self) -> None:
        story = publish_story(make_story(headline="First"))
        moment = database_now() + HOUR
        publish_story(change_story(story, headline="Second"), goes_live_at=moment)
        publish_story(change_story(story, headline="Third"))
        for when in (database_now(), moment, moment + HOUR):
            assert headline_at(story, when) == "Third"

    def test_withdrawing_the_story_takes_the_change_with_it(self) -> None:
        story = publish_story(make_story(headline="First"))
        moment = database_now() + HOUR
        publish_story(change_story(story, headline="Second"), goes_live_at=moment)
        verbs.withdraw(story, by=story.created_by, note="a wrong name")
        for when in (database_now(), moment, moment + HOUR):
            assert headline_at(story, when) == ""


class TestWithdrawnBeforeItsHour:
    def test_readers_never_hear_of_it(self) -> None:
        story, moment = scheduled()
        said = verbs.withdraw(story, by=story.created_by, note="too early")
        for when in (database_now(), moment, moment + HOUR):
            assert headline_at(story, when) is None
        assert "address shows a notice" not in said
        assert not Listing.objects.filter(story_id=story.pk).exists()

    def test_it_may_come_back_and_is_dated_anew(self) -> None:
        story, moment = scheduled()
        verbs.withdraw(story, by=story.created_by, note="too early")
        publish_story(story, goes_live_at=moment + HOUR)
        assert headline_at(story, moment) is None
        assert headline_at(story, moment + HOUR) == "First"


class TestReturnAfterWithdrawal:
    def test_it_cannot_be_scheduled(self) -> None:
        story = publish_story(make_story(headline="First"))
        verbs.withdraw(story, by=story.created_by, note="a wrong name")
        approve_story(change_story(story, headline="Second"))
        with pytest.raises(Refused, match="comes back at once"):
            verbs.publish(story, by=story.created_by, goes_live_at=database_now() + HOUR)
        assert headline_at(story, database_now() + HOUR) == ""

    def test_it_is_dated_as_before_and_says_that_it_changed(self) -> None:
        then = database_now() - HOUR
        story = publish_story(make_story(headline="First"), at=then)
        verbs.withdraw(story, by=story.created_by, note="a wrong name")
        publish_story(change_story(story, headline="Second"))
        live = Story.objects.get(pk=story.pk)
        assert (live.headline, live.first_published_at) == ("Second", then)
        assert live.updated_at == database_now()


class TestTheClockPutBack:
    def test_publishing_the_same_later_is_still_nothing(self) -> None:
        story = publish_story()
        with as_it_stands_at(database_now() + SECOND):
            assert verbs.publish(story, by=story.created_by).startswith("Nothing")

    def test_no_moment_has_two_versions(self) -> None:
        noon = database_now()
        story = publish_story(make_story(headline="First"))
        with as_it_stands_at(noon - timedelta(minutes=10)):
            publish_story(change_story(story, headline="Second"))
        for minutes in range(-20, 20):
            headline_at(story, noon + timedelta(minutes=minutes))
        assert headline_at(story, noon) == "Second"

    def test_what_was_scheduled_does_not_come_a_second_time(self) -> None:
        story, moment = scheduled()
        rows = Release.objects.count(), Transition.objects.count()
        for when in (moment, moment - SECOND, moment, moment + SECOND):
            headline_at(story, when)
        assert (Release.objects.count(), Transition.objects.count()) == rows


class TestHistory:
    """Importers record what happened long ago."""

    def test_a_story_of_2013_has_its_own_dates(self) -> None:
        then = datetime(2013, 11, 20, 7, 41, tzinfo=UTC)
        story = publish_story(at=then, goes_live_at=then)
        live = Story.objects.get(pk=story.pk)
        assert (live.first_published_at, live.updated_at) == (then, None)
        assert set(Transition.objects.values_list("at", flat=True)) == {then}
        assert headline_at(story, then - SECOND) is None

    def test_an_update_of_2013_replaces_the_first_text(self) -> None:
        then = datetime(2013, 11, 20, 7, 41, tzinfo=UTC)
        story = publish_story(at=then)
        publish_story(change_story(story, headline="Second"), at=then + HOUR)
        live = Story.objects.get(pk=story.pk)
        assert (live.headline, live.first_published_at) == ("Second", then)
        assert live.updated_at == then + HOUR
        with as_it_stands_at(then):
            assert Story.objects.get(pk=story.pk).headline == "Troops leave the town at dawn"

    def test_a_withdrawal_of_2013(self) -> None:
        then = datetime(2013, 11, 20, 7, 41, tzinfo=UTC)
        story = publish_story(at=then)
        verbs.withdraw(story, by=story.created_by, note="wrong", at=then + HOUR)
        assert headline_at(story, timezone.now()) == ""


class TestSweeping:
    def test_lists_forget_what_is_over_and_nothing_else(self) -> None:
        story = publish_story(make_story(headline="First"))
        moment = database_now() + HOUR
        publish_story(change_story(story, headline="Second"), goes_live_at=moment)
        assert releases.sweep_listings() == 0
        with as_it_stands_at(moment + releases.LISTS_KEPT - SECOND):
            assert releases.sweep_listings() == 0
        with as_it_stands_at(moment + releases.LISTS_KEPT):
            assert releases.sweep_listings() == 3  # two lists, and what searches go by
            assert releases.sweep_listings() == 0
        assert headline_at(story, moment) == "Second"

    def test_the_clock_tells_when_the_next_change_is_due(self) -> None:
        make_user()
        scheduled(after=timedelta(seconds=30))
        from_now = Release.objects.get().goes_live_at - database_now()
        assert from_now == timedelta(seconds=30)
