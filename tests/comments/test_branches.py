"""A branch that a moderator closes: no new replies below it, at any depth, and it says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Decision, SitePolicy
from comments.tree import DEEPEST
from comments.workflow import Refused
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.comments.tools import browser, make_reader, open_policy, typed, write

pytestmark = pytest.mark.django_db
CLOSED = "<span>Replies closed</span>"


@pytest.fixture
def chain(story: Story, reader: Reader, open_site: SitePolicy) -> list[Comment]:
    """A conversation deeper than its paths can tell."""
    found: list[Comment] = []
    for _step in range(DEEPEST + 4):
        found.append(write(story.pk, make_reader(), parent=found[-1] if found else None))
    return found


def in_thread(comment: Comment) -> str:
    """The page of the conversation at the comment's place."""
    page = Client().get(comment.address).content.decode()
    return page[page.index(f'id="c{comment.pk}"') :].partition("</li>")[0]


@pytest.mark.parametrize("top", [0, 3, DEEPEST, DEEPEST + 2])
def test_nobody_answers_below_it_at_any_depth(
    story: Story, chain: list[Comment], moderator: User, top: int
) -> None:
    verbs.close_branch(chain[top], by=moderator, note="The same two, again.")
    for place, comment in enumerate(chain):
        is_below = place >= top
        assert Comment.objects.get(pk=comment.pk).takes_replies is not is_below
        assert (CLOSED in in_thread(comment)) is is_below
        assert (f"{comment.address}reply/" in in_thread(comment)) is not is_below
    with pytest.raises(Refused, match="closed to new replies"):
        write(story.pk, make_reader(), parent=chain[-1])
    with pytest.raises(Refused, match="closed"):
        verbs.reply(chain[-1].thread, by=moderator, raw="One more word.", parent=chain[-1])
    beside = write(story.pk, make_reader(), parent=chain[top - 1] if top else None)
    assert beside.takes_replies
    decision = Decision.objects.filter(comment=chain[top]).first()
    assert decision is not None
    assert (decision.verb, decision.by, decision.note) == (
        "close",
        moderator,
        "The same two, again.",
    )


def test_an_old_form_is_refused_and_keeps_what_was_typed(
    story: Story, chain: list[Comment], moderator: User
) -> None:
    client = browser(make_reader())
    old_form = client.get(f"{chain[2].address}reply/")
    assert 'name="body"' in old_form.content.decode()
    verbs.close_branch(chain[1], by=moderator)
    answer = client.post(
        f"/comments/{story.pk}/", typed("Still my opinion.", parent=str(chain[2].pk))
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Still my opinion." in page
    assert "This branch is closed to new replies" in page
    late = client.get(f"{chain[2].address}reply/")
    assert late.status_code == 409
    assert "closed to new replies" in late.content.decode()


@pytest.mark.parametrize("below", [2, 4])
def test_reopening_stops_at_what_is_closed_itself(
    chain: list[Comment], story: Story, moderator: User, below: int
) -> None:
    inner, outer = chain[below], chain[1]
    verbs.close_branch(inner, by=moderator)
    verbs.close_branch(outer, by=moderator)
    verbs.reopen_branch(outer, by=moderator)
    taking = list(Comment.objects.order_by("pk").values_list("takes_replies", flat=True))
    assert taking == [True] * below + [False] * (len(chain) - below)
    verbs.close_branch(outer, by=moderator)
    verbs.reopen_branch(inner, by=moderator)
    assert Comment.objects.filter(takes_replies=True).count() == 1
    verbs.reopen_branch(outer, by=moderator)
    assert not Comment.objects.filter(takes_replies=False).exists()
    assert write(story.pk, make_reader(), parent=chain[-1]).state == "published"


def test_twice_is_refused(chain: list[Comment], moderator: User) -> None:
    with pytest.raises(Refused, match="not closed"):
        verbs.reopen_branch(chain[0], by=moderator)
    verbs.close_branch(chain[0], by=moderator)
    with pytest.raises(Refused, match="already"):
        verbs.close_branch(chain[0], by=moderator)


def test_a_branch_without_its_beginning_can_be_closed_and_its_pages_are_fresh(
    chain: list[Comment],
    moderator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    verbs.delete(chain[0], by=moderator)
    address = f"/comments/{chain[0].thread.story_id}/"
    assert CLOSED not in Client().get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        verbs.close_branch(chain[0], by=moderator)
    assert Client().get(address).content.decode().count(CLOSED) == 8  # as many as a page shows


def test_what_was_written_before_waits_when_it_is_confirmed_after(
    chain: list[Comment], story: Story, moderator: User
) -> None:
    browser().post(f"/comments/{story.pk}/", typed(parent=str(chain[0].pk)))
    waiting = Comment.objects.get(state="awaiting_email")
    verbs.close_branch(chain[0], by=moderator)
    verbs.confirm(waiting, reader=make_reader())
    assert waiting.state == "pending"
    assert [one.rule for one in waiting.holds.all()] == ["closed"]
    verbs.approve(waiting, by=moderator)
    assert (waiting.state, waiting.takes_replies) == ("published", False)


@pytest.mark.parametrize("role", list(Role))
def test_the_form_at_the_desk(chain: list[Comment], role: Role) -> None:
    client = Client()
    client.force_login(make_user(role))
    page, act = (f"/desk/comments/comment/{chain[0].pk}/{end}" for end in ("", "branch/"))
    may = role != Role.JOURNALIST
    assert ("Close it to replies" in client.get(page).content.decode()) is may
    answer = client.post(act, {"verb": "close", "note": "Enough.", "next": page}, follow=True)
    assert answer.status_code == (200 if may else 403)
    if may:
        assert "nobody can reply there any more" in answer.content.decode()
        assert "Reopen it to replies" in answer.content.decode()
        again = client.post(act, {"verb": "close", "next": page}, follow=True)
        assert "closed already" in again.content.decode()
        client.post(act, {"verb": "reopen", "next": page})
    assert Comment.objects.get(pk=chain[0].pk).takes_replies


@pytest.mark.django_db(transaction=True)
def test_a_reply_that_races_the_closing_is_before_it_or_refused() -> None:
    moderator = make_user(Role.MODERATOR)
    open_policy(make_user(Role.CHIEF))
    story = Story.objects.get(pk=publish_story().pk)
    root = write(story.pk, make_reader())

    def answer(reader: Reader) -> str:
        try:
            return write(story.pk, reader, parent=root).state
        except Refused:
            return "refused"
        finally:
            connections.close_all()

    def close() -> str:
        try:
            verbs.close_branch(Comment.objects.get(pk=root.pk), by=moderator)
            return "closed"
        finally:
            connections.close_all()

    readers = [make_reader() for _ in range(6)]
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(answer, one) for one in readers[:3]]
        closing = pool.submit(close)
        answers += [pool.submit(answer, one) for one in readers[3:]]
        said = [one.result() for one in answers]
        assert closing.result() == "closed"
    assert set(said) <= {"published", "refused"}
    assert not Comment.objects.filter(takes_replies=True).exists()
    assert Comment.objects.count() == 1 + said.count("published")
