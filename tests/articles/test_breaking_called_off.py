"""Breaking news that was to come and is called off: it leaves no trace, and what stands stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from articles.clock import as_it_stands_at, database_now
from articles.fronts import breaking
from articles.models import BreakingStrip
from articles.views.page import furniture
from articles.workflow import Refused
from staff.models import User
from tests.articles.factories import make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def editor() -> User:
    return make_user()


def put_up(text: str, by: User, begin: datetime | None, end: datetime) -> BreakingStrip:
    breaking.put_up("en", text, by=by, starts_at=begin, ends_at=end)
    return BreakingStrip.objects.get(text=text)


def shown_at(moment: datetime) -> str:
    """The line on readers' pages at a moment (aware)."""
    with as_it_stands_at(moment):
        strip = furniture("en").breaking
    return strip.text if strip else ""


def test_what_stands_stays_when_the_line_that_was_to_follow_is_called_off(editor: User) -> None:
    now = database_now()
    put_up("First", editor, None, now + 5 * HOUR)
    second = put_up("Second", editor, now + HOUR, now + 2 * HOUR)
    assert shown_at(now + 1.5 * HOUR) == "Second"
    breaking.take_down("en", second.pk, by=editor)
    assert [shown_at(now + hours * HOUR) for hours in (0.5, 1.5, 4, 5)] == ["First"] * 3 + [""]


def test_it_gives_way_to_the_line_after_the_one_that_is_called_off(editor: User) -> None:
    now = database_now()
    put_up("First", editor, None, now + 5 * HOUR)
    second = put_up("Second", editor, now + HOUR, now + 4 * HOUR)
    put_up("Third", editor, now + 2 * HOUR, now + 3 * HOUR)
    breaking.take_down("en", second.pk, by=editor)
    seen = [shown_at(now + hours * HOUR) for hours in (1.5, 2.5, 3.5)]
    assert seen == ["First", "Third", ""]
    assert [one.text for one in breaking.standing("en", now + 3 * HOUR)] == []


def test_what_was_taken_down_does_not_come_back_with_a_line_that_is_called_off(
    editor: User,
) -> None:
    now = database_now()
    first = put_up("First", editor, None, now + 5 * HOUR)
    second = put_up("Second", editor, now + HOUR, now + 2 * HOUR)
    breaking.take_down("en", first.pk, by=editor)
    breaking.take_down("en", second.pk, by=editor)
    assert {shown_at(now + hours * HOUR) for hours in (0.5, 1.5, 4)} == {""}


def test_the_desk_lists_no_line_that_was_called_off(editor: User) -> None:
    now = database_now()
    line = put_up("Later", editor, now + HOUR, now + 2 * HOUR)
    breaking.take_down("en", line.pk, by=editor)
    assert list(breaking.standing("en", database_now())) == []
    with pytest.raises(Refused):
        breaking.take_down("en", line.pk, by=editor)
