"""Restoring a revision makes a new one; nothing is overwritten and nothing told is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    Byline,
    Contributor,
    Dateline,
    Illustration,
    Revision,
    Transition,
)
from articles.workflow import Editorial, Verb
from staff.roles import Role
from tests.articles.desk import address, at_desk, opened, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    print_story,
    publish_story,
)

pytestmark = pytest.mark.django_db


def path(story: Article, revision: int = 1) -> str:
    return reverse("admin:articles_article_restore", args=[story.pk, revision])


def restore(client: Client, story: Article, revision: int = 1, **posted: str) -> Any:
    """Open the page and press its button."""
    shown = client.get(path(story, revision))
    data = {"seen_version": str(shown.context["seen_version"]), **posted}
    return client.post(path(story, revision), data)


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def frozen(story: Article, number: int) -> Any:
    return dict(Revision.objects.get(article=story, number=number).frozen)


def full_story() -> Article:
    story = make_story(
        headline="The old headline",
        kicker="Analysis",
        deck="An old deck.",
        bylines=[make_contributor("Rima Haddad"), make_contributor("Samir Khoury")],
        places=[make_place("Beirut"), make_place("Moscow")],
        photos=[make_photo(), make_photo()],
        tags=["Syria", "Refugees"],
    )
    return change_story(story, deck="An older deck, mended.")


def emptied(story: Article) -> Article:
    rows: list[type[Model]] = [Byline, Dateline, Illustration]
    for model in rows:
        model._default_manager.filter(article=story).delete()
    story.tags.clear()
    return change_story(
        story,
        headline="New",
        kicker="",
        deck="",
        body="<p>New.</p>",
        section=make_section("Business", "أعمال"),
    )


def test_all_of_a_revision_comes_back_as_a_new_one() -> None:
    story = emptied(full_story())
    user = make_user(Role.EDITOR)
    response = restore(at_desk(user), story, 2, note="The ministry\nwas right")
    story.refresh_from_db()
    assert response.status_code == 302
    assert "Revision 2 is restored as revision 4." in told(response)
    assert frozen(story, 4) == frozen(story, 2)
    assert frozen(story, 3)["headline"] == "New"
    newest = Revision.objects.get(article=story, number=4)
    assert newest.author == user
    assert newest.note == "Restored from revision 2: The ministry was right"
    assert story.head_revision == newest


def test_a_save_meanwhile_is_told_and_nothing_is_restored() -> None:
    story, client = emptied(full_story()), at_desk(make_user())
    seen = str(client.get(path(story, 2)).context["seen_version"])
    other = at_desk(make_user())
    assert other.post(address(story), {**opened(other, story), "deck": "Theirs"}).status_code == 302
    form = opened(client, story)
    stale = client.post(path(story, 2), {"seen_version": seen})
    story.refresh_from_db()
    assert stale.status_code == 409
    assert "while you had this page open" in text_of(stale)
    assert (story.deck, story.headline) == ("Theirs", "New")
    assert client.post(path(story, 2), {}).status_code == 409
    assert restore(client, story, 2).status_code == 302
    late = client.post(address(story), {**form, "deck": "Mine"})
    assert late.status_code == 409  # restoring makes open forms stale too
    story.refresh_from_db()
    assert story.headline == "The old headline"


def test_restoring_costs_the_approval_and_readers_keep_what_they_have() -> None:
    story = publish_story(make_story(headline="First"))
    change_story(story, headline="Second")
    approve_story(story)
    response = restore(at_desk(make_user()), story, 1)
    story.refresh_from_db()
    assert "draft again" in told(response)
    assert (story.editorial, story.approved_revision) == (Editorial.DRAFT, None)
    assert Transition.objects.filter(article=story, verb=Verb.AMEND).count() == 2
    assert story.published_revision is not None
    assert story.published_revision.number == 1


def test_what_stands_like_that_already_is_not_restored_again() -> None:
    story, client = emptied(full_story()), at_desk(make_user())
    assert restore(client, story, 2).status_code == 302
    again = restore(client, story, 2)
    assert again.status_code == 409
    assert "stands like that already" in text_of(again)
    assert Revision.objects.filter(article=story).count() == 4
    assert "nothing to restore" in text_of(client.get(path(story, 4)))


def test_a_correction_and_a_printed_place_never_vanish() -> None:
    story, today = make_story(), timezone.localdate()
    printed = print_story(story, make_edition(today - timedelta(days=1)), "A1")
    planned = make_edition(today + timedelta(days=1))
    story.placements.create(edition=planned, page="A7")
    story.corrections.create(kind="correction", text="It was six.")
    change_story(story, headline="With a correction")
    client = at_desk(make_user())
    page = text_of(client.get(path(story, 1)))
    assert "Corrections stay as they are now" in page
    restore(client, story, 1)
    content = frozen(story, 3)
    assert content["headline"] == frozen(story, 1)["headline"]
    assert [one["text"] for one in content["corrections"]] == ["It was six."]
    assert {one.page for one in story.placements.all()} == {"A1", "A7"}
    printed.refresh_from_db()
    assert printed.revision == Revision.objects.get(article=story, number=1)


def test_what_no_longer_exists_is_told_and_the_rest_comes_back() -> None:
    story = emptied(full_story())
    content = frozen(story, 2)
    Contributor.objects.filter(pk=content["bylines"][0]["contributor"]).delete()
    Contributor.objects.filter(pk=content["bylines"][1]["contributor"]).update(withheld=True)
    gone = make_photo(caption="Never again")
    photos = list(Illustration.objects.filter(article=story))
    assert not photos
    first = content["pictures"][0]["photo"]
    type(gone).objects.filter(pk=first).delete()
    second = type(gone).objects.get(pk=content["pictures"][1]["photo"])
    second.rights_end = timezone.localdate() - timedelta(days=1)
    second.save()
    make_place("Moscow").delete()
    client = at_desk(make_user())
    page = text_of(client.get(path(story, 2)))
    for words in (
        "no longer among the contributors",
        "“Samir Khoury” is withheld",
        "no longer exists.",
        "have ended",
        "leaves the dateline",
    ):
        assert words in page
    assert restore(client, story, 2).status_code == 302
    restored = frozen(story, 4)
    assert [row["name"] for row in restored["bylines"]] == ["Samir Khoury"]
    assert [row["photo"] for row in restored["pictures"]] == [second.pk]
    assert [row["name"] for row in restored["dateline"]] == ["Beirut"]
    assert restored["headline"] == "The old headline"


def test_a_section_that_is_gone_and_a_language_that_is_taken_stay_as_they_are() -> None:
    old = make_section("Old desk", "قديم")
    original = make_story(language="ar", headline="الأصل")
    story = make_story(section=old, translation_of=original)
    change_story(story, section=make_section(), translation_of=None)
    make_story(translation_of=original)
    old.delete()
    client = at_desk(make_user())
    page = text_of(client.get(path(story, 1)))
    assert "“Old desk” no longer exists" in page
    assert "another story stands there" in page
    change_story(story, deck="So that something changes")
    assert restore(client, story, 1).status_code == 302
    story.refresh_from_db()
    assert (story.section.name, story.translation_of) == ("Middle East", None)


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_may_edit_may_restore_and_nobody_else(method: str) -> None:
    writer = make_user(Role.JOURNALIST)
    story = make_story(writer, headline="Old")
    change_story(story, headline="New")
    data = {"seen_version": str(story.version)}

    def answer(user: Any, name: str = path(story)) -> int:
        return int(getattr(at_desk(user), method)(name, data).status_code)

    assert getattr(Client(), method)(path(story), data).status_code in {302, 403}
    for role in (Role.MODERATOR, Role.JOURNALIST, None):
        assert answer(make_user(role)) == 403
    approve_story(story, make_user())
    assert answer(writer) == 403
    story.refresh_from_db()
    assert story.headline == "New"
    assert Revision.objects.filter(article=story).count() == 2
    editor = make_user(Role.CHIEF)
    assert answer(editor, path(story, 99)) == 404
    assert answer(editor, f"/desk/articles/article/{story.pk + 999}/restore/1/") == 404
    assert answer(editor) == (200 if method == "get" else 302)
