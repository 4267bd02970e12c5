"""The pages of assignments: forms that lose nothing, steps that say what happened, lists."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import assignments
from articles.models import Article, Assignment, AssignmentStep
from articles.planning import Act, Stage
from articles.synthetic.statistics import analyze
from staff.models import User
from staff.roles import Role
from tests.articles.desk import address, at_desk, text_of
from tests.articles.factories import change_story, make_edition, make_section, make_user
from tests.articles.hours import in_hours, last_sunday, typed_at
from tests.articles.plans import PLANS, form_of, in_stage, page_of, plan, typed_fields

pytestmark = pytest.mark.django_db
ADD = f"{PLANS}add/"


def send_new(user: User, **fields: Any) -> Any:
    client = at_desk(user)
    return client.post(ADD, {**form_of(client, ADD), **typed_fields(), **fields})


def change(user: User, row: Assignment, **fields: Any) -> Any:
    client = at_desk(user)
    return client.post(page_of(row), {**form_of(client, page_of(row)), **fields})


def said(response: Any) -> str:
    """The page after a redirect, with its sentence."""
    assert response.status_code == 302, response.context["errors"]
    return text_of(response.client.get(response["Location"]))


class TestTheForm:
    def test_an_editor_plans_all_of_it_at_once(self) -> None:
        editor, writer = make_user(), make_user(Role.JOURNALIST, name="Rima Haddad")
        edition = make_edition(timezone.localdate() + timedelta(days=2))
        response = send_new(
            editor,
            slug_line="  BUDGET   talks ",
            brief="Ask the ministry.",
            people=[str(writer.pk)],
            length="600",
            photo_wanted="on",
            must_run="on",
            edition=str(edition.pk),
            page="A5",
        )
        assert response.status_code == 302, response.context["errors"]
        row = Assignment.objects.get()
        assert (row.slug_line, row.length, row.page) == ("BUDGET talks", 600, "A5")
        assert row.photo_wanted
        assert row.must_run
        assert (row.stage, list(row.people.all())) == (Stage.ASSIGNED, [writer])
        assert row.due_zone == "Asia/Beirut"
        page = text_of(at_desk(editor).get(page_of(row)))
        assert "Rima Haddad" in page
        assert "What was done" in page

    def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(self) -> None:
        editor = make_user()
        plan(editor, name="BUDGET")
        yesterday = f"{timezone.localdate() - timedelta(days=1)}"
        response = send_new(
            editor, slug_line="budget", brief="Ask.", due_day=yesterday, length="0", page="A5"
        )
        assert response.status_code == 400
        page = text_of(response)
        assert "An open assignment has this slug line already" in page
        assert "That day is past. Choose today or a day to come." in page
        assert "A page needs its print edition." in page
        assert "greater than or equal to 1" in page
        for typed in ("budget", "Ask.", yesterday):
            assert typed in page
        assert Assignment.objects.count() == 1

    @pytest.mark.parametrize("zone", ["Asia/Beirut", "America/New_York"])
    def test_a_year_that_is_mistyped_is_refused_wherever_the_desk_is(self, zone: str) -> None:
        with override_settings(TIME_ZONE=zone):
            response = send_new(make_user(), due_day="9999-12-31", due_hour="23:59")
            row = plan(make_user())
            data = {"day": "9999-12-31", "hour": "23:59", "seen": str(row.version)}
            moved = at_desk(make_user()).post(page_of(row, "move"), data)
        for answer in (response, moved):
            assert answer.status_code == 400
            assert "Is the year right?" in text_of(answer)

    def test_sent_twice_it_is_one_assignment(self) -> None:
        client = at_desk(make_user())
        data = {**form_of(client, ADD), **typed_fields()}
        first, second = client.post(ADD, data), client.post(ADD, data)
        assert first["Location"] == second["Location"]
        assert Assignment.objects.count() == 1

    def test_a_stale_form_is_not_saved_and_shows_both(self) -> None:
        editor, writer = make_user(), make_user(Role.JOURNALIST)
        row = plan(editor, brief="Ask the ministry.")
        client = at_desk(editor)
        data = {**form_of(client, page_of(row)), "brief": "Ask the mayor."}
        assignments.assign(row, [writer], by=editor)
        response = client.post(page_of(row), data)
        assert response.status_code == 409
        page = text_of(response)
        assert "Somebody else saved this while you had it open" in page
        assert "Ask the mayor." in page
        row.refresh_from_db()
        assert row.brief == "Ask the ministry."
        assert list(row.people.all()) == [writer]

    def test_each_change_is_a_step_of_its_own_with_its_words(self) -> None:
        editor, writer = make_user(), make_user(Role.JOURNALIST, name="Rima")
        row = plan(editor)
        later = (row.due_day + timedelta(days=1)).isoformat()
        page = said(change(editor, row, brief="Ask.", due_day=later, people=[str(writer.pk)]))
        assert "Saved. It is due" in page
        assert "Assigned to Rima, who are told by mail." in page
        steps = list(row.steps.order_by("pk").values_list("act", "note"))
        assert steps == [
            (Act.PLAN, ""),
            (Act.REVISE, "brief"),
            (Act.CHANGE_DUE, ""),
            (Act.ASSIGN, "Rima"),
        ]

    def test_saved_without_a_change_it_says_so(self) -> None:
        editor = make_user()
        row = plan(editor, make_user(Role.JOURNALIST))
        assert "Nothing had changed." in said(change(editor, row))
        assert AssignmentStep.objects.filter(act=Act.REVISE).count() == 0

    def test_of_what_is_done_the_brief_changes_but_not_its_hour(self) -> None:
        editor, row = make_user(), in_stage(Stage.DONE)
        later = (row.due_day + timedelta(days=1)).isoformat()
        response = change(editor, row, due_day=later)
        assert response.status_code == 400
        assert "It is “Done”, so this stays as it is." in text_of(response)
        assert change(editor, row, brief="For the record.").status_code == 302

    def test_an_overdue_one_is_changed_without_another_day(self) -> None:
        editor = make_user()
        row = plan(editor, hours=-50)
        assert change(editor, row, brief="Still wanted.").status_code == 302

    def test_who_may_only_read_gets_no_fields(self) -> None:
        row = plan(make_user(), brief="Ask the ministry.")
        page = text_of(at_desk(make_user(Role.MODERATOR)).get(page_of(row)))
        assert "Ask the ministry." in page
        assert 'name="brief"' not in page
        assert "Drop…" not in page


class TestNightsWhenTheClockChanges:
    SPRING, AUTUMN = last_sunday(3), last_sunday(10)

    def test_an_hour_that_is_leapt_over_is_refused_in_words(self) -> None:
        response = send_new(make_user(), due_day=f"{self.SPRING}", due_hour="00:30")
        assert response.status_code == 400
        assert "so there is no 00:30" in text_of(response)

    def test_of_an_hour_that_comes_twice_one_is_chosen(self) -> None:
        editor, night = make_user(), self.AUTUMN - timedelta(days=1)
        fields = {"slug_line": "CLOCKS", "due_day": f"{night}", "due_hour": "23:30"}
        response = send_new(editor, **fields)
        assert response.status_code == 400
        assert "23:30 comes twice. Choose one." in text_of(response)
        assert send_new(editor, **fields, which="second").status_code == 302
        row = Assignment.objects.get()
        assert row.due_is_second
        assert row.typed == typed_at(datetime.combine(night, time(23, 30)), is_second=True)
        assert "Nothing had changed." in said(change(editor, row))

    def test_moved_into_such_a_night_it_asks_and_keeps_what_was_typed(self) -> None:
        editor = make_user()
        before = self.SPRING - timedelta(days=1)
        row = plan(editor, due=datetime.combine(before, time(0, 30)))
        client = at_desk(editor)
        data = {"day": f"{self.SPRING}", "seen": str(row.version)}
        response = client.post(page_of(row, "move"), data)
        assert response.status_code == 400
        assert "so there is no 00:30" in text_of(response)
        assert f'value="{self.SPRING}"' in text_of(response)
        assert client.post(page_of(row, "move"), data | {"hour": "01:30"}).status_code == 302
        row.refresh_from_db()
        assert (row.due_day, row.due_hour) == (self.SPRING, time(1, 30))


class TestSteps:
    def test_begin_opens_the_story_with_its_assignment_beside(self) -> None:
        writer = make_user(Role.JOURNALIST)
        row = plan(make_user(), writer, name="BUDGET", brief="Ask the ministry.", length=3)
        client = at_desk(writer)
        response = client.post(page_of(row, "begin"))
        story = Article.objects.get()
        assert response["Location"] == address(story)
        page = text_of(client.get(address(story)))
        assert "Begun. This is the story" in page
        assert "0 of 3 words planned." in page
        assert page_of(row) in page
        assert "Ask the ministry." in page
        change_story(story, body="<p>One two three four five.</p>")
        page = text_of(client.get(address(story)))
        assert "5 of 3 words planned; 2 too many." in page

    def test_begun_twice_both_land_in_the_same_story(self) -> None:
        rima, editor = make_user(Role.JOURNALIST, name="Rima"), make_user()
        row = plan(editor, rima)
        first = at_desk(rima).post(page_of(row, "begin"))
        page = said(at_desk(editor).post(page_of(row, "begin")))
        assert Article.objects.count() == 1
        assert first["Location"] == address(Article.objects.get())
        assert "Rima has begun it already; this is the story." in page

    def test_a_step_that_is_not_possible_any_more_says_why(self) -> None:
        row = in_stage(Stage.DROPPED)
        response = at_desk(make_user()).post(page_of(row, "begin"))
        assert response.status_code == 409
        assert "this one is “Dropped”" in text_of(response)

    def test_dropping_asks_for_the_reason_and_keeps_it_where_it_is_refused(self) -> None:
        editor, row = make_user(), in_stage(Stage.ASSIGNED)
        client = at_desk(editor)
        response = client.post(page_of(row, "drop"), {"note": " ", "seen": str(row.version)})
        assert response.status_code == 400
        assert "Say why it is dropped" in text_of(response)
        stale = {"note": "Overtaken by events.", "seen": "0"}
        response = client.post(page_of(row, "drop"), stale)
        assert response.status_code == 409
        page = text_of(response)
        assert "was changed after you opened it" in page
        assert "Overtaken by events." in page
        assert f'name="seen" value="{row.version}"' in page
        assert client.post(page_of(row, "drop"), {**stale, "seen": row.version}).status_code == 302
        assert Assignment.objects.get().stage == Stage.DROPPED

    def test_a_button_without_the_version_that_was_read_does_nothing(self) -> None:
        client, row = at_desk(make_user()), in_stage(Stage.PROPOSED)
        for late in ({}, {"seen": ""}, {"seen": "x"}):
            assert client.post(page_of(row, "accept"), late).status_code == 409
        assert client.post(page_of(row, "accept"), {"seen": row.version}).status_code == 302

    def test_what_was_typed_is_shown_where_the_step_is_not_possible_any_more(self) -> None:
        editor, row = make_user(), in_stage(Stage.ASSIGNED)
        assignments.drop(row, by=editor, note="Overtaken.")
        data = {"note": "Nobody talks to us.", "seen": str(row.version)}
        response = at_desk(editor).post(page_of(row, "drop"), data)
        assert response.status_code == 409
        assert "Nobody talks to us." in text_of(response)

    def test_a_proposal_accepted_meanwhile_is_not_saved_and_its_text_is_shown(self) -> None:
        writer, editor = make_user(Role.JOURNALIST), make_user()
        row = plan(writer, proposal=True)
        client = at_desk(writer)
        data = {**form_of(client, page_of(row)), "brief": "What I typed since."}
        assignments.accept(row, by=editor)
        response = client.post(page_of(row), data)
        assert response.status_code == 403
        assert "so nothing was saved" in text_of(response)
        assert "What I typed since." in text_of(response)

    def test_a_form_of_one_that_was_dropped_meanwhile_says_so_and_keeps_its_text(self) -> None:
        editor, row = make_user(), in_stage(Stage.ASSIGNED)
        client = at_desk(editor)
        data = {**form_of(client, page_of(row)), "brief": "What I typed since."}
        assignments.drop(row, by=editor, note="Overtaken.")
        response = client.post(page_of(row), data)
        assert response.status_code == 400
        assert "bring it back first" in text_of(response)
        assert "What I typed since." in text_of(response)

    def test_a_stale_move_is_refused_in_words_and_can_be_sent_again(self) -> None:
        editor, row = make_user(), in_stage(Stage.ASSIGNED)
        client, day = at_desk(editor), row.due_day + timedelta(days=2)
        data = {"day": f"{day}", "seen": str(row.version)}
        assignments.change_due(row, by=editor, typed=in_hours(120))
        moved = row.due_at
        response = client.post(page_of(row, "move"), data)
        assert response.status_code == 409
        assert "was changed after you opened it" in text_of(response)
        assert f'value="{day}"' in text_of(response)
        row.refresh_from_db()
        assert row.due_at == moved
        data["seen"] = str(row.version)
        assert client.post(page_of(row, "move"), data).status_code == 302
        row.refresh_from_db()
        assert row.due_day == day

    def test_a_move_goes_back_to_the_calendar_and_nowhere_else(self) -> None:
        editor, row = make_user(), in_stage(Stage.ASSIGNED)
        day = f"{row.due_day + timedelta(days=1)}"
        for back, leads in (
            ("/desk/articles/assignment/week/?day=2026-11-30", True),
            ("https://elsewhere.example/", False),
            ("/middle-east/", False),
        ):
            row.refresh_from_db()
            data = {"day": day, "hour": "10:00", "seen": str(row.version), "next": back}
            if leads:
                data["hour"] = "11:00"
            way = at_desk(editor).post(page_of(row, "move"), data)["Location"]
            assert way == f"{back if leads else page_of(row)}#assignment-{row.pk}"

    def test_an_overdue_one_is_not_moved_to_a_day_that_is_past(self) -> None:
        row = plan(make_user(), hours=-80)
        day = f"{timezone.localdate() - timedelta(days=1)}"
        data = {"day": day, "seen": str(row.version)}
        response = at_desk(make_user()).post(page_of(row, "move"), data)
        assert response.status_code == 400
        assert "That day is past" in text_of(response)

    @pytest.mark.parametrize("typed", ["", "tomorrow", "2026-13-45", "0001-01-01", "9999-12-31"])
    def test_no_day_at_all_is_answered_in_words(self, typed: str) -> None:
        row = in_stage(Stage.ASSIGNED)
        data = {"day": typed, "seen": str(row.version)}
        response = at_desk(make_user()).post(page_of(row, "move"), data)
        assert response.status_code == 400
        assert 'class="errorlist"' in text_of(response)

    def test_numbers_that_are_none_are_not_found(self) -> None:
        client = at_desk(make_user())
        for number in (0, 99, 2**63, 10**30):
            assert client.get(f"{PLANS}{number}/drop/").status_code == 404
            assert client.post(f"{PLANS}{number}/begin/").status_code == 404


def _many(number: int, by: User) -> None:
    """Assignments with nothing around them, quick to make."""
    section, due = make_section(), in_hours(30)
    Assignment.objects.bulk_create(
        Assignment(
            slug_line=f"MANY {uuid4()}",
            section=section,
            created_by=by,
            planned_with=uuid4(),
            due_day=due.wall.date(),
            due_hour=due.wall.time(),
            due_zone=due.zone,
            due_at=due.moment + timedelta(minutes=count),
        )
        for count in range(number)
    )


class TestTheList:
    @pytest.mark.parametrize(
        "query",
        [
            *("", "?whose=mine", "?whose=nobody", "?person={person}", "?q=many", "?stage=all"),
            *(f"?stage={stage}" for stage in Stage),
            *("?section__id__exact={section}", "?language__exact=en"),
        ],
    )
    def test_it_costs_the_same_for_few_and_for_many(self, query: str) -> None:
        editor = make_user()
        for stage in Stage:
            in_stage(stage, editor)
        url = PLANS + query.format(person=editor.pk, section=make_section().pk)
        client, costs = at_desk(editor), []
        for number in (5, 195):
            _many(number, editor)
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            sqls = [query["sql"] for query in captured.captured_queries]
            assert not any(re.search(r"\bCOUNT\(|\bOFFSET\b", sql) for sql in sqls), sqls
            costs.append(len(sqls))
        assert costs[0] == costs[1] <= 8

    def test_it_is_read_page_by_page_what_is_due_first_before(self) -> None:
        editor = make_user()
        _many(60, editor)
        client, seen, url = at_desk(editor), [], PLANS
        for _page in range(3):
            page = client.get(url)
            seen += [row.pk for row in page.context["cl"].result_list]
            url = page.context["cl"].older_url or ""
            url = f"{PLANS}{url}"
        assert seen == list(Assignment.objects.order_by("due_at").values_list("pk", flat=True))

    def test_editors_plan_from_it_and_journalists_propose(self) -> None:
        for role, words in ((Role.EDITOR, "New assignment"), (Role.JOURNALIST, "Propose a story")):
            assert f">{words}</a>" in text_of(at_desk(make_user(role)).get(PLANS))
        assert ADD not in text_of(at_desk(make_user(Role.MODERATOR)).get(PLANS))

    @pytest.mark.parametrize("stage", Stage)
    def test_each_stage_is_found_by_its_filter_and_by_no_other(self, stage: Stage) -> None:
        rows = {one: in_stage(one) for one in Stage}
        client = at_desk(make_user())
        page = client.get(f"{PLANS}?stage={stage}")
        assert [row.pk for row in page.context["cl"].result_list] == [rows[stage].pk]
        is_open = stage not in {Stage.DONE, Stage.DROPPED}
        listed = {row.pk for row in client.get(PLANS).context["cl"].result_list}
        assert (rows[stage].pk in listed) == is_open

    def test_an_archive_is_not_read_through(self) -> None:
        editor = make_user()
        in_stage(Stage.BEGUN)
        _many(3000, editor)
        Assignment.objects.filter(slug_line__startswith="MANY").update(
            dropped_at=timezone.now(), due_at=timezone.now() - timedelta(days=400)
        )
        analyze()
        client = at_desk(editor)
        for url in (PLANS, "/desk/", f"{PLANS}week/"):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            for query in captured.captured_queries:
                sql = query["sql"]
                if '"articles_assignment"' in sql and sql.startswith("SELECT"):
                    with connection.cursor() as cursor:
                        cursor.execute("EXPLAIN " + sql)
                        plan_of = "\n".join(line for (line,) in cursor.fetchall())
                    assert "Seq Scan on articles_assignment" not in plan_of, f"{url}\n{plan_of}"


class TestTheFirstPage:
    def panel(self, user: User, key: str) -> str:
        page = text_of(at_desk(user).get("/desk/"))
        begun = page.index(f'class="panel panel-{key}"')
        return page[begun : page.index("</section>", begun)]

    def test_a_journalist_has_what_is_due_soonest_first_and_late_ones_marked(self) -> None:
        writer, editor = make_user(Role.JOURNALIST), make_user()
        plan(editor, writer, name="LATER", hours=40)
        plan(editor, writer, name="SOON", hours=3)
        plan(editor, writer, name="LATE", hours=-3)
        plan(editor, make_user(Role.JOURNALIST), name="OTHERS")
        shown = self.panel(writer, "assignments")
        assert re.findall(r"(LATER|SOON|LATE|OTHERS)</a>", shown) == ["LATE", "SOON", "LATER"]
        assert shown.count("Overdue") == 1
        assert '<span class="count">3</span>' in shown

    def test_an_editor_has_what_nobody_has_and_what_is_late(self) -> None:
        writer, editor = make_user(Role.JOURNALIST), make_user()
        plan(editor, name="NOBODY")
        plan(writer, name="PROPOSED", proposal=True)
        plan(editor, writer, name="LATE", hours=-3)
        plan(editor, writer, name="WELL")
        shown = self.panel(editor, "to_settle")
        assert re.findall(r"(NOBODY|PROPOSED|LATE|WELL)</a>", shown) == [
            "LATE",
            "NOBODY",
            "PROPOSED",
        ]

    def test_what_is_done_has_left_both(self) -> None:
        writer = make_user(Role.JOURNALIST)
        row = in_stage(Stage.DONE, writer)
        assert row.slug_line not in self.panel(writer, "assignments")
        assert "Propose a story" in self.panel(writer, "assignments")
