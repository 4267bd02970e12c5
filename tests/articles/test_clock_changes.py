"""Wall times in the nights when clocks change, and after a country has changed its mind."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from articles.admin.time.hours import hours, in_typed_words
from articles.clock import database_now
from articles.models import Appointment, Article, Story, Transition
from articles.walltime import Typed, leap_over, meant_now, moments, zone_named
from staff.roles import Role
from tests.articles.desk import at_desk, text_of
from tests.articles.factories import approve_story, make_story, make_user
from tests.articles.hours import (
    ZONE,
    address_of,
    last_sunday,
    schedule,
    send,
    send_and_confirm,
    typed_at,
)

BEIRUT = ZoneInfo(ZONE)
SPRING, AUTUMN = last_sunday(3), last_sunday(10)
BEFORE_SPRING, BEFORE_AUTUMN = SPRING - timedelta(days=1), AUTUMN - timedelta(days=1)


def at(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour))


class TestWallTimes:
    @pytest.mark.parametrize(
        ("wall", "offset"), [(at(SPRING, "01:00"), 3), (at(BEFORE_SPRING, "23:59"), 2)]
    )
    def test_a_plain_one_is_one_moment(self, wall: datetime, offset: int) -> None:
        assert moments(wall, BEIRUT) == [wall.replace(tzinfo=UTC) - timedelta(hours=offset)]

    @pytest.mark.parametrize("hour", ["00:00", "00:30", "00:59"])
    def test_one_that_is_leapt_over_is_none(self, hour: str) -> None:
        assert moments(at(SPRING, hour), BEIRUT) == []
        leap = leap_over(at(SPRING, hour), BEIRUT)
        assert (leap.before, leap.after) == (at(SPRING, "00:00"), at(SPRING, "01:00"))

    @pytest.mark.parametrize("hour", ["23:00", "23:30", "23:59"])
    def test_one_that_comes_twice_is_two_an_hour_apart(self, hour: str) -> None:
        first, second = moments(at(BEFORE_AUTUMN, hour), BEIRUT)
        assert second - first == timedelta(hours=1)
        assert {one.astimezone(BEIRUT).strftime("%H:%M") for one in (first, second)} == {hour}

    def test_where_the_clock_never_changes_every_time_is_one_moment(self) -> None:
        wall = at(SPRING, "00:00")
        for minutes in range(0, 24 * 60, 15):
            assert len(moments(wall + timedelta(minutes=minutes), ZoneInfo("Asia/Baghdad"))) == 1

    def test_a_whole_year_has_one_missing_and_one_doubled_hour(self) -> None:
        begin, counted = at(date(SPRING.year, 1, 1), "00:00"), [0, 0, 0]
        for quarter in range(365 * 96):
            counted[len(moments(begin + timedelta(minutes=15 * quarter), BEIRUT))] += 1
        assert (counted[0], counted[2]) == (4, 4)

    def test_an_unknown_zone_is_no_fault(self) -> None:
        for name in ("Asia/Nowhere", "", "../etc/passwd"):
            assert zone_named(name) is None
        wall = at(SPRING, "10:00")
        assert meant_now(Typed(wall, "Asia/Nowhere", wall.replace(tzinfo=UTC))) is None


class TestTwoClocksOfMarch2023:
    """The government put the change off by a month, three days before it; half the country
    changed its clocks all the same, and after four days the government gave in. The zone's rules
    knew the delay for a few days and have the last Sunday of March again: what was scheduled in
    between by the delayed clock reads an hour later by theirs.
    """

    WALL = at(date(2023, 3, 27), "10:00")
    MEANT = datetime(2023, 3, 27, 8, 0, tzinfo=UTC)  # winter time, as the government had it

    def test_the_rules_of_today_have_the_change_on_the_sunday(self) -> None:
        assert moments(at(date(2023, 3, 26), "00:30"), BEIRUT) == []
        assert moments(self.WALL, BEIRUT) == [datetime(2023, 3, 27, 7, 0, tzinfo=UTC)]

    def test_the_moment_that_was_meant_is_told_apart_from_what_is_read_today(self) -> None:
        assert meant_now(Typed(self.WALL, ZONE, self.MEANT)) == [self.MEANT - timedelta(hours=1)]
        assert meant_now(typed_at(self.WALL)) is None

    def test_a_time_that_the_delayed_clock_had_and_todays_has_not(self) -> None:
        wall = at(date(2023, 3, 26), "00:30")
        assert meant_now(Typed(wall, ZONE, datetime(2023, 3, 25, 22, 30, tzinfo=UTC))) == []


@pytest.fixture
def editor(db: None) -> Any:
    return at_desk(make_user(Role.EDITOR))


@pytest.fixture
def story(db: None) -> Article:
    return approve_story(make_story())


class TestThePage:
    def test_a_time_that_does_not_exist_is_refused_in_words(
        self, editor: Any, story: Article
    ) -> None:
        page = send(editor, story, day=SPRING.isoformat(), hour="00:30")
        assert page.status_code == 400
        said = " ".join(page.context["form"].errors["hour"])
        assert "goes from 00:00 straight to 01:00, so there is no 00:30" in said
        assert str(SPRING.day) in said
        assert not Appointment.objects.exists()

    def test_a_time_that_comes_twice_is_asked_with_both_in_utc(
        self, editor: Any, story: Article
    ) -> None:
        fields = {"day": BEFORE_AUTUMN.isoformat(), "hour": "23:30"}
        page = send(editor, story, **fields)
        assert page.status_code == 400
        for utc in ("20:30 UTC", "21:30 UTC"):
            assert f"{BEFORE_AUTUMN.isoformat()} {utc}" in text_of(page)
        assert send(editor, story, **fields, which="third").status_code == 400
        assert Appointment.objects.count() == 0

    @pytest.mark.parametrize(("which", "utc"), [("first", 20), ("second", 21)])
    def test_the_chosen_one_is_scheduled_and_kept(
        self, editor: Any, story: Article, which: str, utc: int
    ) -> None:
        day = BEFORE_AUTUMN.isoformat()
        answer = send_and_confirm(editor, story, day=day, hour="23:30", which=which)
        assert answer.status_code == 302
        kept = Appointment.objects.get()
        moment = datetime.combine(BEFORE_AUTUMN, time(utc, 30), UTC)
        assert (kept.moment, kept.is_second) == (moment, which == "second")
        assert (kept.day, kept.hour, kept.zone) == (BEFORE_AUTUMN, time(23, 30), ZONE)
        story.refresh_from_db()
        assert story.goes_live_at == moment
        words = in_typed_words(kept.typed)
        assert ("second time" in words) == (which == "second")
        assert words in text_of(editor.get(f"/desk/articles/article/{story.pk}/history/"))

    def test_the_choice_that_was_confirmed_is_the_one_that_counts(
        self, editor: Any, story: Article
    ) -> None:
        fields = {"day": BEFORE_AUTUMN.isoformat(), "hour": "23:30"}
        shown = send(editor, story, **fields, which="first").context["confirmed"]
        changed = send(editor, story, **fields, which="second", confirmed=shown)
        assert changed.status_code == 200
        assert changed.context["confirmed"] != shown
        assert not Appointment.objects.exists()

    def test_what_was_not_typed_well_is_asked_again(self, editor: Any, story: Article) -> None:
        for day, hour in (("", ""), ("2031-02-30", "10:00"), ("9999-12-31", "23:59"), ("x", "y")):
            assert send(editor, story, day=day, hour=hour).status_code == 400
        assert not Appointment.objects.exists()


def change_the_rules(story: Article, by: timedelta) -> None:
    """As if the zone's rules had been others when the story was scheduled."""
    kept = Appointment.objects.get(transition__article=story)
    moment = kept.moment + by
    again = Transition.objects.get(pk=kept.transition_id)
    again.pk = None
    again.save()
    values = {"day": kept.day, "hour": kept.hour, "zone": kept.zone}
    Appointment.objects.create(transition=again, moment=moment, **values)
    Article.objects.filter(pk=story.pk).update(goes_live_at=moment)
    story.refresh_from_db()


class TestChangedRules:
    def test_the_desk_says_what_was_typed_and_what_it_means_now(
        self, editor: Any, story: Article
    ) -> None:
        schedule(story, 50)
        page = f"/desk/articles/article/{story.pk}/change/"
        assert "has other rules now" not in text_of(editor.get(page))
        change_the_rules(story, timedelta(hours=1))
        shown = text_of(editor.get(page))
        assert "has other rules now than when this was typed" in shown
        assert "The moment stays as it was meant then" in shown
        assert text_of(editor.get(address_of(story))).count("has other rules now") == 1

    def test_the_moment_stays_what_it_was(self, story: Article) -> None:
        moment = schedule(story, 50)
        line = hours(story, database_now(), story.created_by).lines[0]
        assert (line.moment, line.drift) == (moment, "")
        assert not Story.objects.filter(pk=story.pk).exists()

    def test_what_was_typed_is_never_rewritten(self, story: Article) -> None:
        schedule(story)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.update(zone="UTC")
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.all().delete()
