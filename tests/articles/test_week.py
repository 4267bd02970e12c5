"""The calendar of the week: what falls on which day, for whom, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import assignments
from articles.week import begins, week_of
from staff.models import User
from staff.roles import Role
from tests.articles.desk import at_desk, text_of
from tests.articles.factories import (
    approve_story,
    make_edition,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import ZONE, embargo, last_sunday, schedule, typed_at, wall_at
from tests.articles.plans import PLANS, in_stage, plan

WEEK = f"{PLANS}week/"
BEIRUT = ZoneInfo(ZONE)
SPRING, AUTUMN = last_sunday(3), last_sunday(10)


def test_it_begins_on_monday() -> None:
    days = week_of(date(2026, 12, 2))
    assert days[0] == date(2026, 11, 30)
    assert [day.weekday() for day in days] == list(range(7))
    assert week_of(days[0]) == week_of(days[6]) == days


def test_a_day_begins_where_the_clock_leaps_over_midnight_too() -> None:
    assert begins(SPRING, BEIRUT) == datetime.combine(SPRING, time(1), BEIRUT).astimezone(UTC)
    assert begins(SPRING, BEIRUT) - begins(SPRING - timedelta(days=1), BEIRUT) == timedelta(days=1)
    night = begins(AUTUMN, BEIRUT) - begins(AUTUMN - timedelta(days=1), BEIRUT)
    assert night == timedelta(hours=25)


def week(user: User, day: date | None = None, **asked: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"day": day or "", **asked}.items())
    response = at_desk(user).get(f"{WEEK}?{query}")
    assert response.status_code == 200
    return text_of(response)


def on(page: str, day: date) -> str:
    """What stands on a day of the page."""
    begun = page.index(f'data-day="{day}"')
    return page[begun : page.index("</section>", begun)]


@pytest.mark.django_db
class TestTheDays:
    def test_all_that_has_its_hour_stands_on_its_day(self) -> None:
        editor, writer = make_user(), make_user(Role.JOURNALIST, name="Rima Haddad")
        row = plan(editor, writer, name="BUDGET", hours=1, length=600)
        coming = approve_story(make_story(editor, headline="Comes tomorrow"), editor)
        schedule(coming, hours=2)
        held = make_story(editor, headline="Theirs until then")
        embargo(held, hours=3)
        live = publish_story(make_story(editor, headline="Out already"), editor)
        make_edition(row.due_day, "The Cedar Ledger")
        page = week(editor, row.due_day)
        due = on(page, row.due_day)
        assert "BUDGET" in due
        assert "Rima Haddad" in due
        assert "600 words" in due
        assert "The Cedar Ledger" in due
        assert f"{row.due_hour:%H:%M}" in due
        for story, words in ((coming, "Readers get it"), (held, "Embargo ends")):
            moment = story.goes_live_at or story.embargo_until
            assert moment is not None
            day = wall_at(moment).date()
            shown = on(week(editor, day), day)
            assert story.headline in shown
            assert words in shown
        assert live.headline not in page

    def test_the_last_hour_of_a_doubled_night_is_still_its_day(self) -> None:
        editor, day = make_user(), AUTUMN - timedelta(days=1)
        wall = datetime.combine(day, time(23, 30))
        plan(editor, name="FIRST", due=wall)
        plan(editor, name="SECOND", due=typed_at(wall, is_second=True))
        plan(editor, name="AFTER", due=datetime.combine(AUTUMN, time(0)))
        page = week(editor, day)
        assert re.findall(r">(FIRST|SECOND|AFTER)</bdi></a>", on(page, day)) == ["FIRST", "SECOND"]
        assert "23:30 EEST" in on(page, day)
        assert "23:30 EET" in on(page, day)
        assert "AFTER" in on(page, AUTUMN)

    def test_what_was_dropped_is_no_part_of_it(self) -> None:
        row, editor = in_stage("assigned"), make_user()
        assignments.drop(row, by=editor, note="Overtaken.")
        assert row.slug_line not in week(editor, row.due_day)

    def test_it_is_narrowed_to_a_section_and_to_a_person(self) -> None:
        editor, rima = make_user(), make_user(Role.JOURNALIST)
        culture = make_section("Culture", "ثقافة")
        day = plan(editor, rima, name="HERS").due_day
        plan(editor, name="NOBODYS")
        plan(editor, name="SONGS", section=culture)
        names = r">(HERS|NOBODYS|SONGS)</bdi></a>"
        found = {
            key: set(re.findall(names, week(editor, day, **{key: pk})))
            for key, pk in (("section", culture.pk), ("person", rima.pk))
        }
        assert found == {"section": {"SONGS"}, "person": {"HERS"}}

    def test_only_those_who_may_move_get_the_form_with_the_version(self) -> None:
        editor, writer = make_user(), make_user(Role.JOURNALIST)
        row = plan(editor, writer)
        form = f'name="seen" value="{row.version}"'
        assert form in week(editor, row.due_day)
        assert form not in week(writer, row.due_day)
        assert "/move/" not in week(writer, row.due_day)

    @pytest.mark.parametrize("role", [*Role])
    def test_an_empty_week_says_what_to_do_next(self, role: Role) -> None:
        page = week(make_user(role), timezone.localdate() + timedelta(days=400))
        assert re.search(r'<p class="empty">Nothing is planned for this week yet\. \w+', page)

    def test_in_arabic_it_reads_from_right_to_left_with_the_months_of_the_levant(self) -> None:
        editor = make_user(language="ar")
        page = week(editor, date(2026, 12, 2))
        assert 'dir="rtl"' in page
        days = re.findall(r'<h2 id="day-[^>]+>([^<]+)', page)
        assert days[0].strip() == "الاثنين ٣٠ تشرين الثاني"
        assert days[6].strip() == "الأحد ٦ كانون الأول"

    @pytest.mark.parametrize(
        "typed", ["x", "2026-02-30", "0001-01-01", "9999-12-31", "١٢", "2026-11-30T10:00"]
    )
    def test_a_day_that_cannot_be_read_is_said_and_this_week_is_shown(self, typed: str) -> None:
        response = at_desk(make_user()).get(f"{WEEK}?day={typed}&section=99&person=x")
        assert response.status_code == 400
        assert 'class="errorlist"' in text_of(response)
        assert 'aria-current="date"' in text_of(response)

    def test_a_full_week_costs_what_an_empty_one_does(self) -> None:
        editor = make_user()
        client, costs = at_desk(editor), []
        for number in (0, 12):
            for count in range(number):
                row = plan(editor, make_user(Role.JOURNALIST), hours=1 + count)
                make_edition(row.due_day)
                schedule(approve_story(make_story(editor), editor), hours=2 + count)
                embargo(make_story(editor), hours=2 + count)
            client.get(WEEK)
            with CaptureQueriesContext(connection) as captured:
                client.get(WEEK)
            costs.append(len(captured.captured_queries))
        assert costs[1] <= costs[0] + 1 <= 10, "people are asked for where there are any"
