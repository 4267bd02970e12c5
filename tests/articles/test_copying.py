"""A copy begins a new story; a spiked one leaves the lists and can come back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from articles import removals, verbs
from articles.clock import as_it_stands_at
from articles.copying import copy_story
from articles.models import Article, Transition
from articles.snapshot import freeze
from articles.workflow import Refused
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, text_of
from tests.articles.factories import (
    approve_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import embargo

pytestmark = pytest.mark.django_db


def whole_story() -> Article:
    return make_story(
        bylines=[make_contributor()],
        places=[make_place()],
        photos=[make_photo()],
        tags=["Ports"],
        printed=[(make_edition(date(2013, 11, 20)), "A5")],
        deck="A deck.",
    )


def test_a_copy_says_the_same_and_has_no_past() -> None:
    writer = make_user(Role.JOURNALIST)
    story = publish_story(whole_story())
    copy = copy_story(story, by=writer, mark=uuid4())
    same, other = freeze(story), freeze(copy)
    assert other == same
    assert not copy.placements.exists()
    assert (copy.editorial, copy.first_published_at, copy.created_by) == ("draft", None, writer)
    head = copy.head_revision
    assert head is not None
    assert (head.number, head.author) == (1, writer)
    assert head.note == f"Copied from story {story.pk}"
    story.refresh_from_db()
    assert story.first_published_at is not None


def test_the_button_pressed_twice_makes_one_copy() -> None:
    writer = make_user(Role.JOURNALIST)
    story, mark = whole_story(), str(uuid4())
    client = at_desk(writer)
    answers = [client.post(f"{LIST}{story.pk}/copy/", {"begun_with": mark}) for _ in range(2)]
    copy = Article.objects.exclude(pk=story.pk).get()
    assert {answer["Location"] for answer in answers} == {address(copy)}
    assert f"{LIST}{story.pk}/copy/" in text_of(client.get(address(story)))


def test_an_embargo_goes_with_the_text_into_a_copy() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    story = whole_story()
    until = embargo(story, 5)
    answer = at_desk(writer).post(f"{LIST}{story.pk}/copy/", {"begun_with": str(uuid4())})
    copy = Article.objects.exclude(pk=story.pk).get()
    assert copy.embargo_until == until
    assert "Under embargo until" in text_of(at_desk(writer).get(answer["Location"]))
    with pytest.raises(Refused, match="under embargo"):
        verbs.publish(approve_story(copy, editor), by=editor)


def test_an_embargo_that_is_over_does_not() -> None:
    story = whole_story()
    until = embargo(story, 5)
    with as_it_stands_at(until + timedelta(seconds=1)):
        assert copy_story(story, by=make_user(), mark=uuid4()).embargo_until is None


def test_what_was_taken_down_does_not_come_back_as_a_copy() -> None:
    chief = make_user(Role.CHIEF)
    story = publish_story(whole_story())
    removals.take_down(story, by=chief, note="A court order.")
    client = at_desk(chief)
    assert f"{LIST}{story.pk}/copy/" not in text_of(client.get(address(story)))
    answer = client.post(f"{LIST}{story.pk}/copy/", {"begun_with": str(uuid4())})
    assert answer.status_code == 403
    with pytest.raises(Refused, match="not copied"):
        copy_story(story, by=chief, mark=uuid4())
    assert Article.objects.get() == story
    removals.reinstate(story, by=chief, note="The court changed its mind.")
    assert client.post(f"{LIST}{story.pk}/copy/", {"begun_with": str(uuid4())}).status_code == 302


def test_a_spiked_story_is_brought_back_by_its_writer_and_its_history_says_both() -> None:
    writer = make_user(Role.JOURNALIST)
    story = make_story(writer, headline="Given up")
    client = at_desk(writer)
    step = f"{LIST}{story.pk}/step"
    assert client.post(f"{step}/spike/", {"note": "", "seen": "1"}).status_code == 400
    client.post(f"{step}/spike/", {"note": "Overtaken.", "seen": "1"})
    page = text_of(client.get(address(story)))
    assert f"{step}/revive/" in page
    assert "spiked it" in page
    assert "Overtaken." in page
    client.post(f"{step}/revive/", {"note": "", "seen": "1"})
    story.refresh_from_db()
    assert story.editorial == "draft"
    assert list(Transition.objects.values_list("verb", flat=True)) == ["revive", "spike"]


def test_what_readers_have_is_never_spiked() -> None:
    editor = make_user()
    story = publish_story(make_story(editor), editor)
    verbs.send_back(story, by=editor, note="Another look.")
    with pytest.raises(Refused, match="only while readers do not have it"):
        verbs.spike(story, by=editor, note="no")
