"""Reading a thread costs the same, however long or deep it is."""

from __future__ import annotations

import re
from itertools import count

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from articles.models.story import Story
from articles.synthetic.statistics import analyze
from comments import tree, verbs
from comments.models import Comment, SitePolicy, Thread
from comments.reading import PAGE, REPLIES_SHOWN, Sort, ThreadPage, thread_page
from readers.models import Reader
from staff.models import User
from tests.comments.tools import browser, counted_queries, make_reader, thread_of, write

pytestmark = pytest.mark.django_db
NUMBERS = count(10**6)


def fill(story: Story, roots: int, replies_each: int = 0) -> Thread:
    """A large thread, in a few statements."""
    thread = Thread.objects.get_or_create(story_id=story.pk, defaults={"language": "en"})[0]
    reader = make_reader()
    rows: list[Comment] = []
    for _ in range(roots):
        root = _row(thread, reader, None)
        root.replies = replies_each
        rows.append(root)
        rows += [_row(thread, reader, root) for _ in range(replies_each)]
    Comment.objects.bulk_create(rows, batch_size=2000)
    Thread.objects.filter(pk=thread.pk).update(published=len(rows), last_at=rows[-1].created_at)
    analyze()
    return thread


def chain(story: Story, length: int) -> list[Comment]:
    """A conversation in which each comment answers the one before."""
    thread = Thread.objects.create(story_id=story.pk, language="en", published=length)
    reader = make_reader()
    rows: list[Comment] = []
    for _ in range(length):
        rows.append(_row(thread, reader, rows[-1] if rows else None))
    rows[0].replies = length - 1
    Comment.objects.bulk_create(rows, batch_size=2000)
    return rows


def _row(thread: Thread, reader: Reader, parent: Comment | None) -> Comment:
    number, now = next(NUMBERS), timezone.now()
    place = tree.place(number, parent)
    return Comment(
        pk=number,
        thread=thread,
        parent=parent,
        path=place.path,
        depth=place.depth,
        root_id=place.root_id,
        reader=reader,
        name=reader.name,
        state="published",
        visible=True,
        language="en",
        raw=f"Comment {number}",
        html=f"<p>Comment {number}</p>",
        text_hash=b"x",
        score=(number % 97) / 97,
        created_at=now,
        published_at=now,
    )


def shown(page: ThreadPage) -> list[int]:
    return [one.pk for talk in page.conversations for one in (talk.root, *talk.replies)]


@pytest.mark.parametrize("sort", Sort)
def test_the_block_takes_three_queries_with_ten_and_with_ten_thousand_comments(
    story: Story, sort: Sort
) -> None:
    with counted_queries() as none:
        thread_page(story.pk, sort)
    assert len(none) == 1
    for roots, replies in ((5, 1), (1000, 9)):
        fill(story, roots, replies)
        with counted_queries() as queries:
            page = thread_page(story.pk, sort)
        assert len(queries) == 3
    assert len(shown(page)) == PAGE


def test_the_storys_page_costs_the_same_with_and_without_comments(story: Story) -> None:
    client = browser()
    counts = []
    for roots in (1, 2000):
        fill(story, roots, 3)
        cache.clear()
        with counted_queries() as queries:
            assert client.get(story.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_plans_of_a_large_thread_have_no_sequential_scan(story: Story) -> None:
    thread = fill(story, 3000, 3)
    for sort in Sort:
        with counted_queries() as queries:
            page = thread_page(story.pk, sort)
            thread_page(story.pk, sort, after=page.last.pk if page.last else None)
        for sql in queries:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}".replace("%", "%%"))
                plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "Seq Scan on comments_comment" not in plan, plan
            assert "Sort Key: score" not in plan, plan
    assert thread.pk


@pytest.mark.parametrize("sort", Sort)
def test_paging_shows_every_root_once(story: Story, sort: Sort) -> None:
    fill(story, 140, 2)
    seen: list[int] = []
    after: int | None = None
    for _ in range(20):
        page = thread_page(story.pk, sort, after)
        assert len(shown(page)) <= PAGE
        seen += [talk.root.pk for talk in page.conversations]
        if page.last is None:
            break
        after = page.last.pk
    assert len(seen) == len(set(seen)) == 140
    if sort == Sort.BEST:
        scores = dict(Comment.objects.values_list("pk", "score"))
        assert [scores[pk] for pk in seen] == sorted(scores[pk] for pk in seen)[::-1]
    else:
        assert seen == sorted(seen, reverse=sort == Sort.NEWEST)


def test_a_chain_of_three_thousand_is_read_and_answered(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    rows = chain(story, 3000)
    page = thread_page(story.pk)
    assert len(shown(page)) == 1 + REPLIES_SHOWN
    assert page.conversations[0].more == 2999 - REPLIES_SHOWN
    client = browser()
    with counted_queries() as queries:
        html = client.get(rows[-1].address).content.decode()
    assert f'id="c{rows[-1].pk}"' in html
    assert len(queries) <= 12
    reply = write(story.pk, reader, "The last word.", parent=rows[-1])
    assert (reply.depth, reply.state) == (3000, "published")
    assert "The last word." in client.get(reply.address).content.decode()


def test_show_more_replies_leads_through_the_whole_conversation(story: Story) -> None:
    rows = chain(story, 200)
    client = browser()
    html = client.get(f"/comments/{story.pk}/").content.decode()
    seen: list[int] = []
    for _ in range(12):
        seen += [int(one) for one in re.findall(r'class="comment d[1-6]" id="c(\d+)"', html)]
        link = re.search(r'class="more-replies" href="([^"#]+)', html)
        if link is None:
            break
        html = client.get(link[1]).content.decode()
    assert seen == [one.pk for one in rows[1:]]
    assert "Show 191 more replies" in client.get(f"/comments/{story.pk}/").content.decode()


def test_earlier_replies_lead_back(story: Story) -> None:
    rows = chain(story, 150)
    client = browser()
    html = client.get(rows[140].address).content.decode()
    assert f'id="c{rows[130].pk}"' in html
    link = re.search(r'href="([^"]+\?before=\d+)"', html)
    assert link is not None
    before = client.get(link[1]).content.decode()
    assert f'id="c{rows[129].pk}"' in before
    assert f'id="c{rows[130].pk}"' not in before


def test_a_permalink_opens_a_page_that_has_the_comment(story: Story, open_site: SitePolicy) -> None:
    root = write(story.pk, make_reader())
    replies = [write(story.pk, make_reader(), parent=root) for _ in range(30)]
    deep = write(story.pk, make_reader(), parent=replies[20])
    html = browser().get(deep.get_absolute_url()).content.decode()
    assert f'id="c{deep.pk}"' in html
    assert f'id="c{root.pk}"' in html
    assert f'href="#c{replies[20].pk}"' in html


def test_depth_is_shown_by_a_capped_step(story: Story) -> None:
    rows = chain(story, 30)
    html = browser().get(rows[15].address).content.decode()
    assert 'class="comment d6"' in html
    assert 'class="comment d7"' not in html


def test_replies_stand_below_their_parent_in_time(story: Story, open_site: SitePolicy) -> None:
    one, other = write(story.pk, make_reader()), write(story.pk, make_reader())
    second = write(story.pk, make_reader(), parent=one)
    third = write(story.pk, make_reader(), parent=one)
    below = write(story.pk, make_reader(), parent=second)
    assert shown(thread_page(story.pk)) == [other.pk, one.pk, second.pk, below.pk, third.pk]


def test_counts_hold_after_any_sequence_of_moves(
    story: Story, moderator: User, open_site: SitePolicy
) -> None:
    readers = [make_reader() for _ in range(6)]
    root = write(story.pk, readers[0])
    replies = [write(story.pk, one, parent=root) for one in readers]
    verbs.delete(replies[0], by=moderator)
    verbs.withdraw(replies[1], reader=readers[1])
    verbs.reject(replies[2], by=moderator, reason="other")
    verbs.approve(replies[2], by=moderator)
    verbs.mark_spam(root, by=moderator)
    root.refresh_from_db()
    thread = thread_of(story.pk)
    assert root.replies == Comment.objects.filter(root=root, state="published").count() == 4
    assert thread.published == Comment.objects.filter(state="published").count() == 4
    latest = Comment.objects.filter(state="published").order_by("-pk").first()
    assert latest is not None
    assert thread.last_at == latest.published_at
