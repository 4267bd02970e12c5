"""Two people press a button at the same moment; each has a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from articles import verbs
from articles.clock import database_now
from articles.models import Article, Listing, Release, Revision, Story, Transition
from articles.workflow import Refused
from staff.models import User
from tests.articles.factories import approve_story, make_story, make_user, publish_story

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], str]


def answer(act: Act) -> str:
    """What a verb said; a refusal as such. For a thread with its own connection."""
    try:
        return act()
    except Refused as refusal:
        return f"refused: {refusal}"
    finally:
        connection.close()


def at_once(*acts: Act) -> list[str]:
    """What each act said, all of them begun together."""
    start = Barrier(len(acts))

    def run(act: Act) -> str:
        start.wait(timeout=10)
        return answer(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def publish(pk: int, by: User) -> str:
    return verbs.publish(Article.objects.get(pk=pk), by=by)


def withdraw(pk: int, by: User) -> str:
    return verbs.withdraw(Article.objects.get(pk=pk), by=by, note="a wrong name")


def test_parallel_publications_make_one_release_and_one_transition() -> None:
    editor = make_user()
    story = approve_story(make_story(editor))
    said = at_once(*[lambda: publish(story.pk, editor)] * 4)
    assert said == [
        "Nothing to publish: readers already have this text.",
        "Nothing to publish: readers already have this text.",
        "Nothing to publish: readers already have this text.",
        "Published. Readers see it now.",
    ]
    assert Release.objects.filter(article=story).count() == 1
    assert Transition.objects.filter(article=story, verb="publish").count() == 1
    assert Listing.objects.filter(story_id=story.pk, key="en:all").count() == 1


def begun_earlier(first: Act, second: Act) -> tuple[str, str]:
    """Both answers, where the transaction of the second act began before the first one's."""
    begun, done = Event(), Event()

    def late() -> str:
        with transaction.atomic():
            database_now()
            begun.set()
            done.wait(timeout=10)
            return second()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(answer, late)
        begun.wait(timeout=10)
        said = first()
        done.set()
        return said, waiting.result(timeout=20)


def test_one_that_began_earlier_and_came_later_publishes_nothing_twice() -> None:
    editor = make_user()
    story = approve_story(make_story(editor))
    said = begun_earlier(lambda: publish(story.pk, editor), lambda: publish(story.pk, editor))
    assert said == (
        "Published. Readers see it now.",
        "Nothing to publish: readers already have this text.",
    )
    assert Release.objects.filter(article=story).count() == 1


def test_a_withdrawal_that_began_before_the_publication_still_leaves_a_notice() -> None:
    editor = make_user()
    story = approve_story(make_story(editor))
    begun_earlier(lambda: publish(story.pk, editor), lambda: withdraw(story.pk, editor))
    assert Story.objects.get(pk=story.pk).withdrawn
    moments = Transition.objects.filter(article=story).order_by("pk").values_list("at", flat=True)
    assert list(moments) == sorted(moments)


def test_publishing_and_withdrawing_at_once_ends_in_one_of_two_ways() -> None:
    editor = make_user()
    story = publish_story(by=editor)
    Article.objects.filter(pk=story.pk).update(published_revision=None)
    at_once(lambda: publish(story.pk, editor), lambda: withdraw(story.pk, editor))
    assert Story.objects.get(pk=story.pk).withdrawn
    assert Release.objects.filter(article=story, superseded_at=None).count() == 1


def test_parallel_withdrawals_make_one_notice() -> None:
    editor = make_user()
    story = publish_story(by=editor)
    said = at_once(*[lambda: withdraw(story.pk, editor)] * 3)
    assert [one.startswith("refused") for one in said].count(True) == 2
    assert Release.objects.filter(article=story, withdrawn=True).count() == 1


def test_parallel_saves_of_one_text_make_one_revision() -> None:
    editor = make_user()
    story = make_story(editor)
    Article.objects.filter(pk=story.pk).update(headline="Changed")

    def save() -> str:
        return str(verbs.record_revision(Article.objects.get(pk=story.pk), by=editor))

    assert set(at_once(save, save, save)) == {f"{story.pk}/2"}
    assert Revision.objects.filter(article=story).count() == 2


def test_a_change_saved_while_an_editor_approves_is_never_the_approved_text() -> None:
    editor = make_user()
    story = make_story(editor)
    verbs.submit(story, by=editor)
    Article.objects.filter(pk=story.pk).update(headline="Unread")

    def save() -> str:
        return str(verbs.record_revision(Article.objects.get(pk=story.pk), by=editor))

    def approve() -> str:
        return verbs.approve(Article.objects.get(pk=story.pk), by=editor, seen=1)

    at_once(save, approve)
    story.refresh_from_db()
    assert story.editorial != "approved"
    assert story.approved_revision is None
