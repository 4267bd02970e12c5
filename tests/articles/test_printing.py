"""Marking an edition as printed: what readers are told then, what is kept, and who corrects it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import arranging, releases, schedules, verbs
from articles.arranging import Details
from articles.clock import as_it_stands_at
from articles.models import (
    Article,
    Listing,
    Placement,
    PrintAct,
    PrintEdition,
    Release,
    Revision,
    Story,
    Transition,
)
from articles.printing import add_to_record, correct_record, mark_printed, unprint
from articles.workflow import Refused, Stale
from staff.models import User
from staff.roles import Role
from tests.articles.desk import LIST, at_desk, text_of, unmarked
from tests.articles.factories import (
    approve_story,
    change_story,
    make_edition,
    make_story,
    make_user,
    print_story,
    publish_story,
)

pytestmark = pytest.mark.django_db

EDITIONS = "/desk/articles/printedition/"
LINE = "A version of this article appeared in the print edition of"


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF, name="Nadia Fakhoury")


@pytest.fixture
def edition() -> PrintEdition:
    return make_edition(timezone.localdate())


def planned(edition: PrintEdition, story: Article, page: str = "5", headline: str = "") -> Article:
    arranging.place(edition, story, page, Details(headline=headline), by=story.created_by)
    return story


def places(story: Article) -> list[str]:
    """The printed pages that readers are told of."""
    return [one["page"] for one in Story.objects.get(pk=story.pk).placements]


def read(story: Article) -> str:
    return text_of(Client().get(Story.objects.get(pk=story.pk).get_absolute_url()))


@pytest.mark.parametrize(
    "publication, shown", [("The Cedar Ledger", "سجل الأرز"), ("Evening Post", "Evening Post")]
)
def test_our_own_paper_is_named_in_the_language_of_the_page(publication: str, shown: str) -> None:
    edition = make_edition(date(2013, 11, 21), publication)
    story = publish_story(make_story(language="ar", printed=[(edition, "1")]))
    page = Client().get(Story.objects.get(pk=story.pk).get_absolute_url()).content.decode()
    assert f"«<bdi>{shown}</bdi>» بتاريخ" in page


class TestMarking:
    def test_readers_of_a_live_story_are_told_at_once(
        self,
        edition: PrintEdition,
        chief: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        story = planned(edition, publish_story(make_story(headline="The harbour")), "A5")
        day = f"/print/{edition.date.isoformat()}/"
        assert LINE not in read(story)
        assert Client().get(day).status_code == 404
        with django_capture_on_commit_callbacks(execute=True):  # kept pages go
            said = mark_printed(edition, by=chief)
        assert said.startswith("Marked as printed.")
        assert LINE in read(story)
        assert "on page A5." in read(story)
        assert "The harbour" in text_of(Client().get(day))
        assert edition.printed_at is not None

    def test_the_very_text_that_readers_have_stays_with_its_times(
        self, edition: PrintEdition, chief: User
    ) -> None:
        first = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
        story = make_story(tags=["Ports"])
        story.corrections.create(kind="correction", text="It was six.")
        verbs.record_revision(story, by=chief)
        planned(edition, publish_story(story, at=first, goes_live_at=first))
        change_story(story, headline="Nobody approved this", body="<p>Secret.</p>")
        before = Story.objects.get(pk=story.pk)
        mark_printed(edition, by=chief)
        after = Story.objects.get(pk=story.pk)
        same = ("headline", "body_html", "first_published_at", "updated_at", "slug", "corrections")
        assert {name: getattr(after, name) for name in same} == {
            name: getattr(before, name) for name in same
        }
        assert places(story) == ["5"]
        kept = Article.objects.get(pk=story.pk)
        assert (kept.editorial, kept.headline) == ("draft", "Nobody approved this")
        live = Release.objects.filter(article=story, superseded_at=None).get()
        assert live.revision_id == kept.published_revision_id
        keys = set(Listing.objects.filter(release=live).values_list("key", flat=True))
        assert {"en:all", "en:tag:ports", "en:printed", f"en:print:{edition.date}"} <= keys
        assert Transition.objects.filter(article=story, verb="publish").count() == 1

    def test_a_story_that_is_not_live_says_so_when_it_is_published(
        self, edition: PrintEdition, chief: User
    ) -> None:
        story = planned(edition, approve_story(make_story()))
        mark_printed(edition, by=chief)
        assert not Release.objects.exists()
        verbs.publish(story, by=chief)
        assert places(story) == ["5"]

    def test_an_embargo_and_an_hour_to_come_stay_what_they_are(
        self, edition: PrintEdition, chief: User
    ) -> None:
        from_now = timezone.now() + timedelta(hours=5)
        story = planned(edition, publish_story(make_story(), goes_live_at=from_now))
        Article.objects.filter(pk=story.pk).update(embargo_until=from_now)
        mark_printed(edition, by=chief)
        assert not Story.objects.filter(pk=story.pk).exists()
        assert Client().get(f"/print/{edition.date.isoformat()}/").status_code == 404
        with transaction.atomic(), as_it_stands_at(from_now - timedelta(seconds=1)):
            assert not Story.objects.filter(pk=story.pk).exists()
        with transaction.atomic(), as_it_stands_at(from_now):
            assert places(story) == ["5"]
        story.refresh_from_db()
        assert (story.embargo_until, story.goes_live_at) == (from_now, from_now)

    def test_a_change_that_waits_for_its_hour_still_comes_at_it(
        self, edition: PrintEdition, chief: User
    ) -> None:
        story, later = publish_story(make_story()), timezone.now() + timedelta(hours=3)
        change_story(story, headline="The change to come")
        approve_story(story)
        verbs.publish(story, by=chief, goes_live_at=later)
        planned(edition, story)
        mark_printed(edition, by=chief)
        assert Story.objects.get(pk=story.pk).headline != "The change to come"
        assert places(story) == ["5"]
        with transaction.atomic(), as_it_stands_at(later):
            assert Story.objects.get(pk=story.pk).headline == "The change to come"
            assert places(story) == ["5"]
        story.refresh_from_db()
        schedules.unschedule(story, by=chief)
        assert places(story) == ["5"]
        assert Release.objects.filter(article=story, superseded_at=None).count() == 1

    def test_a_withdrawn_story_says_nothing_and_its_notice_stays(
        self, edition: PrintEdition, chief: User
    ) -> None:
        story = planned(edition, publish_story(make_story()))
        verbs.withdraw(story, by=chief, note="Wrong.", notice="It was wrong.")
        releases_before = Release.objects.count()
        mark_printed(edition, by=chief)
        assert Release.objects.count() == releases_before
        assert Story.objects.get(pk=story.pk).placements == []

    def test_each_place_is_bound_to_the_text_that_was_approved(
        self, edition: PrintEdition, chief: User
    ) -> None:
        approved = approve_story(make_story())
        change_story(approved, deck="Too late for the press.")
        never = change_story(make_story(), deck="Never approved.")
        for story in (approved, never):
            planned(edition, story)
        mark_printed(edition, by=chief)
        numbers = dict(edition.placements.values_list("article", "revision__number"))
        assert numbers == {approved.pk: 1, never.pk: 2}

    def test_an_importer_binds_the_texts_of_that_day(self, chief: User) -> None:
        morning, noon = (datetime(2013, 11, 20, hour, tzinfo=UTC) for hour in (6, 12))
        story = publish_story(make_story(at=morning), at=morning)
        story.deck = "Corrected at noon."
        story.save()
        verbs.record_revision(story, by=chief, at=noon)
        verbs.submit(story, by=chief, at=noon)
        verbs.approve(story, by=chief, at=noon)
        paper = make_edition(date(2013, 11, 20))
        planned(paper, story)
        mark_printed(paper, by=chief, at=morning + timedelta(hours=1))
        printed = paper.placements.get().revision
        assert printed is not None
        assert printed.number == 1
        assert paper.printed_at == morning + timedelta(hours=1)

    def test_twice_is_once(self, edition: PrintEdition, chief: User) -> None:
        story = planned(edition, publish_story())
        seen = edition.version
        mark_printed(edition, by=chief, seen=seen)
        releases_before = Release.objects.count()
        again = mark_printed(edition, by=chief, seen=seen)
        assert again == "This edition is recorded as printed already."
        assert PrintAct.objects.filter(verb="print").count() == 1
        assert Release.objects.count() == releases_before
        assert places(story) == ["5"]

    def test_what_cannot_have_been_printed_is_refused(
        self, edition: PrintEdition, chief: User
    ) -> None:
        with pytest.raises(Refused, match="Nothing stands in this edition"):
            mark_printed(edition, by=chief)
        far = make_edition(timezone.localdate() + timedelta(days=2))
        planned(far, make_story())
        with pytest.raises(Refused, match="day of this edition has not come"):
            mark_printed(far, by=chief)
        seen = edition.version
        planned(edition, make_story())
        with pytest.raises(Stale):
            mark_printed(edition, by=chief, seen=seen)
        assert not PrintAct.objects.filter(verb="print").exists()

    def test_early_and_late_edition_are_told_apart(self, chief: User) -> None:
        today, story = timezone.localdate(), publish_story()
        for name, page in (("early", "3"), ("late", "1")):
            paper = make_edition(today, name=name)
            planned(paper, story, page, headline=f"{name} head")
            mark_printed(paper, by=chief)
        assert "on page 3. (early edition)" in read(story)
        assert "on page 1. (late edition)" in read(story)
        day = text_of(Client().get(f"/print/{today.isoformat()}/"))
        assert day.index("early head") < day.index("late head")
        assert "late edition" in day

    def test_nothing_that_is_only_planned_is_told(self, edition: PrintEdition, chief: User) -> None:
        story = planned(edition, publish_story(), headline="A planned head")
        other = planned(edition, publish_story(make_story(headline="Beside it")), "6")
        late = make_edition(edition.date, name="late")
        planned(late, story, headline="Another planned head")
        assert places(story) == []
        mark_printed(edition, by=chief)
        assert places(story) == ["5"]
        for page in ("/", "/print/", f"/print/{edition.date.isoformat()}/"):
            assert "Another planned head" not in text_of(Client().get(page))
        assert places(other) == ["6"]


class TestTheRecord:
    def test_the_database_keeps_it(self, edition: PrintEdition, chief: User) -> None:
        slot = print_story(publish_story(), edition, by=chief)
        story = make_story()
        attempts: list[Callable[[], object]] = [
            lambda: Placement.objects.filter(pk=slot.pk).update(page="9"),
            lambda: Placement.objects.filter(pk=slot.pk).delete(),
            lambda: Placement.objects.filter(pk=slot.pk).update(revision=None),
            lambda: Placement.objects.create(article=story, edition=edition, page="2"),
            lambda: PrintEdition.objects.filter(pk=edition.pk).update(date=date(2013, 11, 20)),
            lambda: PrintEdition.objects.filter(pk=edition.pk).update(printed_at=None),
            lambda: PrintAct.objects.filter(edition=edition).delete(),
        ]
        for attempt in attempts:
            with pytest.raises(IntegrityError), transaction.atomic():
                attempt()

    def test_it_is_no_plan_any_more(self, edition: PrintEdition, chief: User) -> None:
        slot = print_story(publish_story(), edition, by=chief)
        acts: list[Callable[[], str]] = [
            lambda: arranging.move(edition, slot.pk, "9", by=chief),
            lambda: arranging.take_off(edition, slot.pk, by=chief),
            lambda: arranging.place(edition, make_story(), "9", by=chief),
        ]
        for act in acts:
            with pytest.raises(Refused, match="This edition is printed"):
                act()

    def test_the_chief_corrects_a_page_and_readers_are_told_the_right_one(
        self, edition: PrintEdition, chief: User
    ) -> None:
        story = publish_story()
        slot = print_story(story, edition, "5", by=chief)
        with pytest.raises(Refused, match="Say why"):
            correct_record(edition, slot.pk, page="7", by=chief, reason=" ")
        correct_record(
            edition, slot.pk, page="7", details=Details(headline="Head"), by=chief, reason="Seen."
        )
        assert places(story) == ["7"]
        act = PrintAct.objects.first()
        assert act is not None
        assert (act.verb, act.reason, act.by) == ("correct", "Seen.", chief)
        assert act.words == "the record of “Head” was corrected: page 7, before page 5"

    def test_what_did_not_appear_leaves_it_and_what_appeared_comes_in(
        self, edition: PrintEdition, chief: User
    ) -> None:
        gone, came = publish_story(), publish_story()
        slot = print_story(gone, edition, by=chief)
        add_to_record(edition, came, "2", by=chief, reason="Swapped at midnight.")
        correct_record(edition, slot.pk, page=None, by=chief, reason="Swapped at midnight.")
        assert (places(gone), places(came)) == ([], ["2"])
        assert Placement.objects.get(edition=edition).revision == came.head_revision
        assert LINE not in read(gone)

    def test_the_mark_is_taken_back_with_a_reason_and_set_again(
        self, edition: PrintEdition, chief: User
    ) -> None:
        story = publish_story()
        print_story(story, edition, by=chief)
        with pytest.raises(Refused, match="Say why"):
            unprint(edition, by=chief, reason="")
        unprint(edition, by=chief, reason="The press stood still.")
        assert places(story) == []
        assert Client().get(f"/print/{edition.date.isoformat()}/").status_code == 404
        assert edition.printed_at is None
        assert Placement.objects.get().revision is None
        with pytest.raises(Refused, match="not marked as printed"):
            unprint(edition, by=chief, reason="Again.")
        mark_printed(edition, by=chief)
        assert places(story) == ["1"]
        acts = PrintAct.objects.filter(edition=edition).order_by("number")
        assert [act.verb for act in acts] == ["place", "print", "unprint", "print"]

    def test_its_pages_are_for_those_who_may(self, edition: PrintEdition, chief: User) -> None:
        slot = print_story(publish_story(), edition, by=chief)
        editor, client = at_desk(make_user()), at_desk(chief)
        path = f"{EDITIONS}{edition.pk}"
        form = {"seen": edition.version, "slot": slot.pk, "page": "A3", "reason": "Seen in print."}
        assert editor.post(f"{path}/record/", form).status_code == 403
        wrong = client.post(f"{path}/record/", {**form, "page": "page"})
        assert wrong.status_code == 400
        assert "Seen in print." in text_of(wrong)
        assert client.post(f"{path}/record/", form).status_code == 302
        assert Placement.objects.get().page == "A3"
        assert "Seen in print." in text_of(client.get(f"{path}/plan/"))
        late = client.post(f"{path}/record/", form)
        assert late.status_code == 409
        assert "Somebody changed this edition" in text_of(late)
        assert client.post(f"{path}/record/", {**form, "seen": ""}).status_code == 409
        assert client.post(f"{path}/unprint/", {"reason": "No."}).status_code == 409
        undo = {"seen": edition.version + 1, "reason": "The press stood still."}
        assert client.post(f"{path}/unprint/", {**undo, "reason": ""}).status_code == 409
        assert client.post(f"{path}/unprint/", undo).status_code == 302
        assert not PrintEdition.objects.get().is_printed

    def test_what_it_is_called_stays_in_its_form(self, edition: PrintEdition, chief: User) -> None:
        print_story(publish_story(), edition, by=chief)
        page = at_desk(chief).get(f"{EDITIONS}{edition.pk}/change/")
        assert list(page.context["adminform"].form.fields) == ["pagination"]


def test_the_page_of_the_mark_says_which_text_is_recorded(
    edition: PrintEdition, chief: User
) -> None:
    approved, never = approve_story(make_story()), make_story(headline="Nobody read it")
    change_story(approved, deck="Changed since.")
    for story in (approved, never):
        planned(edition, story)
    client, path = at_desk(make_user()), f"{EDITIONS}{edition.pk}/printed/"
    text = text_of(client.get(path))
    assert "never approved" in text
    assert "approved last; the working copy has changed" in text
    for late in ({"seen": 0}, {"seen": ""}, {"seen": "x"}, {}):
        assert client.post(path, late).status_code == 409
    assert client.post(path, {"seen": edition.version}).status_code == 302
    assert "recorded as printed already" in text_of(client.get(path))


def test_what_changed_since_print_is_shown_word_by_word(edition: PrintEdition, chief: User) -> None:
    story = publish_story(make_story(body="<p>Five people died.</p>"))
    slot = print_story(story, edition, by=chief)
    client = at_desk(make_user(Role.JOURNALIST))
    change_story(story, body="<p>Six people died.</p>")
    approve_story(story)
    verbs.publish(story, by=chief)
    change_story(story, body="<p>Seven people died.</p>")
    path = f"{LIST}{story.pk}/compare/?since={slot.pk}"
    for page in (f"{LIST}{story.pk}/change/", f"{EDITIONS}{edition.pk}/plan/"):
        assert f"compare/?since={slot.pk}" in text_of(client.get(page))
    readers = unmarked(client.get(path))
    assert "What changed since print" in readers
    assert "Five" in readers
    assert "Six" in readers
    assert "Seven" not in readers
    newest = Revision.objects.filter(article=story).first()
    assert newest is not None
    assert "Seven" in unmarked(client.get(f"{path}&new={newest.number}"))
    for wrong in ("77777", "x", "²"):
        assert client.get(f"{LIST}{story.pk}/compare/?since={wrong}").status_code == 404


def test_a_text_that_nothing_is_to_be_said_about_is_not_opened_again(
    edition: PrintEdition, chief: User
) -> None:
    story = publish_story()
    with transaction.atomic():
        now = timezone.now()
        assert not releases.tell_places(story, now, [])
    assert Release.objects.count() == 1
