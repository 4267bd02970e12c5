"""A reader searches: by keyboard and suggestion, in both languages, with and without a script."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from articles.models.alias import NameAlias
from tests.articles.factories import make_contributor, make_place, make_story, publish_story
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.browser.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def newspaper() -> None:
    NameAlias.objects.create(name="Qalamoun", name_ar="القلمون", variants="Kalamoun")
    publish_story(
        make_story(
            headline="Snow over Qalamoun",
            bylines=[make_contributor("Rima Haddad")],
            places=[make_place("Sidon", "صيدا")],
            tags=["Winter roads"],
        )
    )
    publish_story(make_story(headline="الثلج يغطي القلمون", language="ar", tags=["طرق الشتاء"]))


def test_a_suggestion_is_chosen_by_keyboard(
    page: Page, live_server: LiveServer, complaints: Complaints
) -> None:
    looking.watch(page.context)
    page.goto(live_server.url)
    tab_to(page, "a[href='/search/']")
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Words, names")
    expect(field).to_be_visible()
    tab_to(page, "#q")
    page.keyboard.type("wint")
    option = page.get_by_role("option", name="Winter roads")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert looking.faults(page) == []
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    expect(field).to_have_value("wint")
    page.keyboard.press("ArrowDown")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/topics/winter-roads/")


def test_an_answer_that_comes_late_leaves_the_choice_as_it_is(
    page: Page, live_server: LiveServer
) -> None:
    late: list[Route] = []
    page.route("**/search/suggest?q=wint", lambda route: late.append(route))
    page.goto(f"{live_server.url}/search/")
    page.locator("#q").press_sequentially("win")
    option = page.get_by_role("option", name="Winter roads")
    expect(option).to_be_visible()
    with page.expect_request("**/search/suggest?q=wint"):
        page.locator("#q").press_sequentially("t")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    option.evaluate("shown => shown.classList.add('of-the-first-answer')")
    late[0].continue_()
    expect(page.locator(".of-the-first-answer")).to_have_count(0)
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/topics/winter-roads/")


def test_what_is_typed_is_searched_for_unless_a_suggestion_is_chosen(
    page: Page, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/search/")
    page.locator("#q").press_sequentially("snow")
    expect(page.get_by_role("option", name="Snow over Qalamoun")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text("Snow")
    page.get_by_role("link", name="Snow over Qalamoun").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Snow over Qalamoun")


def test_in_arabic_another_spelling_finds_and_the_page_runs_from_right_to_left(
    page: Page, live_server: LiveServer
) -> None:
    looking.watch(page.context)
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/ar/search/")
    page.locator("#q").press_sequentially("قلم")
    expect(page.get_by_role("option").first).to_contain_text("القلمون")
    page.locator("#q").fill("kalamoun")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text("القلمون")
    expect(page.get_by_text("بحثنا أيضاً عن")).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert looking.faults(page) == []


def test_without_a_script_it_is_a_form(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/search/")
    page.locator("#q").fill("snow")
    page.get_by_text("Narrow the search").click()
    page.get_by_label("Filed from").fill("sidon")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark")).to_have_text("Snow")
    page.get_by_role("link", name="Filed from Sidon").click()
    expect(page).to_have_url(f"{live_server.url}/search/?q=snow")
    expect(page.locator("mark")).to_have_text("Snow")
    context.close()


@pytest.mark.parametrize(
    ("edition", "scheme", "size", "other_width"),
    [("/search/", "light", WIDE, NARROW["width"]), ("/ar/search/", "dark", NARROW, WIDE["width"])],
    ids=["en", "ar"],
)
def test_every_state_is_accessible(
    browser: Browser,
    live_server: LiveServer,
    edition: str,
    scheme: Literal["light", "dark"],
    size: ViewportSize,
    other_width: int,
) -> None:
    context: BrowserContext = browser.new_context(color_scheme=scheme, viewport=size)
    looking.watch(context)
    page, found = context.new_page(), list[str]()
    for asked in (
        "",
        "?q=snow+الثلج+OR+kalamoun&sort=newest",
        "?q=kalamoun&from=2013-11-20",
        "?q=hadad&place=sidon",
        "?q=snow&from=x&by=nobody&section=y",
        "?q=" + "unbreakable" * 25,
    ):
        page.goto(f"{live_server.url}{edition}{asked}")
        found += [f"{asked}: {fault}" for fault in looking.every_fault(page, other_width)]
    assert found == []
    context.close()
