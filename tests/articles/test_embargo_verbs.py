"""An embargo: nobody publishes before its moment, save the chief editor with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles import schedules, verbs
from articles.clock import as_it_stands_at, database_now
from articles.models import Appointment, Article, Release, Story, Transition
from articles.workflow import Editorial, Refused, Verb
from staff.models import User
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, save, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import embargo, in_hours, schedule, send, send_and_confirm, wall_at

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)


def approved() -> Article:
    return approve_story(make_story(headline="Under embargo"))


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF)


class TestBeforeItsTime:
    def test_nobody_publishes(self) -> None:
        story = approved()
        until = embargo(story)
        with pytest.raises(Refused, match="Nobody publishes it before"):
            verbs.publish(story, by=story.created_by)
        with as_it_stands_at(until - MOMENT), pytest.raises(Refused, match="under embargo until"):
            verbs.publish(story, by=story.created_by)
        assert not Release.objects.exists()

    def test_nobody_schedules_for_an_hour_before_it(self) -> None:
        story = approved()
        until = embargo(story, 4)
        with pytest.raises(Refused, match="under embargo until"):
            schedule(story, 3)
        assert schedule(story, 4) == until
        with as_it_stands_at(until):
            assert Story.objects.filter(pk=story.pk).exists()

    def test_nor_puts_what_is_scheduled_forward(self) -> None:
        story = approved()
        embargo(story, 4)
        schedule(story, 5)
        for act in (lambda: schedule(story, 3), lambda: verbs.publish(story, by=story.created_by)):
            with pytest.raises(Refused, match="under embargo until"):
                act()

    def test_a_change_to_a_live_story_waits_and_the_old_text_stays(self) -> None:
        story = publish_story(make_story(headline="First"))
        embargo(story)
        approve_story(change_story(story, headline="Second"))
        with pytest.raises(Refused, match="under embargo until"):
            verbs.publish(story, by=story.created_by)
        assert Story.objects.get(pk=story.pk).headline == "First"

    def test_publishing_what_readers_have_is_nothing_all_the_same(self) -> None:
        story = publish_story()
        embargo(story)
        assert verbs.publish(story, by=story.created_by).startswith("Nothing to publish")

    def test_once_it_has_passed_the_story_is_like_any_other(self) -> None:
        story = approved()
        until = embargo(story)
        with as_it_stands_at(until):
            verbs.publish(story, by=story.created_by)
            assert Story.objects.filter(pk=story.pk).exists()
        assert not Story.objects.filter(pk=story.pk).exists()


class TestTheChief:
    def test_publishes_early_with_a_reason_that_stays(self) -> None:
        story = approved()
        embargo(story)
        for note in ("", "  \n"):
            with pytest.raises(Refused, match="Say why the story is published before"):
                verbs.publish(story, by=story.created_by, early=True, note=note)
        verbs.publish(story, by=story.created_by, early=True, note="They broke it themselves.")
        assert Story.objects.filter(pk=story.pk).exists()
        step = Transition.objects.filter(article=story, verb=Verb.PUBLISH).get()
        first, second = step.note.splitlines()
        assert first == "They broke it themselves."
        assert second.startswith("Published before its embargo had passed (")
        assert story.embargo_until is None

    def test_without_an_embargo_nothing_is_early(self) -> None:
        story = approved()
        verbs.publish(story, by=story.created_by, early=True)
        assert Transition.objects.get(article=story, verb=Verb.PUBLISH).note == ""

    def test_lifts_it_with_a_reason_and_publishes_nothing_by_it(self) -> None:
        story = approved()
        embargo(story)
        with pytest.raises(Refused, match="Say why the embargo ends"):
            schedules.lift(story, by=story.created_by, note=" ")
        schedules.lift(story, by=story.created_by, note="A mistake.")
        assert (story.embargo_until, story.editorial) == (None, Editorial.APPROVED)
        assert not Release.objects.exists()
        with pytest.raises(Refused, match="under no embargo"):
            schedules.lift(story, by=story.created_by, note="Again.")


class TestSettingIt:
    def test_it_keeps_who_why_and_what_was_typed(self, editor: User) -> None:
        story, typed = make_story(), in_hours(5)
        schedules.embargo(story, by=editor, typed=typed, note="The bank’s report.")
        step = Transition.objects.get(article=story, verb=Verb.EMBARGO)
        assert (step.by, step.note) == (editor, "The bank’s report.")
        assert Appointment.objects.get(transition=step).typed == typed
        assert (step.editorial_before, step.editorial_after) == ("draft", "draft")
        assert story.embargo_until == typed.moment

    def test_it_needs_its_reason_and_a_moment_to_come(self) -> None:
        story = make_story()
        with pytest.raises(Refused, match="Say whose embargo it is"):
            schedules.embargo(story, by=story.created_by, typed=in_hours(5), note="")
        with pytest.raises(Refused, match="is past already"):
            schedules.embargo(story, by=story.created_by, typed=in_hours(-5), note="x")
        assert not Appointment.objects.exists()

    def test_it_can_be_lengthened_and_not_shortened(self) -> None:
        story = make_story()
        embargo(story, 3)
        until = embargo(story, 6)
        with pytest.raises(Refused, match="only the chief editor lifts that"):
            embargo(story, 4)
        assert story.embargo_until == until

    def test_what_is_scheduled_before_it_has_to_move_first(self) -> None:
        story = approved()
        schedule(story, 2)
        with pytest.raises(Refused, match=r"It is scheduled for .* before that"):
            embargo(story, 3)
        schedule(story, 4)
        embargo(story, 3)
        assert story.embargo_until

    def test_a_changed_text_keeps_it(self) -> None:
        story = approved()
        until = embargo(story)
        change_story(story, headline="Changed")
        story.refresh_from_db()
        assert (story.embargo_until, story.editorial) == (until, Editorial.DRAFT)


class TestAtTheDesk:
    def test_an_editor_sets_it_by_the_page(self, editor: User) -> None:
        story, client, wall = make_story(), at_desk(editor), wall_at(in_hours(30).moment)
        fields = {"day": f"{wall:%Y-%m-%d}", "hour": f"{wall:%H:%M}"}
        assert send(client, story, "embargo", **fields).status_code == 400
        answer = send_and_confirm(client, story, "embargo", **fields, note="The ministry’s.")
        assert answer.status_code == 302
        shown = text_of(client.get(address(story)))
        assert "Under embargo until" in shown
        assert "The ministry’s." in shown
        assert "A longer embargo…" in shown
        assert "Lift the embargo…" not in shown

    def test_an_editor_is_refused_and_the_chief_is_asked_why(
        self, editor: User, chief: User
    ) -> None:
        story = approved()
        embargo(story)
        page = f"{LIST}{story.pk}/step/publish/"
        head = {"seen": str(story.head_revision.number) if story.head_revision else ""}
        tried = at_desk(editor).post(page, {**head, "note": "I want to.", "early": "on"})
        assert tried.status_code == 409
        assert "under embargo until" in text_of(tried)
        assert 'name="early"' not in text_of(at_desk(editor).get(page))
        client = at_desk(chief)
        assert save(client, story, "publish")["Location"] == page
        assert 'name="early"' in text_of(client.get(page))
        for data in ({"note": "No box."}, {"early": "on", "note": ""}):
            assert client.post(page, {**head, **data}).status_code == 409
        assert not Release.objects.exists()
        done = client.post(page, {**head, "early": "on", "note": "It is all over the wires."})
        assert done.status_code == 302
        assert Story.objects.filter(pk=story.pk).exists()

    def test_only_the_chief_lifts_it(self, editor: User, chief: User) -> None:
        story = approved()
        embargo(story)
        page = f"{LIST}{story.pk}/step/lift/"
        head = {"seen": str(story.head_revision.number) if story.head_revision else ""}
        assert at_desk(editor).post(page, {**head, "note": "x"}).status_code == 403
        assert "Lift the embargo…" in text_of(at_desk(chief).get(address(story)))
        assert at_desk(chief).post(page, {**head, "note": "A mistake."}).status_code == 302
        story.refresh_from_db()
        assert story.embargo_until is None

    def test_the_list_shows_what_is_under_embargo_and_nothing_else(self, editor: User) -> None:
        hidden, over = approved(), make_story(headline="Over already")
        embargo(hidden)
        Article.objects.filter(pk=over.pk).update(embargo_until=database_now() - MOMENT)
        shown = text_of(at_desk(editor).get(f"{LIST}?publication=embargoed"))
        assert "Under embargo" in shown
        assert hidden.headline in shown
        assert over.headline not in shown
