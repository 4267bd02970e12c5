"""An editor arranges the front: by keys, by drag, for an hour to come, and readers see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from staff.roles import Role
from tests.articles.factories import make_section, make_story, make_user, publish_story
from tests.articles.fronts import newspaper, opinion_section, published, put
from tests.browser.complaints import Complaints
from tests.browser.desk import staff_session
from tests.browser.looking import faults, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRONT = "/desk/articles/front/en/"
SAID = "[data-said]"


@pytest.fixture
def stories() -> list[Article]:
    newspaper(3, section=opinion_section())
    newspaper(4, section=make_section("Lebanon", "لبنان"))
    return newspaper(8)


@pytest.fixture
def editor(context: BrowserContext, live_server: LiveServer, complaints: Complaints) -> Page:
    """An editor before the page of the front."""
    staff_session(context, make_user(Role.EDITOR), live_server.url)
    watch(context)
    return context.new_page()


def titles(page: Page, slot: str) -> list[str]:
    return page.locator(f"[data-slot='{slot}'] > .pin .pin-title").all_inner_texts()


def faults_of_desk(page: Page) -> list[str]:
    """What is wrong with the desk's page; the readers' own, in the frame, lets no script look."""
    page.locator("iframe").evaluate("frame => frame.remove()")
    return faults(page)


def lead_of(browser: Browser, site: str) -> str:
    """What a reader sees first."""
    reader = browser.new_page()
    reader.goto(site)
    words = reader.locator(".lead h2").inner_text()
    reader.close()
    return words


def test_an_editor_arranges_by_keys_and_publishes(
    editor: Page, browser: Browser, live_server: LiveServer, stories: list[Article]
) -> None:
    page, site = editor, live_server.url
    page.goto(site + FRONT)
    # Found by words, pinned to the lead.
    page.get_by_role("searchbox", name="Find a story for the front").fill("number 0")
    page.keyboard.press("Enter")
    found = page.locator("#front-find li", has_text="Story number 0").first
    found.get_by_role("button", name="Pin: Story number 0").press("Enter")
    expect(page.locator(SAID)).to_contain_text("“Story number 0”: Lead, 1 of 1.")
    assert titles(page, "lead") == ["Story number 0"]
    # What the rule put into the deck is pinned there; then up, with the arrow keys.
    for many in (1, 2):
        page.locator("[data-slot=deck] > .by-rule button").first.press("Enter")
        expect(page.locator("[data-slot=deck] > .pin")).to_have_count(many)
    before = titles(page, "deck")
    assert len(before) == 2
    grip = page.locator("[data-slot=deck] > .pin [data-grip]").nth(1)
    grip.press("ArrowUp")
    expect(page.locator(SAID)).to_contain_text("Second deck, 1 of 2.")
    assert titles(page, "deck") == before[::-1]
    expect(page.locator("[data-slot=deck] > .pin [data-grip]").first).to_be_focused()
    # Beyond the end of its place it goes into the one before.
    page.keyboard.press("ArrowUp")
    expect(page.locator(SAID)).to_contain_text("Lead, 1 of 1.")
    assert titles(page, "deck") == ["Story number 0", before[0]]
    frame = page.frame_locator("iframe[data-frame]")
    expect(frame.locator(".lead h2")).to_contain_text(before[1])
    assert lead_of(browser, site) != before[1]
    page.get_by_role("button", name="Publish now").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Readers have this front now")
    assert lead_of(browser, site) == before[1]
    assert faults_of_desk(page) == []


def test_an_editor_drags_a_story_to_the_lead(
    editor: Page, live_server: LiveServer, stories: list[Article]
) -> None:
    page = editor
    page.goto(live_server.url + FRONT)
    row = page.locator("[data-slot=deck] > .by-rule").nth(2)
    headline = row.locator(".pin-title").inner_text()
    row.drag_to(page.locator("[data-slot=lead]"))
    expect(page.locator(SAID)).to_contain_text(f"“{headline}”: Lead, 1 of 1.")
    assert titles(page, "lead") == [headline]
    frame = page.frame_locator("iframe[data-frame]")
    expect(frame.locator(".lead h2")).to_contain_text(headline)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(SAID)).to_contain_text("Undone.")
    assert titles(page, "lead") == []


def test_a_front_goes_to_the_readers_at_its_hour(
    editor: Page, browser: Browser, live_server: LiveServer, stories: list[Article]
) -> None:
    published(put(stories[0], "lead"))
    page, site = editor, live_server.url
    page.goto(site + FRONT)
    page.locator("[data-slot=deck] > .by-rule").first.drag_to(page.locator("[data-slot=lead]"))
    expect(page.locator(SAID)).to_contain_text("Lead, 1 of 1.")
    wanted = titles(page, "lead")[0]
    page.get_by_role("link", name="Schedule…").click()
    wall = timezone.localtime(datetime.now(UTC) + timedelta(seconds=8)).replace(microsecond=0)
    page.locator("#id_day").fill(f"{wall:%Y-%m-%d}")
    page.locator("#id_hour").fill(f"{wall:%H:%M:%S}")
    page.get_by_role("button", name="Show it on every clock").click()
    page.get_by_role("button", name="Schedule for this moment").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers get this front on")
    while datetime.now(UTC) < wall - timedelta(seconds=1):
        assert lead_of(browser, site) == "Story number 0"
    page.wait_for_timeout(max(0, (wall - datetime.now(UTC)).total_seconds() * 1000 + 50))
    assert lead_of(browser, site) == wanted


def test_breaking_news_is_up_in_seconds_and_without_a_script(
    browser: Browser, live_server: LiveServer, stories: list[Article]
) -> None:
    site = live_server.url
    context = browser.new_context(java_script_enabled=False)
    staff_session(context, make_user(Role.EDITOR), site)
    page = context.new_page()
    page.goto(site + FRONT)
    page.get_by_role("link", name="Breaking news…").click()
    page.get_by_label("What readers are told").fill("The airport is open again")
    page.get_by_role("button", name="Show me what readers will see").click()
    shown = page.frame_locator("iframe").locator(".breaking")
    expect(shown).to_contain_text("The airport is open again")
    page.get_by_role("button", name="Put it up now").click()
    expect(page.locator(".messagelist")).to_contain_text("It is up")
    # Arranging too: the same buttons are forms.
    page.locator("[data-slot=deck] > .by-rule button").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Second deck, 1 of 1.")
    context.close()
    for scheme in ("light", "dark"):
        reader = browser.new_context(color_scheme=scheme)
        watch(reader)
        view = reader.new_page()
        view.goto(site)
        strip = view.get_by_role("complementary", name="Breaking news")
        expect(strip).to_contain_text("The airport is open again")
        assert faults(view) == []
        reader.close()


def test_an_arabic_desk_arranges_an_arabic_front(
    context: BrowserContext, live_server: LiveServer, complaints: Complaints
) -> None:
    for number in range(5):
        publish_story(make_story(headline=f"خبر رقم {number}", language="ar"))
    staff_session(context, make_user(Role.EDITOR, language="ar"), live_server.url)
    watch(context)
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/articles/front/")
    assert page.url.endswith("/front/ar/")
    row = page.locator("[data-slot=deck] > .by-rule").first
    headline = row.locator(".pin-title").inner_text()
    row.drag_to(page.locator("[data-slot=lead]"))
    expect(page.locator(SAID)).to_contain_text("الخبر الرئيسي")
    assert titles(page, "lead") == [headline]
    assert faults_of_desk(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    page.reload()
    assert faults_of_desk(page) == []
