"""What the desk writes under a reader's comment."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Decision, EditorsNote, SitePolicy
from comments.reading import thread_page
from comments.verbs.notes import LONGEST, MOST
from comments.workflow import Refused
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_contributor, make_story, make_user, publish_story
from tests.comments.tools import counted_queries, make_reader, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(story: Story, reader: Reader, open_site: SitePolicy) -> Comment:
    return write(story.pk, reader, "It was on Tuesday.")


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_readers_see_it_under_the_comment_with_name_and_time(
    story: Story,
    comment: Comment,
    moderator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    make_contributor("Rana Haddad", user=moderator)
    moderator.refresh_from_db()
    assert "Editor’s note" not in Client().get(story.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        verbs.annotate(comment, by=moderator, text="It was on <b>Wednesday</b>.\n\nWe checked.")
    page = Client().get(story.get_absolute_url()).content.decode()
    note = page[page.index('<div class="noted" role="note">') :]
    assert page.index("It was on Tuesday.") < page.index('<div class="noted"')
    assert note.index("Editor’s note") < note.index("It was on &lt;b&gt;Wednesday&lt;/b&gt;.")
    assert '<p dir="auto">We checked.</p>' in note
    assert "<bdi>Rana Haddad</bdi>" in note
    assert 'class="acts"' in note
    kept = Decision.objects.filter(comment=comment).first()
    assert kept is not None
    assert (kept.verb, kept.by, kept.note) == (
        "annotate",
        moderator,
        "It was on <b>Wednesday</b>. We checked.",
    )


def test_in_arabic(chief: User, open_site: SitePolicy) -> None:
    story = publish_story(make_story(chief, language="ar"), chief)
    comment = verbs.submit(
        verbs.Draft(body="كان يوم الثلاثاء.", raw="كان يوم الثلاثاء."),
        story_id=story.pk,
        language="ar",
        author=verbs.Author("سلمى", "salma@example.org", make_reader("سلمى", language="ar")),
        on_awaiting=lambda comment: None,
    ).comment
    verbs.annotate(comment, by=chief, text="بل يوم الأربعاء.")
    page = Client().get(f"/comments/{story.pk}/").content.decode()
    assert "ملاحظة من التحرير" in page
    assert "بل يوم الأربعاء." in page


def test_a_mistake_gets_another_note(story: Story, comment: Comment, moderator: User) -> None:
    verbs.annotate(comment, by=moderator, text="On Wednesday.")
    verbs.annotate(comment, by=moderator, text="On Tuesday after all; we were wrong.")
    page = Client().get(comment.address).content.decode()
    assert page.index("On Wednesday.") < page.index("On Tuesday after all")
    assert page.count("Editor’s note") == 2
    for statement in (
        "UPDATE comments_editorsnote SET text = ''",
        "DELETE FROM comments_editorsnote",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.parametrize("text", ["", " \u200b ", "> only quoted", "x" * (LONGEST + 1)])
def test_a_note_says_something_of_bearable_length(
    comment: Comment, moderator: User, text: str
) -> None:
    page = f"/desk/comments/comment/{comment.pk}/"
    answer = at_desk(moderator).post(f"{page}note/", {"text": text, "next": page})
    assert answer.status_code == 409
    assert text.strip().replace(">", "&gt;") in answer.content.decode()
    assert not EditorsNote.objects.exists()


def test_not_under_what_nobody_sees_and_not_without_end(comment: Comment, moderator: User) -> None:
    for number in range(MOST):
        verbs.annotate(comment, by=moderator, text=f"Note {number}.")
    with pytest.raises(Refused, match="answer instead"):
        verbs.annotate(comment, by=moderator, text="One more.")
    verbs.delete(comment, by=moderator)
    with pytest.raises(Refused):
        verbs.annotate(comment, by=moderator, text="Too late.")


@pytest.mark.parametrize("role", list(Role))
def test_who_may(comment: Comment, role: Role) -> None:
    client, page = at_desk(make_user(role)), f"/desk/comments/comment/{comment.pk}/"
    may = role != Role.JOURNALIST
    assert ("Publish the note" in client.get(page).content.decode()) is may
    fields = {"text": "It was on Wednesday.", "next": page}
    answer = client.post(f"{page}note/", fields, follow=True)
    assert answer.status_code == (200 if may else 403)
    assert EditorsNote.objects.exists() is may
    if may:
        shown = answer.content.decode()
        assert "Your note stands under the comment now." in shown
        assert "Another note" in shown


def test_notes_cost_a_page_nothing(story: Story, comment: Comment, moderator: User) -> None:
    with counted_queries() as before:
        thread_page(story.pk)
    verbs.annotate(comment, by=moderator, text="On Wednesday.")
    with counted_queries() as after:
        page = thread_page(story.pk)
    assert page.conversations[0].root.notes
    assert len(after) == len(before) <= 3
