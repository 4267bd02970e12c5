"""The public numbers of the moderation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from articles.models.story import Story
from comments import verbs
from comments.numbers import MONTHS, months
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user
from tests.comments.tools import counted_queries, make_reader, write

pytestmark = pytest.mark.django_db
MARCH = datetime(2015, 3, 10, 9, 0, tzinfo=UTC)


def page_of(path: str = "/transparency/") -> str:
    return Client().get(path).content.decode()


def test_an_empty_newspaper_says_so() -> None:
    assert "No comment has been received yet" in page_of()
    assert Client().get("/ar/transparency/")["Content-Language"] == "ar"


def test_the_numbers_of_a_month(story: Story, moderator: User) -> None:
    authors = [make_reader() for _ in range(5)]
    comments = [write(story.pk, one, at=MARCH) for one in authors]
    verbs.approve(comments[0], by=moderator, at=MARCH)
    verbs.reject(comments[1], by=moderator, reason="hate", at=MARCH)
    verbs.reject(comments[2], by=moderator, reason="hate", at=MARCH)
    verbs.mark_spam(comments[3], by=moderator, at=MARCH)
    asked = verbs.appeal(comments[1], reader=authors[1], text="Look again.", at=MARCH)
    other = make_user(Role.MODERATOR)
    verbs.decide_appeal(asked, by=other, grants=True, answer="You are right.", at=MARCH)
    (march,), more = months()
    assert (march.first.year, march.first.month, more) == (2015, 3, False)
    assert (march.received, march.published, march.rejections) == (5, 2, 2)
    assert march.by_reason == [("It denigrates people for what they are.", 2)]
    assert (march.spam, march.removed) == (1, 0)
    assert (march.appeals, march.granted, march.upheld) == (1, 1, 0)
    page = page_of()
    assert "March" in page
    assert "It denigrates people for what they are." in page


def test_what_was_undone_does_not_count(story: Story, moderator: User) -> None:
    comment = write(story.pk, make_reader(), at=MARCH)
    verbs.reject(comment, by=moderator, reason="hate", at=MARCH)
    decision = comment.decisions.get()
    verbs.undo(decision, by=moderator, at=MARCH)
    assert months()[0][0].rejections == 0


def test_a_month_begins_at_midnight_in_beirut(story: Story) -> None:
    write(story.pk, make_reader(), at=datetime(2015, 2, 28, 22, 30, tzinfo=UTC))
    write(story.pk, make_reader(), at=datetime(2015, 2, 28, 21, 30, tzinfo=UTC))
    found, _more = months()
    assert [(one.first.month, one.received) for one in found] == [(3, 1), (2, 1)]


def test_years_without_comments_are_left_out_and_older_months_are_a_page(story: Story) -> None:
    for number in range(MONTHS + 3):
        at = datetime(2013 + 3 * (number // 12), number % 12 + 1, 15, tzinfo=UTC)
        write(story.pk, make_reader(), at=at)
    first, more = months()
    assert (len(first), more) == (MONTHS, True)
    page = page_of()
    assert "?before=2013-04" in page
    assert "/transparency/?before=2013-04" in page
    second = page_of("/transparency/?before=2013-04")
    assert "March" in second
    assert 'rel="next"' not in second
    assert "There are no older numbers" in page_of("/transparency/?before=1999-01")


@pytest.mark.parametrize("before", ["x", "2015-13", "20150-1", "٢٠١٥-٠٣", "2015-03-01"])
def test_a_month_that_is_none_is_no_page(before: str) -> None:
    assert Client().get("/transparency/", {"before": before}).status_code == 404


def test_the_page_is_kept_for_all_and_costs_a_fixed_number_of_queries(
    story: Story, moderator: User
) -> None:
    verbs.reject(write(story.pk, make_reader(), at=MARCH), by=moderator, reason="hate", at=MARCH)
    with counted_queries() as first:
        page_of()
    with counted_queries() as second:
        page_of()
    assert (len(first), len(second)) == (5, 0)
    cache.clear()
    with connection.cursor() as cursor:
        # With a handful of rows every way costs the same; in order of time there is but one.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT state FROM comments_comment"
            " WHERE sent_at >= %s AND staff_id IS NULL ORDER BY sent_at",
            [MARCH],
        )
        assert "comment_received" in str(cursor.fetchall())
