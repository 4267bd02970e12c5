"""What comments add to a reader's own page, download and erasure."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, SitePolicy, Vote
from readers.erasure import erase
from readers.models import Reader
from readers.registry import Keep
from staff.models import User
from tests.comments.tools import browser, make_reader, thread_of, typed, write

pytestmark = pytest.mark.django_db


def test_own_comments_with_their_state_and_reason(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    write(story.pk, reader, "This one is published.")
    bad = write(story.pk, reader, "This one was not.")
    verbs.reject(bad, by=moderator, reason="off_topic")
    voted = write(story.pk, make_reader(), "One to agree with.")
    verbs.vote(voted, reader=reader, value=1)
    page = browser(reader).get("/readers/me/").content.decode()
    assert "This one is published." in page
    assert "It is not about the story." in page
    assert "One to agree with." in page
    assert story.headline in page


def test_the_download_has_everything(story: Story, reader: Reader, open_site: SitePolicy) -> None:
    comment = write(story.pk, reader, "All of <mine>.")
    verbs.flag(write(story.pk, make_reader()), reader=reader, reason="spam", note="Look.")
    told = json.loads(browser(reader).get("/readers/me/data.json").content)
    assert told["comments"][0]["text"] == "All of <mine>."
    assert told["comments"][0]["address"] == comment.get_absolute_url()
    assert told["reports"][0]["note"] == "Look."


@pytest.mark.parametrize("keep", Keep)
def test_erasure_takes_the_name_and_if_wished_the_text(
    story: Story, open_site: SitePolicy, keep: Keep
) -> None:
    reader, other = make_reader("Salma Fading", "fading@example.org"), make_reader()
    root = write(story.pk, reader, "Words of mine.")
    lonely = write(story.pk, reader, "Lonely words.")
    reply = write(story.pk, other, "An answer to it.", parent=root)
    verbs.vote(reply, reader=reader, value=1)
    browser().post(f"/comments/{story.pk}/", typed(email="fading@example.org"))
    erase(reader, keep)
    cache.clear()
    page = browser().get(f"/comments/{story.pk}/").content.decode()
    assert "Salma Fading" not in page
    assert "An answer to it." in page
    kept = keep == Keep.ANONYMOUS
    assert ("Words of mine." in page) is kept
    assert ("Lonely words." in page) is kept
    thread = thread_of(story.pk)
    assert (
        thread.published == Comment.objects.filter(state="published").count() == (3 if kept else 1)
    )
    root.refresh_from_db()
    lonely.refresh_from_db()
    assert (root.name, root.author_key, root.replies) == ("", "", 1)
    assert (root.raw == "") is not kept
    assert lonely.visible is kept
    assert not Comment.objects.filter(state="awaiting_email").exists()
    assert Vote.objects.count() == 1


def test_follows_are_named_on_the_readers_page(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    client = browser(reader)
    client.post(f"/comments/{story.pk}/follow/")
    page = client.get("/readers/me/").content.decode()
    assert f'href="/comments/{story.pk}/"' in page
