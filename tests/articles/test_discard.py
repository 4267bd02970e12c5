"""Changes to a live story are given up: the working copy is again what readers have."""

from __future__ import annotations

import pytest

from articles import schedules, verbs
from articles.clock import database_now
from articles.discarding import discard
from articles.models import Article, Byline, Release, Revision, Section, Story, Transition
from articles.workflow import Editorial, Publication, Refused, Stale, Verb
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, opened, save, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_photo,
    make_place,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import schedule

pytestmark = pytest.mark.django_db


def live() -> Article:
    return publish_story(
        make_story(
            make_user(Role.JOURNALIST),
            headline="First",
            bylines=[make_contributor()],
            places=[make_place()],
            photos=[make_photo()],
            tags=["Ports", "Syria"],
        ),
        make_user(),
    )


def live_changed() -> Article:
    story = live()
    story.bylines.all().delete()
    story.datelines.all().delete()
    story.illustrations.all().delete()
    story.tags.set(["Elections"])
    return change_story(story, headline="Second", body="<p>Other words.</p>")


def give_up(story: Article) -> str:
    return discard(story, by=story.created_by, note="Not true.")


class TestDiscard:
    def test_the_working_copy_is_what_readers_have_in_every_part(self) -> None:
        story = live_changed()
        published = story.published_revision
        give_up(story)
        assert story.headline == "First"
        assert (story.bylines.count(), story.datelines.count()) == (1, 1)
        assert story.illustrations.count() == 1
        assert set(story.tags.names()) == {"Ports", "Syria"}
        assert published
        assert story.head_revision
        assert story.head_revision.content_hash == published.content_hash
        assert not story.has_unpublished_changes

    @pytest.mark.parametrize("sent", [0, 1, 2])
    def test_from_every_status_of_the_change_it_is_approved_and_live(self, sent: int) -> None:
        story = live_changed()
        if sent:
            verbs.submit(story, by=story.created_by)
        if sent > 1:
            verbs.approve(story, by=story.created_by)
        give_up(story)
        assert story.editorial == Editorial.APPROVED
        assert story.approved_revision_id == story.head_revision_id
        assert story.publication_at(database_now()) == Publication.LIVE
        assert verbs.publish(story, by=story.created_by).startswith("Nothing to publish")

    def test_it_is_one_step_and_one_revision_and_nothing_is_lost(self) -> None:
        story = live_changed()
        approve_story(story)
        kept, steps = Revision.objects.count(), Transition.objects.count()
        said = give_up(story)
        assert "revision 2 is kept" in said
        assert (Revision.objects.count(), Transition.objects.count()) == (kept + 1, steps + 1)
        step = Transition.objects.filter(article=story).first()
        assert step
        assert (step.verb, step.note, step.revision.number) == (Verb.DISCARD, "Not true.", 3)
        assert (step.editorial_before, step.editorial_after) == ("approved", "approved")
        assert Revision.objects.get(article=story, number=2).frozen["headline"] == "Second"

    def test_readers_see_no_change(self) -> None:
        story = live_changed()
        before = list(Story.objects.values()), Release.objects.count()
        give_up(story)
        assert (list(Story.objects.values()), Release.objects.count()) == before

    def test_a_form_opened_before_is_stale(self) -> None:
        story = live_changed()
        version = story.version
        give_up(story)
        assert story.version == version + 1

    def test_it_can_be_changed_and_published_afterwards(self) -> None:
        story = live_changed()
        give_up(story)
        publish_story(change_story(story, headline="Third"))
        assert Story.objects.get(pk=story.pk).headline == "Third"

    def test_what_no_longer_exists_leaves_a_draft_that_differs(self) -> None:
        story = live_changed()
        gone = make_contributor("Gone Soon")
        Byline.objects.create(article=story, contributor=gone)
        verbs.record_revision(story, by=story.created_by)
        publish_story(story)
        change_story(story, headline="Third")
        story.bylines.all().delete()
        gone.delete()
        said = give_up(story)
        assert "no longer exists" in said
        assert (story.headline, story.editorial) == ("Second", Editorial.DRAFT)
        assert story.has_unpublished_changes


class TestRefused:
    def test_where_there_is_nothing_to_discard(self) -> None:
        with pytest.raises(Refused, match="nothing to discard"):
            give_up(live())

    @pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
    def test_where_readers_have_no_text(self, state: str) -> None:
        story = make_story()
        if state != "draft":
            publish_story(story) if state == "withdrawn" else schedule(approve_story(story))
        if state == "withdrawn":
            verbs.withdraw(story, by=story.created_by, note="wrong")
        with pytest.raises(Refused, match="Only changes to a live story"):
            give_up(story)

    def test_while_a_change_is_scheduled(self) -> None:
        story = live_changed()
        schedule(approve_story(story))
        with pytest.raises(Refused, match="Cancel the schedule first"):
            give_up(story)
        schedules.unschedule(story, by=story.created_by)
        give_up(story)
        assert story.headline == "First"

    def test_without_a_reason_or_on_another_text_than_was_read(self) -> None:
        story = live_changed()
        with pytest.raises(Refused, match="Say why the changes are discarded"):
            discard(story, by=story.created_by, note=" ")
        with pytest.raises(Stale):
            discard(story, by=story.created_by, note="x", seen=1)
        story.refresh_from_db()
        assert story.headline == "Second"


class TestAtTheDesk:
    def test_the_step_saves_asks_why_and_gives_up(self) -> None:
        story = live_changed()
        client = at_desk(story.created_by)
        page = f"{LIST}{story.pk}/step/discard/"
        assert "Discard the changes…" in text_of(client.get(address(story)))
        answer = save(client, story, "discard", headline="Typed just now")
        assert answer["Location"] == page
        story.refresh_from_db()
        seen = str(story.head_revision.number) if story.head_revision else ""
        assert client.post(page, {"seen": seen, "note": ""}).status_code == 400
        assert client.post(page, {"seen": seen, "note": "Not true."}).status_code == 302
        story.refresh_from_db()
        assert story.headline == "First"
        history = text_of(client.get(f"{LIST}{story.pk}/history/"))
        assert "discarded the changes" in history
        assert Revision.objects.filter(article=story, content__headline="Typed just now").exists()
        assert "Discard the changes…" not in text_of(client.get(address(story)))

    def test_a_writer_may_not_once_an_editor_has_approved_the_change(self) -> None:
        story = live_changed()
        writer = story.created_by
        approve_story(story, make_user())
        page = f"{LIST}{story.pk}/step/discard/"
        assert at_desk(writer).post(page, {"seen": "2", "note": "x"}).status_code == 403
        assert at_desk(make_user()).post(page, {"seen": "2", "note": "x"}).status_code == 302

    def test_what_somebody_types_meanwhile_is_asked_and_not_lost(self) -> None:
        story = live_changed()
        form = opened(at_desk(story.created_by), story)
        give_up(story)
        answer = at_desk(story.created_by).post(address(story), {**form, "headline": "Typed"})
        assert answer.status_code in {200, 403}
        assert "Typed" in text_of(answer)
        assert Section.objects.exists()
