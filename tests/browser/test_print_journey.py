"""A day from the assignment to the printed edition, and what its readers are told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import arranging, verbs
from articles.arranging import Details
from articles.models import Article, Placement, PrintEdition
from articles.models.story import Story
from staff.models import User
from staff.roles import Role
from tests.articles.factories import (
    approve_story,
    change_story,
    make_edition,
    make_story,
    make_user,
)
from tests.articles.plans import plan
from tests.browser.colleagues import Newsroom
from tests.browser.desk import EDITOR, Desk
from tests.browser.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "LATE LORRIES"
EDITIONS = "/desk/articles/printedition/"
HEADLINES = ("Bakers ask for a lighter loaf", "Rents double in a year", "The switch has an owner")


@pytest.fixture
def newsroom(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Newsroom]:
    newsroom = Newsroom(browser, live_server.url, getattr(request, "param", "en"))
    yield newsroom
    for context in newsroom.contexts:
        context.close()


def slots(page: Page) -> dict[str, list[str]]:
    """The headlines on each page that has some, as they are seen."""
    found = {}
    for sheet in page.locator(".sheet").all():
        headlines = sheet.locator(".slot-headline").all_inner_texts()
        if headlines:
            found[sheet.locator("h2 bdi").inner_text()] = headlines
    return found


def planned(by: User, day: date) -> PrintEdition:
    """An edition of twelve pages with two stories on the first and one on the third."""
    edition = make_edition(day, name="early", pagination="12")
    for headline, page in zip(HEADLINES, ("1", "1", "3"), strict=True):
        story = make_story(by, headline=headline)
        arranging.place(edition, story, page, Details(lines=40), by=by)
    return edition


@pytest.mark.parametrize("newsroom", ["en", "ar"], indirect=True)
def test_a_day_from_the_assignment_to_the_printed_edition(newsroom: Newsroom) -> None:
    words, tomorrow = newsroom.words, timezone.localdate() + timedelta(days=1)
    late = make_edition(tomorrow, name="late", pagination="12")
    assign(newsroom, late)
    desk = newsroom.sits_down(newsroom.editor)
    awaited(newsroom, desk, late)
    write(newsroom, newsroom.sits_down(newsroom.writer))
    story = Article.objects.get()
    approve_and_publish(newsroom, desk, story)
    into_the_plan(newsroom, desk, story.pk)
    off_the_press(newsroom, desk)
    read(newsroom, desk.page, words.headline)
    change_since(newsroom, desk, story.pk)
    newsroom.ends_well()


def assign(newsroom: Newsroom, late: PrintEdition) -> None:
    """The editors want a story for page 3 of the late edition."""
    plan(
        newsroom.editor,
        newsroom.writer,
        name=SLUG,
        language=newsroom.language,
        edition=late,
        page="3",
        length=2,
    )


def awaited(newsroom: Newsroom, desk: Desk, late: PrintEdition) -> None:
    page = desk.page
    page.goto(f"{newsroom.site}{EDITIONS}{late.pk}/plan/")
    expect(page.locator(".sheet .awaited")).to_contain_text(SLUG)
    newsroom.look(page, "a plan that waits for its story")


def write(newsroom: Newsroom, desk: Desk) -> None:
    """From the writer's first page to the editors."""
    page, words = desk.page, newsroom.words
    page.locator(".panel-assignments").get_by_role("link", name=SLUG).click()
    page.get_by_role("button", name=newsroom.say("Begin writing")).click()
    expect(page.locator(EDITOR)).to_be_visible()
    page.locator("[name=headline]").fill(words.headline)
    page.locator(EDITOR).fill(f"{words.first}{words.after}")
    desk.step("submit")


def approve_and_publish(newsroom: Newsroom, desk: Desk, story: Article) -> None:
    page = desk.page
    page.goto(f"{newsroom.site}/desk/articles/article/{story.pk}/change/")
    expect(page.locator(EDITOR)).to_be_visible()
    for verb in ("approve", "publish"):
        desk.step(verb)


def into_the_plan(newsroom: Newsroom, desk: Desk, story: int) -> None:
    """From the story's form to a second place in the late edition."""
    page, words = desk.page, newsroom.words
    page.goto(f"{newsroom.site}/desk/articles/article/{story}/change/")
    expect(page.locator(EDITOR)).to_be_visible()
    page.locator("#placements-group a").last.click()
    page.wait_for_url("**/print/")
    newsroom.look(page, "a story with a place in print")
    page.locator("#id_edition").select_option(index=1)
    page.locator("#id_page").fill("A5")
    page.locator("#id_headline").fill(words.reason)
    page.locator("#id_lines").fill("1")
    page.locator(".step-form [type=submit]").click()
    page.wait_for_url("**/plan/")
    assert slots(page) == {"3": [words.headline], "A5": [words.reason]}
    expect(page.locator(".slot").first).to_contain_text(SLUG)
    expect(page.locator(".slot.is-over")).to_have_count(2)
    assert page.locator(".sheet").count() == 13
    newsroom.look(page, "the plan")


def off_the_press(newsroom: Newsroom, desk: Desk) -> None:
    page = desk.page
    assert Story.objects.get().placements == []
    page.get_by_role("link", name=newsroom.say("Mark as printed…")).click()
    page.wait_for_url("**/printed/")
    newsroom.look(page, "before the mark")
    page.get_by_role("button", name=newsroom.say("Mark as printed")).click()
    said = newsroom.say("Marked as printed. Its stories say so to their readers from now on.")
    expect(page.locator(".messagelist li")).to_have_text(said)
    expect(page.locator(".slot-ways")).to_have_count(0)
    newsroom.look(page, "the record")


def read(newsroom: Newsroom, page: Page, headline: str) -> None:
    """The reader sees the line, and follows it to the day's paper."""
    story = Story.objects.get()
    page.goto(f"{newsroom.site}{story.get_absolute_url()}")
    line = page.locator(".colophon p").last
    expect(line).to_contain_text("A5")
    expect(line).to_contain_text(newsroom.say("late edition"))
    newsroom.look(page, "the reader's page")
    line.get_by_role("link").click()
    page.wait_for_url("**/print/**")
    sheets = page.locator("main .sheet")
    expect(sheets.first).to_contain_text(headline)
    expect(sheets.last).to_contain_text(newsroom.words.reason)


def change_since(newsroom: Newsroom, desk: Desk, number: int) -> None:
    """After another version went out, the desk sees what print does not say."""
    page, words = desk.page, newsroom.words
    article = Article.objects.get(pk=number)
    change_story(article, newsroom.editor, body=f"<p>{words.first}{words.more}</p>")
    approve_story(article, newsroom.editor)
    verbs.publish(article, by=newsroom.editor)
    page.goto(f"{newsroom.site}{EDITIONS}{PrintEdition.objects.get(name='late').pk}/plan/")
    page.get_by_role("link", name=newsroom.say("What changed since print")).first.click()
    page.wait_for_url("**/compare/?since=*")
    expect(page.locator("ins").first).to_contain_text(words.more.strip().split()[0])
    newsroom.look(page, "what changed since print")


def test_stories_are_dragged_to_another_page_and_within_one(newsroom: Newsroom) -> None:
    edition = planned(newsroom.editor, timezone.localdate() + timedelta(days=1))
    page = newsroom.sits_down(newsroom.editor).page
    page.goto(f"{newsroom.site}{EDITIONS}{edition.pk}/plan/")
    bread, rents, switch = HEADLINES
    slot = {one: page.locator(".slot").filter(has_text=one) for one in HEADLINES}
    slot[switch].locator(".slot-headline").drag_to(slot[bread], target_position={"x": 40, "y": 2})
    expect(page.locator("[data-page='3'] .slot")).to_have_count(0)
    assert slots(page) == {"1": [switch, bread, rents]}
    page.locator("#plan-said").filter(
        has_text=f"“{switch}” stands on page 1 now, place 1 of 3."
    ).wait_for(state="attached")
    slot[rents].locator(".slot-headline").drag_to(page.locator(".sheet:has([data-page='2'])"))
    expect(page.locator("[data-page='2'] .slot")).to_have_count(1)
    assert slots(page) == {"1": [switch, bread], "2": [rents]}
    edition.refresh_from_db()
    assert edition.version == 5
    newsroom.ends_well()


@pytest.mark.parametrize("newsroom", ["en", "ar"], indirect=True)
def test_stories_are_moved_with_the_keyboard_alone(newsroom: Newsroom) -> None:
    edition = planned(newsroom.editor, timezone.localdate() + timedelta(days=1))
    page = newsroom.sits_down(newsroom.editor).page
    page.goto(f"{newsroom.site}{EDITIONS}{edition.pk}/plan/")
    bread, rents, switch = HEADLINES
    ahead = "ArrowLeft" if newsroom.language == "ar" else "ArrowRight"
    first = Placement.objects.get(article__headline=bread).pk
    tab_to(page, f"#slot-{first} [name=act][value=down]")
    for key, found in (
        ("ArrowDown", {"1": [rents, bread], "3": [switch]}),
        ("ArrowUp", {"1": [bread, rents], "3": [switch]}),
        (ahead, {"1": [rents], "2": [bread], "3": [switch]}),
        (ahead, {"1": [rents], "3": [switch, bread]}),
    ):
        said = page.locator("#plan-said").inner_text()
        page.keyboard.press(key)
        page.wait_for_function(
            "said => document.getElementById('plan-said').textContent.trim() !== said", arg=said
        )
        assert slots(page) == found, key
        assert page.evaluate(f"document.activeElement.closest('#slot-{first}') !== null")
    newsroom.look(page, "the plan after the keys")
    newsroom.ends_well()


def test_two_who_move_at_once_lose_nothing_and_see_each_other(newsroom: Newsroom) -> None:
    edition = planned(newsroom.editor, timezone.localdate() + timedelta(days=1))
    page = newsroom.sits_down(newsroom.editor).page
    page.goto(f"{newsroom.site}{EDITIONS}{edition.pk}/plan/")
    other = make_user(Role.CHIEF, name="Nadia Fakhoury")
    bread = Placement.objects.get(article__headline=HEADLINES[0])
    arranging.move(edition, bread.pk, "7", by=other)
    newsroom.complaints.forgive("409")
    page.locator(f"#slot-{bread.pk} [value=next]").click()
    refused = page.locator(".errornote")
    expect(refused).to_contain_text("Somebody changed this edition after you opened it")
    expect(refused).to_contain_text("Nadia Fakhoury")
    expect(refused).to_contain_text("was moved from page 1 to page 7")
    newsroom.look(page, "the plan that was stale")
    refused.get_by_role("button", name="Do it all the same").click()
    expect(page.locator("[data-page='8'] .slot")).to_have_count(1)
    newsroom.complaints.forgive("409")
    newsroom.ends_well()


def test_the_plan_is_arranged_without_a_script(
    browser: Browser, newsroom: Newsroom, live_server: LiveServer
) -> None:
    edition = planned(newsroom.editor, timezone.localdate() + timedelta(days=1))
    signed_in = newsroom.sits_down(newsroom.editor).page.context
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(signed_in.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto(f"{live_server.url}{EDITIONS}{edition.pk}/plan/")
    bread, rents, switch = HEADLINES
    page.locator(".slot").filter(has_text=bread).locator("[value=down]").click()
    assert slots(page) == {"1": [rents, bread], "3": [switch]}
    box = page.locator(".slot").filter(has_text=rents).locator("[name=page]")
    box.fill("12")
    box.press("Enter")
    expect(page.locator(".messagelist li")).to_contain_text("stands on page 12 now")
    assert slots(page) == {"1": [bread], "3": [switch], "12": [rents]}
    plain.close()
