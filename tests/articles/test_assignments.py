"""Assignments: planned, given, begun, dropped; what a story takes from it, and who is told."""

from __future__ import annotations

from email.message import Message
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from articles import assignments, verbs
from articles.models import (
    Article,
    Assignment,
    AssignmentLetter,
    AssignmentStep,
    Errand,
    Placement,
    Revision,
)
from articles.planning import Act, Stage
from articles.tasks import tell_assigned
from articles.workflow import Refused, Stale
from staff.models import User
from staff.roles import Role
from tests.articles.factories import (
    approve_story,
    make_contributor,
    make_edition,
    make_section,
    make_user,
)
from tests.articles.hours import in_hours, typed_at, wall_at
from tests.articles.plans import in_stage, plan
from tests.articles.test_parallel_verbs import at_once


def writer(name: str = "Rima Haddad", language: str = "en") -> User:
    user = make_user(Role.JOURNALIST, name=name, language=language)
    user.email = f"{user.username}@ledger.example"
    user.save()
    return user


def acts(assignment: Assignment) -> list[str]:
    return list(assignment.steps.order_by("pk").values_list("act", flat=True))


@pytest.mark.django_db
class TestStages:
    @pytest.mark.parametrize("stage", Stage.values)
    def test_each_follows_from_what_was_done(self, stage: str) -> None:
        assert in_stage(stage).stage == stage

    def test_the_plan_follows_its_story_to_the_end(self) -> None:
        assignment = in_stage(Stage.BEGUN)
        story = assignment.article
        assert story is not None
        approve_story(story)
        assert Assignment.objects.get().stage == Stage.DONE
        verbs.publish(story, by=story.created_by)
        verbs.withdraw(story, by=story.created_by, note="A wrong name.")
        assert Assignment.objects.get().stage == Stage.DONE, "it was written all the same"

    def test_a_spiked_story_takes_its_assignment_along_and_brings_it_back(self) -> None:
        assignment = in_stage(Stage.BEGUN)
        story, editor = assignment.article, make_user()
        assert story is not None
        verbs.spike(story, by=editor, note="Overtaken.")
        dropped = Assignment.objects.get()
        assert dropped.stage == Stage.DROPPED
        with pytest.raises(Refused, match="Its story is spiked"):
            assignments.revive(dropped, by=editor)
        verbs.revive(story, by=editor)
        assert Assignment.objects.get().stage == Stage.BEGUN

    def test_a_proposal_is_its_writers_once_it_is_accepted(self) -> None:
        rima, editor = writer(), make_user()
        assignment = plan(rima, proposal=True)
        said = assignments.accept(assignment, by=editor)
        assert said == "Accepted. Rima Haddad has it now."
        assert (assignment.stage, list(assignment.people.all())) == (Stage.ASSIGNED, [rima])
        with pytest.raises(Refused, match="Only a proposal can be accepted"):
            assignments.accept(assignment, by=editor)

    def test_a_proposal_that_is_given_to_somebody_is_accepted(self) -> None:
        assignment = plan(writer(), proposal=True)
        assignments.assign(assignment, [writer("Samir")], by=make_user())
        assert assignment.stage == Stage.ASSIGNED

    def test_a_dropped_one_needs_its_reason_and_comes_back_as_it_was(self) -> None:
        assignment, editor = in_stage(Stage.ASSIGNED), make_user()
        with pytest.raises(Refused, match="Say why it is dropped"):
            assignments.drop(assignment, by=editor, note=" ")
        assignments.drop(assignment, by=editor, note="Overtaken.")
        assert assignment.stage == Stage.DROPPED
        with pytest.raises(Refused, match="Writing begins from"):
            assignments.begin(assignment, by=editor)
        assignments.revive(assignment, by=editor)
        assert Assignment.objects.get().stage == Stage.ASSIGNED
        assert acts(assignment) == ["plan", "assign", "drop", "revive"]

    def test_one_does_not_come_back_beside_another_of_its_name(self) -> None:
        editor = make_user()
        first = plan(editor, name="BUDGET")
        assignments.drop(first, by=editor, note="Too early.")
        plan(editor, name="budget")
        with pytest.raises(Refused, match="is called “BUDGET” by now"):
            assignments.revive(first, by=editor)

    def test_what_is_done_is_neither_given_nor_moved_nor_dropped(self) -> None:
        assignment, editor = in_stage(Stage.DONE), make_user()
        with pytest.raises(Refused, match="goes to nobody any more"):
            assignments.assign(assignment, [editor], by=editor)
        with pytest.raises(Refused, match="is due no more"):
            assignments.change_due(assignment, by=editor, typed=in_hours(90))
        with pytest.raises(Refused, match="Only an open assignment"):
            assignments.drop(assignment, by=editor, note="No.")

    def test_nothing_is_written_where_nothing_changes(self) -> None:
        assignment, editor = in_stage(Stage.ASSIGNED), make_user()
        before = (assignment.version, acts(assignment))
        assignments.assign(assignment, list(assignment.people.all()), by=editor)
        assignments.change_due(assignment, by=editor, typed=assignment.typed)
        assert (assignment.version, acts(assignment)) == before

    def test_a_stale_step_is_refused(self) -> None:
        assignment, editor = in_stage(Stage.ASSIGNED), make_user()
        seen = assignment.version
        assignments.change_due(assignment, by=editor, typed=in_hours(90), seen=seen)
        with pytest.raises(Stale):
            assignments.drop(assignment, by=editor, note="Overtaken.", seen=seen)


@pytest.mark.django_db
class TestTheDatabase:
    def test_steps_are_never_changed_or_deleted(self) -> None:
        step = in_stage(Stage.PLANNED).steps.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            AssignmentStep.objects.filter(pk=step.pk).update(note="Another reason")
        with pytest.raises(IntegrityError), transaction.atomic():
            step.delete()

    def test_two_open_ones_never_share_a_name_in_a_language(self) -> None:
        plan(name="Budget")
        plan(name="Budget", language="ar")
        with pytest.raises(IntegrityError), transaction.atomic():
            plan(name="BUDGET")

    def test_the_name_of_one_that_is_begun_is_free_again(self) -> None:
        editor = make_user()
        assignments.begin(plan(editor, name="BUDGET"), by=editor)
        assert plan(editor, name="BUDGET").stage == Stage.PLANNED

    @pytest.mark.parametrize("values", [{"page": "3"}, {"planned_hour": "06:00"}])
    def test_half_a_slot_is_refused(self, values: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            plan(**values)


@pytest.mark.django_db
class TestBegin:
    def test_the_story_has_all_that_was_planned_of_it(self) -> None:
        rima, editor = writer(), make_user()
        name = make_contributor("Rima Haddad", user=rima)
        edition = make_edition(wall_at(in_hours(30).moment).date())
        assignment = plan(
            editor,
            rima,
            name="ميزانية",
            language="ar",
            section=make_section("Business", "اقتصاد"),
            edition=edition,
            page="A5",
        )
        story, said = assignments.begin(assignment, by=rima)
        assert said.startswith("Begun.")
        assert (story.headline, story.language, story.section.name) == ("ميزانية", "ar", "Business")
        assert (story.created_by, story.body, story.editorial) == (rima, "", "draft")
        assert [one.contributor for one in story.bylines.all()] == [name]
        slot = Placement.objects.get()
        assert (slot.edition, slot.page, slot.revision) == (edition, "A5", None)
        assert Revision.objects.get().note == "Begun from the assignment “ميزانية”"
        assert assignment.article == story
        assert assignment.stage == Stage.BEGUN

    def test_the_names_of_all_who_have_it_stand_in_the_byline_the_writers_first(self) -> None:
        rima, samir = writer(), writer("Samir")
        names = [make_contributor("Rima", user=rima), make_contributor("Samir", user=samir)]
        story, _said = assignments.begin(plan(make_user(), rima, samir), by=samir)
        assert [one.contributor for one in story.bylines.order_by("order")] == names[::-1]

    def test_begun_by_an_editor_it_is_still_the_writers_story(self) -> None:
        rima = writer()
        story, _said = assignments.begin(plan(make_user(), rima), by=make_user())
        assert story.created_by == rima

    def test_begun_while_nobody_has_it_it_is_whoever_begins(self) -> None:
        editor = make_user()
        assignment = plan(editor)
        story, _said = assignments.begin(assignment, by=editor)
        assert (story.created_by, list(assignment.people.all())) == (editor, [editor])

    def test_an_edition_without_its_page_waits_for_one(self) -> None:
        edition = make_edition(wall_at(in_hours(30).moment).date())
        editor = make_user()
        assignments.begin(plan(editor, edition=edition), by=editor)
        assert not Placement.objects.exists()

    def test_begun_again_it_is_the_same_story_and_says_who_began(self) -> None:
        rima, editor = writer(), make_user()
        assignment = plan(editor, rima)
        first, _said = assignments.begin(assignment, by=rima)
        again, said = assignments.begin(assignment, by=editor)
        assert first == again
        assert said == "Rima Haddad has begun it already; this is the story."
        assert acts(assignment).count(Act.BEGIN) == 1

    def test_one_story_belongs_to_one_assignment(self) -> None:
        story = in_stage(Stage.BEGUN).article
        other = plan()
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.filter(pk=other.pk).update(article=story)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_who_begin_get_one_story(self) -> None:
        rima, samir = writer(), writer("Samir")
        assignment = plan(make_user(), rima, samir)

        def begin(by: User) -> str:
            return assignments.begin(Assignment.objects.get(pk=assignment.pk), by=by)[1]

        said = at_once(lambda: begin(rima), lambda: begin(samir), lambda: begin(rima))
        assert sum(one.startswith("Begun.") for one in said) == 1, said
        assert sum("has begun it already" in one for one in said) == 2, said
        assert Article.objects.count() == 1
        assert AssignmentStep.objects.filter(act=Act.BEGIN).count() == 1

    def test_one_moves_and_one_drops_the_same_version(self) -> None:
        assignment, editor = in_stage(Stage.ASSIGNED), make_user()
        seen = assignment.version

        def read() -> Assignment:
            return Assignment.objects.get(pk=assignment.pk)

        said = at_once(
            lambda: assignments.drop(read(), by=editor, note="No.", seen=seen),
            lambda: assignments.change_due(read(), by=editor, typed=in_hours(90), seen=seen),
        )
        assert sum("was changed after you opened it" in one for one in said) == 1, said

    def test_two_plan_the_same_name(self) -> None:
        editor, section = make_user(), make_section()

        def begin() -> str:
            row = Assignment(slug_line="BUDGET", section=section, planned_with=uuid4())
            try:
                return assignments.plan(row, by=editor, typed=in_hours(30))
            except IntegrityError:
                return "taken"

        said = at_once(begin, begin)
        assert said == ["Planned. Nobody has it yet; give it to a colleague next.", "taken"]


def sent(letter: AssignmentLetter) -> Message:
    """The letter as it leaves, sent twice: the second time there is nothing to send."""
    mail.outbox.clear()
    for _twice in range(2):
        tell_assigned.func(letter=letter.pk)
    assert len(mail.outbox) == 1
    return mail.outbox[0].message()


def part(letter: Message, kind: str) -> str:
    found = [one for one in letter.walk() if one.get_content_type() == kind]
    content = found[0].get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


@pytest.mark.django_db
class TestLetters:
    @pytest.fixture(autouse=True)
    def in_memory(self, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        settings.SITE_URL = "https://ledger.example"

    def test_whoever_gets_it_reads_what_until_when_and_how_long(self) -> None:
        rima, editor = writer(), make_user(name="Salim Aoun")
        assignment = plan(
            editor,
            rima,
            name="BUDGET",
            brief="Ask <the> ministry.",
            length=600,
            photo_wanted=True,
            embargo_note="The ministry’s, until Friday.",
        )
        letter = sent(AssignmentLetter.objects.get())
        assert letter["To"] == rima.email
        assert str(letter["Message-ID"]).startswith("<assignment-")
        text, html = part(letter, "text/plain"), part(letter, "text/html")
        assert "Salim Aoun has given you “BUDGET”." in text
        assert "Length: 600 words" in text
        assert "A photo is wanted." in text
        assert "Ask <the> ministry." in text
        assert "Ask &lt;the&gt; ministry." in html
        assert f"https://ledger.example/desk/articles/assignment/{assignment.pk}/change/" in text
        assert f"{assignment.due_at.astimezone():%Y}" in str(letter["Subject"])
        assert "ministry’s" not in text + html, "an embargo is nothing for a letter"

    def test_in_arabic_it_is_arabic_from_right_to_left(self) -> None:
        rima = writer("ريما حداد", language="ar")
        due = typed_at(wall_at(in_hours(40).moment).replace(hour=14, minute=30))
        plan(make_user(), rima, name="الموازنة", language="ar", due=due, length=600)
        letter = sent(AssignmentLetter.objects.get())
        text, html = part(letter, "text/plain"), part(letter, "text/html")
        assert letter["Content-Language"] == "ar"
        assert 'dir="rtl"' in html
        assert "١٤:٣٠" in text
        assert "words" not in text

    def test_who_had_it_is_told_of_another_hour_that_it_is_others_and_that_it_is_dropped(
        self,
    ) -> None:
        rima, samir, editor = writer(), writer("Samir"), make_user()
        assignment = plan(editor, rima)
        assignments.change_due(assignment, by=editor, typed=in_hours(90))
        assignments.assign(assignment, [samir], by=editor)
        assignments.drop(assignment, by=editor, note="Overtaken.")
        told = [(one.user, one.errand) for one in AssignmentLetter.objects.order_by("pk")]
        assert told == [
            (rima, Errand.ASSIGNED),
            (rima, Errand.DUE),
            (samir, Errand.ASSIGNED),
            (rima, Errand.RELIEVED),
            (samir, Errand.DROPPED),
        ]
        last = AssignmentLetter.objects.get(errand=Errand.DROPPED)
        assert "Overtaken." in part(sent(last), "text/plain")
        subjects = [
            str(sent(one)["Subject"]) for one in AssignmentLetter.objects.filter(mailed_at=None)
        ]
        assert len(subjects) == 4
        assert len(set(subjects)) == 4 - 1, "two got the same"

    def test_nobody_writes_to_themselves(self) -> None:
        editor = make_user()
        plan(editor, editor)
        assert not AssignmentLetter.objects.exists()

    def test_an_account_that_is_closed_gets_nothing(self) -> None:
        rima = writer()
        plan(make_user(), rima)
        User.objects.filter(pk=rima.pk).update(is_active=False)
        tell_assigned.func(letter=AssignmentLetter.objects.get().pk)
        assert mail.outbox == []
