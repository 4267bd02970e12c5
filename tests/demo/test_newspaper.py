"""The demonstration newspaper: what a newcomer finds in it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.body import sanitize
from articles.demo import manuscripts
from articles.models import Article, Contributor, FrontRelease, Photo, PrintEdition, Transition
from articles.models.story import Story
from articles.workflow import Editorial, Publication, Verb
from staff.models import User
from staff.roles import Role
from tests.demo.conftest import Demo
from tests.link_walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def states() -> set[tuple[str, str, bool]]:
    """Editorial status, publication and whether there are unpublished changes, for every story."""
    now = timezone.now()
    return {
        (story.editorial, story.publication_at(now), story.has_unpublished_changes)
        for story in Article.objects.all()
    }


def test_a_newcomer_finds_a_newspaper_of_five_sections_in_two_languages() -> None:
    live = Story.objects.filter(withdrawn=False)
    assert live.count() >= 24
    assert live.filter(language="ar").count() >= 5
    assert live.values("section_slug").distinct().count() == 5
    assert sum(1 for story in live if len(story.places) == 2) >= 3
    assert {person["role"] for story in live for person in story.people} >= {
        "by",
        "reporting",
        "translation",
    }
    assert {person["kind"] for story in live for person in story.people} >= {"staff", "agency"}
    assert any(not story.people for story in live)
    assert sum(1 for story in live if story.correction_notes) >= 2
    assert {line["page"] for story in live for line in story.print_lines} >= {"1", "3", "A5", "12"}
    assert PrintEdition.objects.exclude(printed_at=None).count() == 5
    assert PrintEdition.objects.filter(printed_at=None).count() == 3  # today’s and tomorrow’s


def test_there_is_a_story_in_every_state() -> None:
    assert states() >= {
        (Editorial.DRAFT, Publication.UNPUBLISHED, True),
        (Editorial.SUBMITTED, Publication.UNPUBLISHED, True),
        (Editorial.APPROVED, Publication.UNPUBLISHED, True),
        (Editorial.APPROVED, Publication.SCHEDULED, False),
        (Editorial.APPROVED, Publication.LIVE, False),
        (Editorial.DRAFT, Publication.LIVE, True),
        (Editorial.DRAFT, Publication.WITHDRAWN, False),
    }
    assert Transition.objects.filter(verb=Verb.SEND_BACK).exclude(note="").exists()
    assert Transition.objects.filter(verb=Verb.WITHDRAW).exclude(note="").exists()


def test_nobody_approved_what_they_wrote() -> None:
    approvals = Transition.objects.filter(verb=Verb.APPROVE).select_related("article", "revision")
    assert approvals
    assert all(one.by_id != one.revision.author_id for one in approvals)


def test_every_text_is_one_that_the_desk_s_form_accepts() -> None:
    for story in Article.objects.all():
        story.full_clean()
        assert sanitize(story.body) == story.body.strip(), story
        for placement in story.placements.all():
            placement.full_clean()


def test_every_page_opens_and_shows_its_headline(client: Client) -> None:
    for path in ("/", "/ar/", "/lebanon/", "/ar/culture/", "/print/", "/print/2013-11-20/"):
        assert client.get(path).status_code == 200, path
    for story in Story.objects.filter(withdrawn=False):
        response = client.get(story.get_absolute_url())
        assert response.status_code == 200, story.headline
        assert story.headline in response.content.decode()


def test_every_picture_has_its_files_its_words_and_a_press_photo_s_shape() -> None:
    for photo in Photo.objects.all():
        assert photo.caption
        assert photo.alt_text
        assert photo.credit
        assert photo.alt_text != photo.caption
        assert photo.width >= 1200
        assert default_storage.exists(str(photo.original))
        assert all(default_storage.exists(copy["file"]) for copy in photo.renditions)
    drawn = (manuscripts.FOLDER / "pictures").glob("*.jpg")
    assert all(file.stat().st_size <= 180_000 for file in drawn)


def test_translations_lead_to_each_other_and_never_to_a_translation() -> None:
    translated = Article.objects.exclude(translation_of=None).select_related("translation_of")
    assert translated.count() >= 2
    for story in translated:
        assert story.translation_of is not None
        assert story.translation_of.language != story.language
        assert story.translation_of.translation_of_id is None


def test_a_withheld_name_is_nowhere_on_the_page(client: Client) -> None:
    hidden = Contributor.objects.get(withheld=True)
    story = Story.objects.get(headline__startswith="The pound steadies")
    assert hidden.name not in client.get(story.get_absolute_url()).content.decode()


def test_the_four_accounts_have_their_role_and_the_password(demo: Demo) -> None:
    for role in Role:
        user = User.objects.get(username=role.value)
        assert user.roles == {role}
        assert user.is_staff
        assert user.check_password(demo.password)


def test_a_second_run_changes_nothing_and_says_so(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEMO_PASSWORD")
    before = (Article.objects.count(), Transition.objects.count(), User.objects.count(), files())
    out = StringIO()
    call_command("load_demo", stdout=out)
    after = (Article.objects.count(), Transition.objects.count(), User.objects.count(), files())
    assert after == before
    assert "stories already" in out.getvalue()
    assert User.objects.get(username="editor").check_password(demo.password)


def test_no_link_of_the_whole_site_is_broken_and_every_page_says_what_it_is(client: Client) -> None:
    cache.clear()
    walk = Walk(client).from_all("/", "/ar/")
    assert not walk.faults, "\n".join(walk.faults)
    seen = walk.seen.keys()
    assert seen >= {story.get_absolute_url() for story in Story.objects.filter(withdrawn=False)}
    assert seen >= {"/ar/most-read/", "/ar/corrections/", "/ar/?lite", "/offline/", "/print/"}


@pytest.mark.parametrize("address, lead", [("/", "Arsal makes room"), ("/ar/", "عرسال تفسح")])
def test_both_editions_have_a_front_that_the_desk_arranged(
    client: Client, address: str, lead: str
) -> None:
    front = client.get(address).context["front"]
    assert front.lead.headline.startswith(lead)
    assert {"en", "ar"} == set(FrontRelease.objects.values_list("front", flat=True))
    # It waits for its hour, in its place, and its headline is nowhere.
    assert "Eleven strings" not in client.get(address).content.decode()
