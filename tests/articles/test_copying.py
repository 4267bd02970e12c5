"""A copy begins a new story; a spiked one leaves the lists and can come back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from articles import verbs
from articles.copying import copy_story
from articles.models import Article, Transition
from articles.snapshot import freeze
from articles.workflow import Refused
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, text_of
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_story,
    make_user,
    publish_story,
)

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
