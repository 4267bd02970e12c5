"""The verbs: what approval binds to, what publishing does once, and what a failure leaves."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from articles import verbs
from articles.models import (
    Article,
    Contributor,
    ListedStory,
    Listing,
    Release,
    Revision,
    Story,
    Transition,
)
from articles.workflow import Refused, Stale
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_section,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db

TRANSITION = "articles.stepping.Transition.objects.create"


def counts(story: Article) -> tuple[int, int, int, int]:
    """Rows that only ever grow, and the queue."""
    return (
        Revision.objects.filter(article=story).count(),
        Transition.objects.filter(article=story).count(),
        Release.objects.filter(article=story).count(),
        DBTaskResult.objects.count(),
    )


def lists_with(story: Article) -> set[str]:
    return set(ListedStory.objects.filter(id=story.pk).values_list("key", flat=True))


class TestApproval:
    def test_it_binds_to_one_revision(self) -> None:
        story = approve_story(make_story())
        assert story.approved_revision == story.head_revision
        change_story(story, headline="Troops return")
        assert story.editorial == "draft"
        assert story.approved_revision is None
        with pytest.raises(Refused, match="Only an approved story"):
            verbs.publish(story, by=story.created_by)
        assert not Story.objects.filter(pk=story.pk).exists()

    def test_it_lapses_in_the_storys_history(self) -> None:
        story = approve_story(make_story())
        colleague = make_user()
        change_story(story, colleague, body="<p>Other words.</p>")
        last = Transition.objects.filter(article=story).first()
        assert last is not None
        assert (last.verb, last.by, last.revision) == ("amend", colleague, story.head_revision)

    def test_saving_without_a_change_keeps_it(self) -> None:
        story = approve_story(make_story())
        before = counts(story)
        change_story(story, headline=story.headline)
        assert counts(story) == before
        assert story.editorial == "approved"

    def test_a_revision_that_slipped_past_it_is_not_published(self) -> None:
        story = approve_story(make_story())
        change_story(story, headline="Slipped in")
        Article.objects.filter(pk=story.pk).update(editorial="approved")
        with pytest.raises(Refused, match="has to be approved again"):
            verbs.publish(story, by=story.created_by)

    def test_it_may_be_taken_back_before_publication(self) -> None:
        story = approve_story(make_story())
        verbs.send_back(story, by=make_user(), note="Who says so?")
        assert (story.editorial, story.approved_revision) == ("draft", None)

    def test_the_newest_text_is_the_one_approved(self) -> None:
        story = make_story()
        verbs.submit(story, by=story.created_by)
        change_story(story, headline="Better")
        verbs.approve(story, by=story.created_by)
        verbs.publish(story, by=story.created_by)
        assert Story.objects.get(pk=story.pk).headline == "Better"


class TestWhatThePersonSaw:
    @pytest.mark.parametrize("verb", ["submit", "approve", "publish", "withdraw", "send_back"])
    def test_a_change_since_then_refuses_every_verb(self, verb: str) -> None:
        story = make_story()
        change_story(story, headline="Changed meanwhile")
        before = counts(story)
        with pytest.raises(Stale, match="changed after you opened it"):
            getattr(verbs, verb)(story, by=story.created_by, note="because", seen=1)
        assert counts(story) == before
        assert story.editorial == "draft"

    def test_a_number_from_nowhere_is_refused_too(self) -> None:
        story = make_story()
        for seen in (0, 2, 10**6):
            with pytest.raises(Stale):
                verbs.submit(story, by=story.created_by, seen=seen)

    def test_the_newest_revision_is_let_through(self) -> None:
        story = make_story()
        change_story(story, headline="Changed meanwhile")
        verbs.submit(story, by=story.created_by, seen=2)
        assert story.editorial == "submitted"

    def test_an_object_read_long_ago_does_not_decide(self) -> None:
        story = make_story()
        old = Article.objects.get(pk=story.pk)
        approve_story(story)
        with pytest.raises(Refused):
            verbs.submit(old, by=story.created_by)
        verbs.publish(old, by=story.created_by)
        assert old.published_revision == old.head_revision


class TestPublishing:
    def test_it_says_what_happened(self) -> None:
        story = approve_story(make_story())
        said = verbs.publish(story, by=story.created_by)
        assert said == "Published. Readers see it now."

    def test_again_without_a_change_is_nothing_and_says_so(self) -> None:
        story = publish_story()
        before = counts(story)
        said = verbs.publish(story, by=story.created_by)
        assert said == "Nothing to publish: readers already have this text."
        assert counts(story) == before

    def test_again_without_a_change_after_a_new_approval_is_nothing(self) -> None:
        story = publish_story()
        headline = story.headline
        change_story(story, headline="Other")
        change_story(story, headline=headline)
        approve_story(story)
        releases = Release.objects.filter(article=story).count()
        assert verbs.publish(story, by=story.created_by).startswith("Nothing to publish")
        assert Release.objects.filter(article=story).count() == releases
        assert not story.has_unpublished_changes

    def test_a_changed_text_replaces_the_old_one_at_the_same_address(self) -> None:
        story = publish_story()
        address = Story.objects.get(pk=story.pk).get_absolute_url()
        first = story.first_published_at
        publish_story(change_story(story, headline="Troops return at noon"))
        live = Story.objects.get(pk=story.pk)
        assert live.headline == "Troops return at noon"
        assert live.get_absolute_url() == address
        assert live.first_published_at == first
        assert ListedStory.objects.filter(id=story.pk, key="en:all").count() == 1

    def test_a_live_story_keeps_its_old_text_while_the_desk_edits(self) -> None:
        story = publish_story()
        change_story(story, headline="Not yet for readers")
        assert Story.objects.get(pk=story.pk).headline == "Troops leave the town at dawn"
        assert story.has_unpublished_changes

    def test_moving_to_another_section_leaves_the_lists_of_the_old_one(self) -> None:
        story = publish_story()
        culture = make_section("Culture")
        publish_story(change_story(story, section=culture))
        assert lists_with(story) == {"en:all", f"en:section:{culture.pk}"}

    def test_a_story_without_a_saved_revision_is_refused(self) -> None:
        editor = make_user()
        story = Article.objects.create(headline="x", section=make_section(), created_by=editor)
        with pytest.raises(Refused, match="has not been saved yet"):
            verbs.submit(story, by=editor)

    def test_a_name_withheld_after_approval_is_not_printed(self) -> None:
        contributor = make_contributor("Salma Secretname")
        story = approve_story(make_story(bylines=[contributor]))
        Contributor.objects.filter(pk=contributor.pk).update(withheld=True)
        verbs.publish(story, by=story.created_by)
        assert Story.objects.get(pk=story.pk).bylines == []
        assert not Listing.objects.filter(key=f"en:by:{contributor.pk}").exists()

    def test_the_moment_is_said_in_the_language_of_the_desk(self) -> None:
        story = approve_story(make_story())
        later = timezone.now() + timedelta(days=1)
        with translation.override("ar"):
            said = verbs.publish(story, by=story.created_by, goes_live_at=later)
        assert "٢" in said


class TestWithdrawing:
    def test_the_page_becomes_a_notice_and_the_story_leaves_every_list(self) -> None:
        story = publish_story(make_story(tags=["Syria"], bylines=[make_contributor()]))
        assert len(lists_with(story)) == 4
        verbs.withdraw(story, by=story.created_by, note="a wrong name", notice="We were wrong.")
        left = Story.objects.get(pk=story.pk)
        assert left.withdrawn
        assert left.notice == "We were wrong."
        assert lists_with(story) == set()

    def test_nothing_of_the_text_stays_with_the_readers(self) -> None:
        contributor = make_contributor("Rima Secretword")
        story = publish_story(
            make_story(
                headline="Secretword headline",
                deck="Secretword deck",
                kicker="Secretword",
                body="<p>Secretword body</p>",
                tags=["Secretword"],
                bylines=[contributor],
            )
        )
        verbs.withdraw(story, by=story.created_by, note="Secretword reason")
        row = Story.objects.filter(pk=story.pk).values().get()
        assert "secretword" not in repr(row).lower()

    def test_a_row_of_a_list_that_was_left_over_shows_nothing(self) -> None:
        story = publish_story()
        verbs.withdraw(story, by=story.created_by, note="a wrong name")
        notice = Release.objects.get(article=story, withdrawn=True)
        Listing.objects.create(
            release=notice,
            story_id=story.pk,
            key="en:all",
            first_published_at=notice.first_published_at,
        )
        assert lists_with(story) == set()

    def test_again_is_refused(self) -> None:
        story = publish_story()
        verbs.withdraw(story, by=story.created_by, note="a wrong name")
        with pytest.raises(Refused, match="“Withdrawn”"):
            verbs.withdraw(story, by=story.created_by, note="a wrong name")

    def test_coming_back_needs_a_new_approval(self) -> None:
        story = publish_story()
        address = Story.objects.get(pk=story.pk).get_absolute_url()
        verbs.withdraw(story, by=story.created_by, note="a wrong name")
        assert (story.editorial, story.approved_revision) == ("draft", None)
        with pytest.raises(Refused):
            verbs.publish(story, by=story.created_by)
        publish_story(story)
        live = Story.objects.get(pk=story.pk)
        assert not live.withdrawn
        assert live.get_absolute_url() == address
        assert "en:all" in lists_with(story)

    def test_a_translation_does_not_lead_to_a_withdrawn_story(self) -> None:
        story = publish_story()
        arabic = publish_story(
            make_story(headline="الجيش يغادر", language="ar", translation_of=story)
        )
        live = Story.objects.get(pk=arabic.pk)
        assert [one.pk for one in Story.objects.all().translations_of(live)] == [story.pk]
        verbs.withdraw(story, by=story.created_by, note="a wrong name")
        assert not Story.objects.all().translations_of(live).exists()


class TestHalfDone:
    """A fault between two statements of a verb leaves nothing of it."""

    @pytest.mark.parametrize(
        "fault_at",
        [
            "articles.releases.Listing.objects.bulk_create",
            "articles.bringing_out.pages_changed",
            TRANSITION,
        ],
    )
    def test_publishing_leaves_nothing(self, fault_at: str) -> None:
        story = approve_story(make_story())
        before, row = counts(story), Article.objects.filter(pk=story.pk).values().get()
        with patch(fault_at, side_effect=IntegrityError("killed")), pytest.raises(IntegrityError):
            verbs.publish(story, by=story.created_by)
        assert counts(story) == before
        assert Article.objects.filter(pk=story.pk).values().get() == row
        assert not Listing.objects.filter(story_id=story.pk).exists()
        assert not Story.objects.filter(pk=story.pk).exists()

    @pytest.mark.parametrize("fault_at", ["articles.verbs.pages_changed", TRANSITION])
    def test_withdrawing_leaves_the_story_live(self, fault_at: str) -> None:
        story = publish_story()
        before = counts(story), lists_with(story)
        with patch(fault_at, side_effect=IntegrityError("killed")), pytest.raises(IntegrityError):
            verbs.withdraw(story, by=story.created_by, note="a wrong name")
        assert (counts(story), lists_with(story)) == before
        assert not Story.objects.get(pk=story.pk).withdrawn

    def test_recording_a_revision_leaves_the_approval(self) -> None:
        story = approve_story(make_story())
        before = counts(story)
        with (
            patch(TRANSITION, side_effect=IntegrityError("killed")),
            pytest.raises(IntegrityError),
        ):
            change_story(story, headline="Changed")
        assert counts(story) == before
        assert Article.objects.get(pk=story.pk).editorial == "approved"


class TestWhatTheDatabaseRefuses:
    """History is kept even from somebody with a console."""

    @pytest.mark.parametrize("table", ["articles_revision", "articles_transition"])
    @pytest.mark.parametrize("statement", ["UPDATE {} SET note = 'x'", "DELETE FROM {}"])
    def test_history_is_only_added_to(self, table: str, statement: str) -> None:
        publish_story()
        self.refused(statement.format(table), "append-only")

    @pytest.mark.parametrize(
        ("statement", "why"),
        [
            ("UPDATE articles_release SET headline = 'x'", "never rewritten"),
            ("UPDATE articles_release SET goes_live_at = goes_live_at - interval '1 h'", "never"),
            ("DELETE FROM articles_release", "append-only"),
        ],
    )
    def test_a_release_may_only_end(self, statement: str, why: str) -> None:
        publish_story()
        self.refused(statement, why)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE articles_release SET superseded_at = now()")

    def test_a_story_has_one_open_release(self) -> None:
        story = publish_story()
        release = Release.objects.get(article=story)
        release.pk = None
        with (
            pytest.raises(IntegrityError, match="one_open_release_per_story"),
            transaction.atomic(),
        ):
            release.save(force_insert=True)

    def test_a_revisions_number_is_used_once(self) -> None:
        story = make_story()
        revision = Revision.objects.get(article=story)
        revision.pk = None
        with pytest.raises(IntegrityError, match="revision_number_once"), transaction.atomic():
            revision.save(force_insert=True)

    def refused(self, statement: str, why: str) -> None:
        with (
            connection.cursor() as cursor,
            pytest.raises(IntegrityError, match=why),
            transaction.atomic(),
        ):
            cursor.execute(statement)
