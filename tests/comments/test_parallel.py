"""What happens at the same moment: settled by locks and constraints, not by luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Semaphore
from typing import Any

import pytest
from django.db import connection

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Decision, Flag, Thread, Vote
from comments.reading import thread_page
from comments.tickets import new_ticket
from comments.workflow import Refused, State
from readers.models import Letter
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.comments.tools import browser, make_reader, open_policy, typed, write

pytestmark = pytest.mark.django_db(transaction=True)
CONNECTIONS = Semaphore(12)  # fewer than the server has


@pytest.fixture
def story(transactional_db: None) -> Story:
    return Story.objects.get(pk=publish_story().pk)


@pytest.fixture
def chief(transactional_db: None) -> User:
    user = make_user(Role.CHIEF)
    open_policy(user)
    return user


def at_once(acts: Sequence[Callable[[], object]]) -> list[Any]:
    """Run all acts in threads that begin together; what each answered, or the error it raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> Any:
        start.wait()
        with CONNECTIONS:
            try:
                return act()
            except Refused as error:
                return error
            finally:
                connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_fifty_votes_of_one_reader_are_one(story: Story, chief: User) -> None:
    comment, voter = write(story.pk, make_reader()), make_reader()
    at_once([lambda: verbs.vote(comment, reader=voter, value=1)] * 50)
    comment.refresh_from_db()
    assert (comment.up, comment.down, Vote.objects.count()) == (1, 0, 1)


def test_fifty_readers_votes_are_fifty(story: Story, chief: User) -> None:
    comment = write(story.pk, make_reader())
    voters = [make_reader() for _ in range(50)]
    at_once([partial(verbs.vote, comment, reader=one, value=1) for one in voters])
    comment.refresh_from_db()
    assert (comment.up, Vote.objects.count()) == (50, 50)


def test_a_vote_changed_to_and_fro_counts_once(story: Story, chief: User) -> None:
    comment, voter = write(story.pk, make_reader()), make_reader()
    values = [1, -1, 0] * 7
    at_once([partial(verbs.vote, comment, reader=voter, value=one) for one in values])
    comment.refresh_from_db()
    kept = list(Vote.objects.values_list("value", flat=True))
    assert (comment.up, comment.down) == (kept.count(1), kept.count(-1))


def test_reports_of_one_reader_are_one(story: Story, chief: User) -> None:
    comment, reader = write(story.pk, make_reader()), make_reader()
    at_once([lambda: verbs.flag(comment, reader=reader, reason="spam")] * 10)
    comment.refresh_from_db()
    assert (comment.flags, Flag.objects.count()) == (1, 1)


def test_twenty_posts_of_one_form_are_one_comment_and_all_lead_to_it(
    story: Story, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.forms.SHORTEST", 0.0)
    reader, ticket = make_reader(), new_ticket()
    clients = [browser(reader) for _ in range(20)]
    form = {"body": "Sent by an impatient finger.", "ticket": ticket}
    answers = at_once([partial(one.post, f"/comments/{story.pk}/", form) for one in clients])
    assert Comment.objects.count() == 1
    address = Comment.objects.get().get_absolute_url()
    assert {(one.status_code, one["Location"]) for one in answers} == {(303, address)}
    assert Thread.objects.get().published == 1


def test_the_same_words_at_the_same_moment_are_one_comment(story: Story, chief: User) -> None:
    write(story.pk, make_reader())  # the thread is there
    for number in range(3):
        reader = make_reader()
        act = partial(write, story.pk, reader, f"The same words, {number}.")
        answers = at_once([act] * 12)
        assert len({one.pk for one in answers}) == 1
    assert Comment.objects.count() == Thread.objects.get().published == 4


def test_a_newcomers_parallel_posts_without_a_ticket_are_one_letter(story: Story) -> None:
    form = typed("The first ever on this story.")
    clients = [browser() for _ in range(5)]
    at_once([partial(one.post, f"/comments/{story.pk}/", form) for one in clients])
    assert (Comment.objects.count(), Letter.objects.count(), Thread.objects.count()) == (1, 1, 1)


def test_counts_are_right_after_many_posts_at_once(story: Story, chief: User) -> None:
    root = write(story.pk, make_reader())
    readers = [make_reader() for _ in range(16)]
    at_once([partial(write, story.pk, one, parent=root) for one in readers])
    root.refresh_from_db()
    assert root.replies == 16
    assert Thread.objects.get().published == 17
    page = thread_page(story.pk)
    assert [talk.root.replies for talk in page.conversations] == [16]


def test_of_two_moderators_one_decides(story: Story, chief: User) -> None:
    comment = write(story.pk, make_reader(), "With https://example.com/ in it.")
    colleague = make_user(Role.MODERATOR)
    answers = at_once([partial(verbs.approve, comment, by=one) for one in (chief, colleague)] * 3)
    assert sum(isinstance(one, Refused) for one in answers) == 5
    assert Decision.objects.count() == 1
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    assert Thread.objects.get().published == 1


def test_a_decision_is_undone_once(story: Story, chief: User) -> None:
    comment = write(story.pk, make_reader())
    verbs.delete(comment, by=chief)
    decision = Decision.objects.get()
    answers = at_once([lambda: verbs.undo(decision, by=chief)] * 6)
    assert sum(one is None for one in answers) == 1
    assert Decision.objects.filter(verb="undo").count() == 1
    assert Thread.objects.get().published == 1
