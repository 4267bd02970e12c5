"""An edition's plan: who arranges it, what becomes of two people at once, what it tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import arranging, assignments, verbs
from articles.arranging import Details
from articles.models import Article, Correction, Placement, PrintAct, PrintEdition, Revision
from articles.workflow import Refused, Stale
from staff.models import User
from staff.roles import Role
from tests.articles.desk import LIST, at_desk, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_edition,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.plans import plan

pytestmark = pytest.mark.django_db

EDITIONS = "/desk/articles/printedition/"


@pytest.fixture
def editor() -> User:
    return make_user()


@pytest.fixture
def edition() -> PrintEdition:
    return make_edition(timezone.localdate() + timedelta(days=1), pagination="12")


def placed(edition: PrintEdition, by: User, page: str, headline: str, **more: Any) -> Placement:
    story = make_story(by, headline=headline)
    arranging.place(edition, story, page, Details(**more), by=by)
    return Placement.objects.get(edition=edition, article=story, page=page)


def standing(edition: PrintEdition) -> dict[str, list[str]]:
    """The headlines by page, in the order in which they stand there."""
    found: dict[str, list[str]] = {}
    rows = edition.placements.select_related("article")
    for row in sorted(rows, key=lambda row: row.place):
        found.setdefault(row.page, []).append(row.article.headline)
    return found


def address(edition: PrintEdition) -> str:
    return f"{EDITIONS}{edition.pk}/plan/"


def send(
    client: Client, edition: PrintEdition, act: str, seen: int | None = None, **more: Any
) -> Any:
    edition.refresh_from_db()
    version = edition.version if seen is None else seen
    return client.post(address(edition), {"act": act, "seen": version, **more})


class TestTheVerbs:
    def test_a_story_comes_to_the_end_of_its_page_and_says_where_it_stands(
        self, edition: PrintEdition, editor: User
    ) -> None:
        placed(edition, editor, "3", "First")
        said = arranging.place(edition, make_story(headline="Second"), "3", by=editor)
        assert said == "“Second” stands on page 3 now, place 2 of 2."
        assert standing(edition) == {"3": ["First", "Second"]}

    def test_it_is_moved_within_a_page_and_between_pages(
        self, edition: PrintEdition, editor: User
    ) -> None:
        slots = [placed(edition, editor, "3", name) for name in "ABC"]
        arranging.move(edition, slots[2].pk, "3", 0, by=editor)
        assert standing(edition) == {"3": ["C", "A", "B"]}
        said = arranging.move(edition, slots[0].pk, "10", 7, by=editor)
        assert said == "“A” stands on page 10 now, place 1 of 1."
        arranging.move(edition, slots[1].pk, "10", 0, by=editor)
        assert standing(edition) == {"3": ["C"], "10": ["B", "A"]}

    def test_what_stands_there_already_is_no_change(
        self, edition: PrintEdition, editor: User
    ) -> None:
        slot = placed(edition, editor, "3", "A")
        before = edition.version
        arranging.move(edition, slot.pk, "3", 5, by=editor)
        assert edition.version == before
        same = Details(slot.section, slot.headline, slot.words, slot.lines)
        assert arranging.detail(edition, slot.pk, same, by=editor) == "Nothing was changed."
        assert edition.version == before

    def test_every_act_is_kept_with_its_person_and_its_number(
        self, edition: PrintEdition, editor: User
    ) -> None:
        slot = placed(edition, editor, "3", "A")
        arranging.move(edition, slot.pk, "4", by=editor)
        arranging.detail(edition, slot.pk, Details(headline="Short", lines=20), by=editor)
        arranging.take_off(edition, slot.pk, by=editor)
        acts = PrintAct.objects.filter(edition=edition).order_by("number")
        assert [(act.number, act.verb, act.by) for act in acts] == [
            (number, verb, editor)
            for number, verb in enumerate(("place", "move", "detail", "take_off"), 1)
        ]
        assert [act.words for act in acts] == [
            "“A” was put on page 3",
            "“A” was moved from page 3 to page 4",
            "the details of “Short” on page 4 were changed",
            "“Short” was taken off page 4",
        ]
        with pytest.raises(IntegrityError), transaction.atomic():
            acts.update(reason="Another")

    def test_the_text_its_approval_and_its_revisions_are_not_touched(
        self, edition: PrintEdition, editor: User
    ) -> None:
        story = approve_story(make_story(editor))
        before = Revision.objects.count()
        arranging.place(edition, story, "1", by=editor)
        verbs.record_revision(story, by=editor)
        story.refresh_from_db()
        assert story.editorial == "approved"
        assert Revision.objects.count() == before

    def test_who_read_an_older_plan_changes_nothing(
        self, edition: PrintEdition, editor: User
    ) -> None:
        slot = placed(edition, editor, "3", "A")
        seen = edition.version
        arranging.move(edition, slot.pk, "4", by=editor, seen=seen)
        acts: tuple[Callable[[], str], ...] = (
            lambda: arranging.move(edition, slot.pk, "5", by=editor, seen=seen),
            lambda: arranging.take_off(edition, slot.pk, by=editor, seen=seen),
            lambda: arranging.detail(edition, slot.pk, Details("x"), by=editor, seen=seen),
            lambda: arranging.place(edition, make_story(), "5", by=editor, seen=seen),
        )
        for act in acts:
            with pytest.raises(Stale, match="Somebody changed this edition"):
                act()
        assert standing(edition) == {"4": ["A"]}

    def test_a_story_stands_once_on_a_page_and_on_several_pages(
        self, edition: PrintEdition, editor: User
    ) -> None:
        slot = placed(edition, editor, "1", "A")
        arranging.place(edition, slot.article, "5", by=editor)
        with pytest.raises(Refused, match="stands on page 5 already"):
            arranging.move(edition, slot.pk, "5", by=editor)
        with pytest.raises(Refused, match="stands on page 1 already"):
            arranging.place(edition, slot.article, "1", by=editor)

    def test_what_was_given_up_or_taken_from_the_readers_is_not_planned(
        self, edition: PrintEdition, editor: User
    ) -> None:
        spiked, withdrawn = make_story(editor), publish_story(make_story(editor))
        verbs.spike(spiked, by=editor, note="Old.")
        verbs.withdraw(withdrawn, by=editor, note="Wrong.")
        for story in (spiked, withdrawn):
            story.refresh_from_db()
            with pytest.raises(Refused):
                arranging.place(edition, story, "1", by=editor)
        assert not edition.placements.exists()


class TestThePage:
    def test_it_shows_every_page_also_the_empty_ones_in_the_order_of_the_press(
        self, edition: PrintEdition, editor: User
    ) -> None:
        for page, headline in (("10", "Tenth"), ("9", "Ninth"), ("A5", "Part")):
            placed(edition, editor, page, headline)
        shown = at_desk(editor).get(address(edition)).context["plan"]
        assert shown.pages == [*(str(number) for number in range(1, 13)), "A5"]
        assert [len(sheet.slots) for sheet in shown.sheets] == [0] * 8 + [1, 1, 0, 0, 1]

    def test_a_slot_tells_its_length_against_the_plan_and_where_its_story_stands(
        self, edition: PrintEdition, editor: User
    ) -> None:
        body = "<p>" + "word " * 60 + "</p><p>End.</p>"
        story = publish_story(make_story(editor, headline="Long", body=body))
        details = Details("World", "Short head", 50, 5)
        arranging.place(edition, story, "3", details, by=editor)
        page = at_desk(editor).get(address(edition))
        slot = page.context["plan"].slots[0]
        assert (slot.length.words, slot.length.lines) == (61, 10)
        assert (slot.over.words, slot.over.lines) == (11, 5)
        text = text_of(page)
        for words in ("Short head", "World", "61 words, 10 lines", "5 lines too long", "chip-live"):
            assert words in text

    def test_everybody_at_the_desk_looks_and_editors_arrange(
        self, edition: PrintEdition, editor: User
    ) -> None:
        slot = placed(edition, editor, "3", "A")
        for role in (Role.JOURNALIST, Role.MODERATOR):
            client = at_desk(make_user(role))
            page = client.get(address(edition))
            assert page.status_code == 200
            assert "Take off" not in text_of(page)
            assert send(client, edition, "take_off", slot=slot.pk).status_code == 403
        assert standing(edition) == {"3": ["A"]}
        client = at_desk(make_user(Role.CHIEF))
        assert send(client, edition, "take_off", slot=slot.pk).status_code == 302
        assert standing(edition) == {}

    def test_the_four_ways_lead_through_the_paper(
        self, edition: PrintEdition, editor: User
    ) -> None:
        client, slot = at_desk(editor), placed(edition, editor, "1", "A")
        placed(edition, editor, "1", "B")
        for act, found in (
            ("down", {"1": ["B", "A"]}),
            ("up", {"1": ["A", "B"]}),
            ("next", {"1": ["B"], "2": ["A"]}),
            ("previous", {"1": ["B", "A"]}),
        ):
            assert send(client, edition, act, slot=slot.pk).status_code == 302, act
            assert standing(edition) == found
        end = send(client, edition, "down", slot=slot.pk)
        assert end.status_code == 400
        assert "It goes no further in that direction." in text_of(end)

    def test_a_form_moves_to_any_page_and_position(
        self, edition: PrintEdition, editor: User
    ) -> None:
        client, slot = at_desk(editor), placed(edition, editor, "1", "A")
        placed(edition, editor, "A5", "B")
        response = send(client, edition, "move", slot=slot.pk, page="A5", position="0")
        assert response.status_code == 302
        assert standing(edition) == {"A5": ["A", "B"]}
        assert "place 1 of 2" in text_of(client.get(address(edition)))
        wrong = send(client, edition, "move", slot=slot.pk, page="page one")
        assert wrong.status_code == 400
        assert "page" in text_of(wrong)

    def test_the_second_of_two_sees_what_the_first_did_and_can_do_it_all_the_same(
        self, edition: PrintEdition, editor: User
    ) -> None:
        slot, seen = placed(edition, editor, "3", "A"), edition.version
        other = make_user(name="Samir Khoury")
        first = send(at_desk(other), edition, "move", seen, slot=slot.pk, page="4")
        assert first.status_code == 302
        client = at_desk(editor)
        stale = send(client, edition, "move", seen, slot=slot.pk, page="5")
        assert stale.status_code == 409
        text = text_of(stale)
        assert "Somebody changed this edition after you opened it" in text
        assert "Samir Khoury" in text
        assert "“A” was moved from page 3 to page 4" in text
        assert standing(edition) == {"4": ["A"]}
        again = dict(stale.context["again"])
        assert client.post(address(edition), {**again, "seen": edition.version}).status_code == 302
        assert standing(edition) == {"5": ["A"]}

    def test_what_was_typed_stays_where_it_cannot_be_taken(
        self, edition: PrintEdition, editor: User
    ) -> None:
        client, slot = at_desk(editor), placed(edition, editor, "3", "A")
        response = send(
            client, edition, "detail", slot=slot.pk, headline="Kept words", words="-3", lines="9"
        )
        assert response.status_code == 400
        assert "Kept words" in text_of(response)
        stale = send(client, edition, "detail", 0, slot=slot.pk, headline="Kept words", lines="9")
        assert stale.status_code == 409
        assert "Kept words" in text_of(stale)

    @pytest.mark.parametrize(
        "data",
        [
            {"act": "move", "seen": "", "slot": "1", "page": "1"},
            {"act": "fly", "seen": "0"},
            {"act": "place", "seen": "0", "story": "x", "page": "1"},
            {"act": "place", "seen": "0", "story": "1", "page": "0"},
            {"act": "move", "seen": "0", "slot": "99999999", "page": "1"},
        ],
    )
    def test_a_wrong_form_is_answered_in_words(
        self, edition: PrintEdition, editor: User, data: dict[str, str]
    ) -> None:
        response = at_desk(editor).post(address(edition), data)
        assert response.status_code in {400, 409}
        assert 'role="alert"' in text_of(response)
        assert not PrintAct.objects.exists()

    def test_stories_are_found_and_put_into_the_plan(
        self, edition: PrintEdition, editor: User
    ) -> None:
        client, story = at_desk(editor), make_story(headline="The harbour opens")
        make_story(headline="Another matter")
        page = client.get(address(edition), {"q": "harbour"})
        assert [one.headline for one in page.context["offered"]] == ["The harbour opens"]
        assert send(client, edition, "place", story=story.pk, page="7").status_code == 302
        assert standing(edition) == {"7": ["The harbour opens"]}
        left = client.get(address(edition)).context["offered"]
        assert [one.headline for one in left] == ["Another matter"]

    def test_corrections_of_the_day_stand_on_their_page(
        self, edition: PrintEdition, editor: User
    ) -> None:
        Correction.objects.create(
            article=make_story(),
            text="It was six.",
            medium="print",
            print_date=edition.date,
            print_page="2",
        )
        client = at_desk(editor)
        plan = client.get(address(edition)).context["plan"]
        assert plan.corrections == 1
        assert [sheet.page for sheet in plan.sheets if sheet.corrections] == ["2"]
        listed = client.get(f"{LIST}corrections/", {"day": edition.date.isoformat()})
        assert address(edition) in text_of(listed)

    def test_what_is_assigned_and_not_begun_waits_on_its_page(
        self, edition: PrintEdition, editor: User
    ) -> None:
        common: dict[str, Any] = {"edition": edition, "name": "HARBOUR CRANES", "length": 400}
        waiting, open_page = (
            plan(editor, **{**common, **more}) for more in ({"page": "4"}, {"name": "BREAD"})
        )
        client = at_desk(editor)
        shown = client.get(address(edition)).context["plan"]
        assert {sheet.page: sheet.awaited for sheet in shown.sheets if sheet.awaited} == {
            "4": [waiting]
        }
        assert shown.unplaced == [open_page]
        assignments.begin(waiting, by=editor)
        page = client.get(address(edition))
        slot = page.context["plan"].slots[0]
        assert (slot.placement.page, slot.placement.words, slot.slug_line) == (
            *("4", 400),
            "HARBOUR CRANES",
        )
        assert not any(sheet.awaited for sheet in page.context["plan"].sheets)

    def test_the_queries_do_not_grow_with_the_stories(
        self, edition: PrintEdition, editor: User
    ) -> None:
        client, counts = at_desk(editor), []
        for many in (2, 9):
            for number in range(many):
                story = publish_story(make_story(editor, headline=f"Story {number}"))
                change_story(story, deck="New.")
                arranging.place(edition, story, str(number + 1), by=editor)
            client.get(address(edition))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(edition)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12


class TestTheStory:
    def test_its_page_tells_its_places_and_takes_it_into_an_edition(
        self, edition: PrintEdition, editor: User
    ) -> None:
        story, client = make_story(headline="The harbour"), at_desk(editor)
        path = f"{LIST}{story.pk}/print/"
        form = {"edition": edition.pk, "page": "A5", "headline": "Harbour", "lines": "40"}
        response = client.post(path, form)
        assert response.status_code == 302
        assert response["Location"] == address(edition)
        slot = Placement.objects.get()
        assert (slot.page, slot.headline, slot.lines) == ("A5", "Harbour", 40)
        for page in (path, f"{LIST}{story.pk}/change/"):
            assert address(edition) in text_of(client.get(page))

    @pytest.mark.parametrize(("field", "value"), [("page", "0"), ("edition", "77"), ("words", "x")])
    def test_a_wrong_field_gets_its_message_and_nothing_typed_is_lost(
        self, edition: PrintEdition, editor: User, field: str, value: str
    ) -> None:
        form = {"edition": edition.pk, "page": "A5", "headline": "Kept words", field: value}
        response = at_desk(editor).post(f"{LIST}{make_story().pk}/print/", form)
        assert response.status_code == 400
        assert response.context["form"].errors[field]
        assert "Kept words" in text_of(response)
        assert not Placement.objects.exists()

    def test_a_journalist_looks(self, edition: PrintEdition) -> None:
        writer = make_user(Role.JOURNALIST)
        story, client = make_story(writer), at_desk(writer)
        path = f"{LIST}{story.pk}/print/"
        assert client.get(path).status_code == 200
        assert client.post(path, {"edition": edition.pk, "page": "1"}).status_code == 403


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("many", "Write how many pages"),
        ("A8-A1", "from a lower number"),
        ("A1-B4", "from a lower number"),
        ("999", "No edition has more than 200 pages"),
        ("150, A1-A150", "No edition has more than 200 pages"),
    ],
)
def test_pages_that_cannot_be_read_are_refused_beside_their_field(
    written: str, message: str, editor: User
) -> None:
    form = {"publication": "Ledger", "date": "2026-12-01", "name": "", "pagination": written}
    response = at_desk(editor).post(f"{EDITIONS}add/", form)
    assert response.status_code == 400
    assert message in text_of(response)
    assert not PrintEdition.objects.exists()


def test_a_new_edition_leads_to_its_plan(editor: User) -> None:
    form = {
        "publication": "Ledger",
        "date": "2026-12-01",
        "name": "early",
        "pagination": "A1–A3, 2",
    }
    response = at_desk(editor).post(f"{EDITIONS}add/", {**form, "_save": "1"})
    edition = PrintEdition.objects.get()
    assert response["Location"] == address(edition)
    page = at_desk(editor).get(address(edition))
    assert page.context["plan"].pages == ["1", "2", "A1", "A2", "A3"]
    assert "early edition" in text_of(page)


def test_an_older_edition_that_nobody_marked_can_still_be_filled(editor: User) -> None:
    make_edition(timezone.localdate() - timedelta(days=2))
    make_edition(date(2013, 11, 20))
    page = at_desk(editor).get(f"{LIST}{make_story().pk}/print/")
    assert page.context["form"].fields["edition"].queryset.count() == 1


def test_a_spiked_story_stays_in_sight_in_its_slot(edition: PrintEdition, editor: User) -> None:
    slot = placed(edition, editor, "1", "Gone")
    verbs.spike(Article.objects.get(pk=slot.article_id), by=editor, note="Old.")
    assert "chip-spiked" in text_of(at_desk(editor).get(address(edition)))
