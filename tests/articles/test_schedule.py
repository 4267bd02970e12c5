"""A story at an hour to come: first publications, changes to live stories, changes of mind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django_tasks_db.models import DBTaskResult

from articles import schedules, verbs
from articles.clock import as_it_stands_at, database_now
from articles.models import (
    Appointment,
    Article,
    ListedStory,
    Listing,
    Release,
    Story,
    Transition,
)
from articles.workflow import Editorial, Publication, Refused, Verb
from staff.models import User
from staff.roles import Role
from tests.articles.desk import address, at_desk, save, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import (
    address_of,
    in_hours,
    schedule,
    send,
    send_and_confirm,
    wall_at,
)

pytestmark = pytest.mark.django_db

HOUR, MOMENT = timedelta(hours=1), timedelta(microseconds=1)


def headline_at(story: Article, moment: datetime) -> str | None:
    """What readers find in the page and in the list at a moment; None is a 404."""
    with as_it_stands_at(moment):
        found = list(Story.objects.filter(pk=story.pk))
        listed = ListedStory.objects.under("en:all").filter(id=story.pk).count()
    assert len(found) <= 1
    assert listed == len([one for one in found if not one.withdrawn])
    return found[0].headline if found else None


def rows() -> tuple[int, ...]:
    kept = list(Release.objects.order_by("pk").values_list("pk", "superseded_at"))
    return (hash(tuple(kept)), Transition.objects.count(), Listing.objects.count())


def approved(headline: str = "First") -> Article:
    return approve_story(make_story(headline=headline))


def live_with_change(headline: str = "Second") -> Article:
    story = publish_story(make_story(headline="First"), at=database_now() - HOUR)
    return approve_story(change_story(story, headline=headline))


def last_step(story: Article) -> Transition:
    step = Transition.objects.filter(article=story).first()
    assert step
    return step


class TestTheSecond:
    def test_a_story_is_there_at_its_second_with_the_worker_stopped(self, client: Client) -> None:
        story = approved("Something happened")
        moment, before = schedule(story), None
        queued = list(DBTaskResult.objects.values_list("pk", "status"))
        with as_it_stands_at(moment):
            page = Story.objects.get(pk=story.pk).get_absolute_url()
        kept = rows()
        for when, status in ((moment - MOMENT, 404), (moment, 200), (moment + HOUR, 200)):
            cache.clear()
            with as_it_stands_at(when):
                before = client.get(page)
            assert before.status_code == status
        # Nothing was done for it: no row changed, no task was taken.
        assert rows() == kept
        assert list(DBTaskResult.objects.values_list("pk", "status")) == queued

    def test_a_scheduled_change_flips_on_the_second(self, client: Client) -> None:
        story = live_with_change()
        page = Story.objects.get(pk=story.pk).get_absolute_url()
        moment = schedule(story)
        for when, told, hidden in (
            (database_now(), "First", "Second"),
            (moment - MOMENT, "First", "Second"),
            (moment, "Second", "First"),
        ):
            assert headline_at(story, when) == told
            cache.clear()
            with as_it_stands_at(when):
                text = client.get(page).content.decode()
            assert told in text
            assert hidden not in text

    def test_a_kept_page_is_not_given_after_the_second(self, client: Client) -> None:
        story = live_with_change()
        page = Story.objects.get(pk=story.pk).get_absolute_url()
        schedule(story)
        cache.clear()
        with as_it_stands_at((story.goes_live_at or database_now()) - timedelta(seconds=5)):
            client.get(page)
            kept: Any = client.get(page)
        assert "First" in kept.content.decode()


class TestTheClockPutBack:
    def test_an_hour_publishes_nothing_twice_and_withdraws_nothing(self) -> None:
        first, second = approved("One"), live_with_change("Two")
        hours = schedule(first, 2), schedule(second, 2)
        assert hours[0] == hours[1]
        kept = rows()
        for minutes in (0, 30, -60, -30, 0, 30, -1, 1):
            when = hours[0] + timedelta(minutes=minutes)
            told = (headline_at(first, when), headline_at(second, when))
            assert told == ((None, "First") if minutes < 0 else ("One", "Two"))
        assert rows() == kept
        assert not Release.objects.filter(withdrawn=True).exists()

    def test_what_is_done_in_the_hour_that_comes_again_leaves_one_version(self) -> None:
        story = live_with_change()
        moment = schedule(story)
        with as_it_stands_at(moment + timedelta(minutes=10)):
            publish_story(change_story(story, headline="Third"))
        with as_it_stands_at(moment - timedelta(minutes=50)):
            assert not Story.objects.get(pk=story.pk).withdrawn
        for minutes in range(-60, 60, 7):
            assert headline_at(story, moment + timedelta(minutes=minutes)) in {
                "First",
                "Second",
                "Third",
            }
        assert headline_at(story, moment + HOUR) == "Third"


class TestWhatIsKept:
    def test_the_typed_hour_stands_with_its_step(self) -> None:
        story, typed = approved(), in_hours(2)
        said = schedules.schedule(story, by=story.created_by, typed=typed, note="After the news")
        assert said.startswith("Scheduled. Readers see it from ")
        step = last_step(story)
        assert (step.verb, step.note) == (Verb.SCHEDULE, "After the news")
        assert (step.publication_before, step.publication_after) == ("unpublished", "scheduled")
        assert Appointment.objects.get(transition=step).typed == typed
        assert typed.moment.tzinfo is UTC

    def test_history_and_standing_say_what_was_typed(self) -> None:
        story = approved()
        moment = schedule(story, 50)
        client = at_desk(make_user(Role.EDITOR))
        utc = f"{moment:%Y-%m-%d %H:%M} UTC"
        words = f"{wall_at(moment):%Y-%m-%d %H:%M} Asia/Beirut, that is {utc}"
        for page in (address(story), f"/desk/articles/article/{story.pk}/history/"):
            shown = text_of(client.get(page))
            assert shown.count(words) >= 2
            assert "Scheduled for" in shown

    def test_a_scheduled_change_is_said_beside_live(self) -> None:
        story = live_with_change()
        schedule(story)
        shown = text_of(at_desk(make_user(Role.EDITOR)).get(address(story)))
        assert "The change comes on" in shown
        assert "Readers get the new text" in shown
        assert story.publication_at(database_now()) == Publication.LIVE


class TestRefusals:
    def test_a_moment_in_the_past(self) -> None:
        story = approved()
        for back in (0, 1, 600):
            with pytest.raises(Refused, match=r"is past already; it is .* now"):
                schedules.schedule(story, by=story.created_by, typed=in_hours(-back))
        assert Release.objects.count() == 0

    @pytest.mark.parametrize("state", ["draft", "submitted"])
    def test_what_is_not_approved(self, state: str) -> None:
        story = make_story()
        if state == "submitted":
            verbs.submit(story, by=story.created_by)
        with pytest.raises(Refused, match="Only an approved story can be scheduled"):
            schedule(story)

    def test_what_readers_have_already(self) -> None:
        with pytest.raises(Refused, match="readers already have this text"):
            schedule(publish_story())

    def test_a_withdrawn_story(self) -> None:
        story = publish_story()
        verbs.withdraw(story, by=story.created_by, note="wrong")
        approve_story(change_story(story, headline="Second"))
        with pytest.raises(Refused, match="comes back at once"):
            schedule(story)

    def test_the_same_hour_again_is_nothing(self) -> None:
        story, typed = approved(), in_hours(2)
        schedules.schedule(story, by=story.created_by, typed=typed)
        kept = rows()
        said = schedules.schedule(story, by=story.created_by, typed=typed)
        assert said == "Nothing to do: this text is scheduled for that moment already."
        assert (rows(), Appointment.objects.count()) == (kept, 1)


class TestChangeOfMind:
    def test_another_hour(self) -> None:
        story = approved()
        first = schedule(story, 2)
        later = schedule(story, 5)
        assert headline_at(story, first) is None
        assert (headline_at(story, later - MOMENT), headline_at(story, later)) == (None, "First")
        sooner = schedule(story, 1)
        assert (headline_at(story, sooner - MOMENT), headline_at(story, sooner)) == (None, "First")

    def test_cancelled_it_is_approved_again_and_was_never_withdrawn(self) -> None:
        story = approved()
        moment = schedule(story)
        said = schedules.unschedule(story, by=story.created_by)
        assert "Readers never saw the story" in said
        assert story.editorial == Editorial.APPROVED
        assert story.publication_at(database_now()) == Publication.UNPUBLISHED
        assert (story.withdrawn_at, story.first_published_at) == (None, None)
        for when in (database_now(), moment, moment + HOUR):
            assert headline_at(story, when) is None
        assert not Listing.objects.filter(story_id=story.pk).exists()
        verbs.publish(story, by=story.created_by)
        assert headline_at(story, moment) == "First"

    def test_a_cancelled_change_leaves_the_old_text_as_it_was(self) -> None:
        story = live_with_change()
        live = Release.objects.get(article=story, superseded_at=None)
        moment = schedule(story)
        said = schedules.unschedule(story, by=story.created_by)
        assert said == "The schedule is cancelled. Readers keep the text that they have."
        for when in (database_now(), moment, moment + HOUR):
            assert headline_at(story, when) == "First"
        live.refresh_from_db()
        assert live.superseded_at is None
        assert story.published_revision_id == live.revision_id
        assert (story.goes_live_at, story.has_unpublished_changes) == (live.goes_live_at, True)
        assert story.editorial == Editorial.APPROVED
        later = schedule(story, 3)
        assert (headline_at(story, later - MOMENT), headline_at(story, later)) == (
            "First",
            "Second",
        )

    def test_a_text_changed_since_stays_the_draft_that_it_is(self) -> None:
        story = approved()
        schedule(story)
        change_story(story, headline="Changed")
        schedules.unschedule(story, by=story.created_by)
        assert story.editorial == Editorial.DRAFT
        assert headline_at(story, database_now() + 9 * HOUR) is None

    def test_there_has_to_be_something_to_cancel(self) -> None:
        for story in (approved(), publish_story()):
            with pytest.raises(Refused, match="Nothing of this story is scheduled"):
                schedules.unschedule(story, by=story.created_by)

    def test_after_its_hour_there_is_nothing_to_cancel(self) -> None:
        story = approved()
        moment = schedule(story)
        with as_it_stands_at(moment), pytest.raises(Refused, match="Nothing of this story"):
            schedules.unschedule(story, by=story.created_by)
        assert headline_at(story, moment) == "First"

    @pytest.mark.parametrize("make", [approved, live_with_change])
    def test_now_instead(self, make: Any) -> None:
        story = make()
        moment = schedule(story)
        newest = story.headline
        verbs.publish(story, by=story.created_by)
        for when in (database_now(), moment - MOMENT, moment, moment + HOUR):
            assert headline_at(story, when) == newest
        assert not story.is_to_come(database_now())

    def test_withdrawn_before_its_hour_it_can_be_scheduled_again(self) -> None:
        story = approved()
        schedule(story)
        verbs.withdraw(story, by=story.created_by, note="not yet")
        assert story.publication_at(database_now()) == Publication.UNPUBLISHED
        approve_story(story)
        moment = schedule(story, 3)
        assert (headline_at(story, moment - MOMENT), headline_at(story, moment)) == (None, "First")


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


class TestThePage:
    def fields(self, moment: datetime) -> dict[str, str]:
        wall = wall_at(moment)
        return {"day": f"{wall:%Y-%m-%d}", "hour": f"{wall:%H:%M}"}

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_the_moment_is_shown_on_every_clock_before_it_counts(
        self, editor: User, language: str
    ) -> None:
        story = approve_story(make_story(language=language))
        moment, client = in_hours(30).moment, at_desk(editor)
        shown = send(client, story, **self.fields(moment))
        assert shown.status_code == 200
        text = text_of(shown)
        clocks = shown.context["clocks"]
        assert clocks.utc == f"{moment:%Y-%m-%d %H:%M} UTC"
        for words in (clocks.desk, clocks.readers, clocks.utc):
            assert words in text
        assert any(digit in clocks.readers for digit in ("٠١٢" if language == "ar" else "012"))
        assert not Release.objects.exists()
        assert not Transition.objects.filter(verb=Verb.SCHEDULE).exists()

    def test_confirmed_it_is_scheduled_once(self, editor: User) -> None:
        story, client, moment = approved(), at_desk(editor), in_hours(30).moment
        assert send_and_confirm(client, story, **self.fields(moment)).status_code == 302
        story.refresh_from_db()
        assert story.goes_live_at == moment
        again = send(client, story, **self.fields(moment), confirmed=moment.isoformat())
        assert again.status_code == 302
        assert Appointment.objects.count() == 1

    def test_another_hour_than_the_one_shown_is_shown_first(self, editor: User) -> None:
        story, client, moment = approved(), at_desk(editor), in_hours(30).moment
        other = in_hours(40).moment.isoformat()
        assert send(client, story, **self.fields(moment), confirmed=other).status_code == 200
        assert not Appointment.objects.exists()

    def test_the_past_is_refused_in_words(self, editor: User) -> None:
        story = approved()
        page = send(at_desk(editor), story, **self.fields(database_now() - HOUR))
        assert page.status_code == 400
        assert "is past already" in text_of(page)

    def test_a_story_changed_meanwhile_is_read_again_first(self, editor: User) -> None:
        story, client = approved(), at_desk(editor)
        fields = {**self.fields(in_hours(30).moment), "seen": "0"}
        page = client.post(address_of(story), fields)
        assert page.status_code == 409
        assert "changed after you opened it" in text_of(page)

    def test_from_the_form_the_step_saves_and_leads_to_its_page(self, editor: User) -> None:
        story, client = approved(), at_desk(editor)
        answer = save(client, story, "schedule")
        assert (answer.status_code, answer["Location"]) == (302, address_of(story))
        changed = save(client, story, "schedule", headline="Changed on the way")
        assert changed.status_code == 409
        assert "changed the approved text" in text_of(changed)
        story.refresh_from_db()
        assert story.editorial == Editorial.APPROVED

    def test_the_steps_of_a_scheduled_story(self, editor: User) -> None:
        story, client = approved(), at_desk(editor)
        schedule(story)
        shown = text_of(client.get(address(story)))
        for words in ("Reschedule…", "Cancel the schedule", "Publish now instead"):
            assert words in shown
        assert save(client, story, "unschedule").status_code == 302
        story.refresh_from_db()
        assert story.publication_at(database_now()) == Publication.UNPUBLISHED

    def test_the_step_page_leads_to_the_page_of_the_hour(self, editor: User) -> None:
        story = approved()
        answer = at_desk(editor).get(f"/desk/articles/article/{story.pk}/step/schedule/")
        assert answer["Location"] == address_of(story)
        assert at_desk(editor).get(address_of(story).replace(str(story.pk), "9" * 19)).status_code
