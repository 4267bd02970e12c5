"""A story from the plan to the editors: planned, told by mail, moved without a mouse, written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Assignment
from articles.planning import Stage
from staff.models import User
from tests.articles.factories import make_contributor
from tests.articles.hours import in_hours, wall_at
from tests.browser import letters
from tests.browser.colleagues import Newsroom
from tests.browser.desk import EDITOR, Desk
from tests.browser.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = {"en": "HARBOUR CRANES", "ar": "رافعات المرفأ"}


@pytest.fixture(params=["en", "ar"])
def newsroom(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Newsroom]:
    """An editor and a writer with a byline and an address; one language each time."""
    room = Newsroom(browser, live_server.url, request.param)
    make_contributor(room.words.names[0], user=room.writer)
    User.objects.filter(pk=room.writer.pk).update(email="writer@ledger.example")
    room.complaints.expected.add(400)  # a form that is refused on purpose
    yield room
    for context in room.contexts:
        context.close()
    room.ends_well()


def test_from_the_plan_to_the_editors(newsroom: Newsroom, mail_folder: Path) -> None:
    editor = newsroom.sits_down(newsroom.editor)
    plan(newsroom, editor)
    move_with_keys(newsroom, editor.page)
    writer = newsroom.sits_down(newsroom.writer)
    begin(newsroom, writer.page, mail_folder)
    write_and_send(newsroom, writer.page)
    editor.page.goto(f"{newsroom.site}/desk/articles/assignment/week/")
    assert Assignment.objects.get().stage == Stage.BEGUN


def plan(room: Newsroom, desk: Desk) -> None:
    """From the empty calendar to an assignment that the writer has."""
    page, wall = desk.page, wall_at(in_hours(72).moment)
    room.look(page, "first page, nothing planned")
    page.goto(f"{room.site}/desk/articles/assignment/week/?day={wall:%Y-%m-%d}")
    expect(page.locator(".empty")).to_be_visible()
    room.look(page, "empty week")
    page.get_by_role("link", name=room.say("New assignment")).click()
    page.locator("[name=slug_line]").fill(NAMES[room.language])
    page.locator("[name=brief]").fill(room.words.first)
    page.locator("[name=due_day]").fill(f"{wall:%Y-%m-%d}")
    page.locator("[name=due_hour]").fill("14:30")
    page.locator("[name=length]").fill("0")
    page.get_by_label(room.writer.name).check()
    desk.look_up(".field-section", room.section, room.section)
    page.get_by_role("button", name=room.say("Plan it")).click()
    expect(page.locator(".errorlist").first).to_be_visible()
    expect(page.locator("[name=brief]")).to_have_value(room.words.first)
    expect(page.get_by_label(room.writer.name)).to_be_checked()
    room.look(page, "form with an error")
    page.locator("[name=length]").fill("400")
    page.get_by_role("button", name=room.say("Plan it")).click()
    expect(page.locator(".messagelist")).to_contain_text(room.writer.name)
    room.look(page, "assignment")


def move_with_keys(room: Newsroom, page: Page) -> None:
    """In the calendar, without a mouse: to the next day, which the calendar then shows."""
    row = Assignment.objects.get()
    page.goto(f"{room.site}/desk/articles/assignment/week/?day={row.due_day}")
    room.look(page, "week")
    tab_to(page, f"#assignment-{row.pk} summary")
    page.keyboard.press("Enter")
    tab_to(page, f"#assignment-{row.pk} [name=day]")
    day = row.due_day + timedelta(days=1)
    page.locator(f"#assignment-{row.pk} [name=day]").fill(f"{day}")
    room.look(page, "week, about to move")
    tab_to(page, f"#assignment-{row.pk} form button")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text(NAMES[room.language])
    row.refresh_from_db()
    assert (row.due_day, f"{row.due_hour:%H:%M}") == (day, "14:30")
    page.goto(f"{room.site}/desk/articles/assignment/week/?day={day}")
    expect(page.locator(f"[data-day='{day}'] #assignment-{row.pk}")).to_be_visible()


def begin(room: Newsroom, page: Page, folder: Path) -> None:
    """The writer's letter leads to the assignment, its button to the story."""
    letter = letters.newest(folder, "writer@ledger.example")
    name = NAMES[room.language]
    assert name in str(letter["Subject"])
    assert name in letters.words(letter)
    page.goto(f"{room.site}/desk/")
    expect(page.locator(".panel-assignments")).to_contain_text(name)
    room.look(page, "first page")
    page.goto(letters.link(letter))
    room.look(page, "assignment as its writer sees it")
    page.get_by_role("button", name=room.say("Begin writing")).click()
    expect(page.locator(".planned")).to_contain_text(name)
    room.look(page, "story with its assignment")


def write_and_send(room: Newsroom, page: Page) -> None:
    """The story has its byline already; what is written is counted against the plan."""
    story = Article.objects.get()
    assert story.bylines.get().contributor.user == room.writer
    page.locator("[name=headline]").fill(room.words.headline)
    page.locator(EDITOR).fill(room.words.first)
    page.locator(".steps-top .step-submit").click()
    expect(page.locator(".messagelist li").last).to_be_visible()
    story.refresh_from_db()
    assert (story.editorial, story.headline) == ("submitted", room.words.headline)
    expect(page.locator(".planned")).to_contain_text("400")


def test_a_card_is_dragged_to_another_day_and_a_stale_one_is_refused(
    newsroom: Newsroom,
) -> None:
    """Dragged where its day is; dragged again from a page that is old, it stays and says why."""
    if newsroom.language == "ar":
        return  # the same page from right to left, looked at in the other journey
    editor = newsroom.sits_down(newsroom.editor)
    plan(newsroom, editor)
    page, row = editor.page, Assignment.objects.get()
    week = f"{newsroom.site}/desk/articles/assignment/week/?day={row.due_day}"
    page.goto(week)
    days = [day.get_attribute("data-day") or "" for day in page.locator("[data-day]").all()]
    other = next(day for day in days[::-1] if day != f"{row.due_day}")
    if other < f"{wall_at(in_hours(0).moment).date()}":
        other = days[-1]
    page.locator(f"#assignment-{row.pk}").drag_to(page.locator(f"[data-day='{other}']"))
    expect(page.locator(f"[data-day='{other}'] #assignment-{row.pk}")).to_be_visible()
    row.refresh_from_db()
    assert f"{row.due_day}" == other
    Assignment.objects.filter(pk=row.pk).update(version=row.version + 1)
    page.locator(f"#assignment-{row.pk}").drag_to(page.locator(f"[data-day='{days[-2]}']"))
    refusal = newsroom.say(
        "The assignment was changed after you opened it. Look at it again first."
    )
    expect(page.get_by_role("alert")).to_have_text(refusal)
    expect(page.locator("[name=day]")).to_have_value(days[-2])
    newsroom.look(page, "stale move")
