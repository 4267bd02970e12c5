"""Several stories at once: each from the version that was seen, or not at all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.workflow import Editorial
from staff.roles import Role
from tests.articles.desk import LIST, at_desk, save, text_of
from tests.articles.factories import approve_story, make_section, make_story, make_user

pytestmark = pytest.mark.django_db

TOGETHER = f"{LIST}together/"


def ticks(client: Client) -> list[str]:
    """The marks of the list's rows, as the browser would send them."""
    return re.findall(r'name="story" form="together" value="([^"]+)"', text_of(client.get(LIST)))


def send(client: Client, marks: list[str], **values: object) -> Any:
    return client.post(TOGETHER, {"story": marks, **values})


def test_ticked_stories_move_to_a_section_each_with_its_revision() -> None:
    editor = make_user()
    stories = [make_story(editor, headline=f"Story {n}") for n in range(3)]
    sport, client = make_section("Sport", "رياضة"), at_desk(editor)
    marks = ticks(client)
    assert len(marks) == 3
    answer = send(client, marks[:2], what="section", section=sport.pk)
    assert answer.status_code == 302
    assert "2 stories were changed." in text_of(client.get(answer["Location"]))
    moved = Article.objects.filter(section=sport)
    assert {story.pk for story in moved} == {stories[1].pk, stories[2].pk}
    for story in moved:
        head = story.head_revision
        assert head is not None
        assert (head.number, head.frozen["section"]["section"]) == (2, sport.pk)
        assert head.note == "Put into a section, with others."


def test_a_story_saved_meanwhile_is_left_alone_and_named() -> None:
    editor = make_user()
    first, second = make_story(editor, headline="First"), make_story(editor, headline="Second")
    client = at_desk(editor)
    marks = ticks(client)
    save(at_desk(make_user()), first, headline="First, by a colleague")
    answer = send(client, marks, what="tag", tag="Ports")
    assert answer.status_code == 409
    page = text_of(answer)
    assert "First, by a colleague" in page
    assert "Somebody saved it after you opened the list." in page
    assert list(Article.objects.get(pk=first.pk).tags.names()) == []
    assert list(Article.objects.get(pk=second.pk).tags.names()) == ["Ports"]
    again = re.findall(r'name="story" value="([^"]+)"', page)
    assert send(client, again, what="tag", tag="Ports").status_code == 302
    assert Article.objects.get(pk=first.pk).headline == "First, by a colleague"
    assert list(Article.objects.get(pk=first.pk).tags.names()) == ["Ports"]


def test_a_form_opened_before_the_change_keeps_both_texts() -> None:
    editor = make_user()
    story, client = make_story(editor), at_desk(editor)
    stale = client.get(f"{LIST}{story.pk}/change/")
    send(client, ticks(client), what="tag", tag="Ports")
    assert f'value="{story.version}"' in text_of(stale)
    assert Article.objects.get(pk=story.pk).version == story.version + 1


def test_an_approved_story_loses_its_approval() -> None:
    editor = make_user()
    story = approve_story(make_story(editor), editor)
    client = at_desk(editor)
    send(client, ticks(client), what="tag", tag="Ports")
    assert Article.objects.get(pk=story.pk).editorial == Editorial.DRAFT


def test_what_stands_there_already_makes_no_revision() -> None:
    editor = make_user()
    story, client = make_story(editor, tags=["Ports"]), at_desk(editor)
    answer = send(client, ticks(client), what="tag", tag="ports")
    assert "Nothing had to be changed." in text_of(client.get(answer["Location"]))
    assert Article.objects.get(pk=story.pk).revisions.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"what": "tag", "tag": ""}, "Say which one."),
        ({"what": "section", "section": "99999"}, "Select a valid choice"),
        ({"what": "tag", "tag": "x" * 61}, "is too long"),
        ({"what": "tag", "tag": "!!!"}, "neither letters nor digits"),
        ({"what": "burn"}, "Select a valid choice"),
    ],
)
def test_a_wrong_form_says_so_and_keeps_the_ticks(values: dict[str, str], sentence: str) -> None:
    editor = make_user()
    make_story(editor, headline="Still ticked")
    client = at_desk(editor)
    answer = send(client, ticks(client), **values)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert "Still ticked" in text_of(answer)
    assert Article.objects.get().version == 0


def test_no_tick_and_hostile_ticks_are_answered_in_words() -> None:
    client = at_desk(make_user())
    hostile = ["", "1", "x:1", "9" * 30 + ":1", "-1:0", "1:'; DROP TABLE articles_article"]
    for marks in ([], hostile):
        answer = send(client, marks, what="tag", tag="Ports")
        assert answer.status_code in {302, 400}
    assert client.get(TOGETHER).status_code == 405


def test_others_stories_stay_as_they_are() -> None:
    story = make_story(make_user())
    client = at_desk(make_user(Role.JOURNALIST))
    answer = send(client, [f"{story.pk}:{story.version}"], what="tag", tag="Ports")
    assert answer.status_code == 403
    assert list(Article.objects.get(pk=story.pk).tags.names()) == []
    assert 'form="together"' not in text_of(at_desk(make_user(Role.MODERATOR)).get(LIST))
