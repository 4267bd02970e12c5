"""What a script adds to a story: passages changed since the last visit, the link to copy."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.models.story import Story
from tests.articles.factories import change_story, make_photo, make_story, publish_story
from tests.browser import looking
from tests.browser.complaints import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = {
    "en": ["The column left at dawn.", "Nobody knew the road.", "It was cold."],
    "ar": ["غادر الرتل عند الفجر.", "لم يعرف أحد الطريق.", "كان الجو بارداً."],
}


def body(paragraphs: list[str]) -> str:
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def live_story(language: str) -> Article:
    return publish_story(
        make_story(headline=TEXT[language][0], language=language, body=body(TEXT[language]))
    )


def address_of(site: str, story: Article) -> str:
    return site + Story.objects.get(pk=story.pk).get_absolute_url()


def read(page: Page, address: str) -> None:
    """Open a story and begin to read it."""
    page.goto(address)
    page.mouse.wheel(0, 200)
    expect(page.locator("[data-copy]")).to_be_visible()


def rewrite(story: Article, language: str) -> None:
    """Publish it with another second paragraph and one more."""
    first, _second, third = TEXT[language]
    change_story(story, body=body([first, f"2 {third}", third, f"4 {first}"]))
    publish_story(story)
    cache.clear()


def as_on_another_day(page: Page) -> None:
    """Make what the browser remembers an hour older."""
    page.evaluate(
        """() => {
            const stories = JSON.parse(localStorage.reading);
            for (const one of Object.values(stories)) one.at -= 3600000;
            localStorage.reading = JSON.stringify(stories);
        }"""
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_reader_who_comes_back_finds_what_changed(
    page: Page, live_server: LiveServer, complaints: Complaints, language: str
) -> None:
    story = live_story(language)
    address = address_of(live_server.url, story)
    looking.watch(page.context)
    read(page, address)
    expect(page.locator(".since")).to_have_count(0)
    rewrite(story, language)
    as_on_another_day(page)
    page.goto(address)
    bar = page.locator(".since")
    expect(bar.locator("b")).to_have_text("2" if language == "en" else "٢")
    expect(page.locator(".body > .changed")).to_have_count(2)
    expect(page.locator(".body > p").nth(1)).to_contain_text(
        "Changed since your last visit" if language == "en" else "تغيّر منذ زيارتكم الأخيرة"
    )
    assert looking.faults(page) == []
    for number in (1, 3, 1):
        bar.locator("button").first.click()
        expect(page.locator(".body > p").nth(number)).to_be_focused()
    # The same visit still shows them; the next one does not.
    page.reload()
    expect(page.locator(".changed")).to_have_count(2)
    as_on_another_day(page)
    page.reload()
    expect(page.locator("[data-copy]")).to_be_visible()
    expect(page.locator(".changed")).to_have_count(0)


def test_whoever_does_not_want_it_is_not_remembered(
    page: Page, live_server: LiveServer, complaints: Complaints
) -> None:
    story = live_story("en")
    address = address_of(live_server.url, story)
    read(page, address)
    page.get_by_role("button", name="Do not remember what I have read").click()
    assert json.loads(page.evaluate("localStorage.reading")) == {"off": 1}
    rewrite(story, "en")
    page.goto(address)
    expect(page.get_by_role("button", name="Remember what I have read", exact=True)).to_be_visible()
    expect(page.locator(".changed")).to_have_count(0)
    assert json.loads(page.evaluate("localStorage.reading")) == {"off": 1}
    page.get_by_role("button", name="Remember what I have read", exact=True).click()
    assert list(json.loads(page.evaluate("localStorage.reading"))) == [str(story.pk)]


def test_nothing_of_a_text_is_kept_but_marks(page: Page, live_server: LiveServer) -> None:
    read(page, address_of(live_server.url, live_story("en")))
    kept = page.evaluate("localStorage.reading")
    assert "column" not in kept
    assert page.context.cookies() == []


def test_somebody_who_does_not_read_is_not_remembered(page: Page, live_server: LiveServer) -> None:
    page.goto(address_of(live_server.url, live_story("en")))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("localStorage.reading ?? null") is None


def test_the_link_is_copied_and_the_button_says_so(
    context: BrowserContext, live_server: LiveServer, complaints: Complaints
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    address = address_of(live_server.url, live_story("en"))
    read(page, address)
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_without_a_script_a_letter_is_left(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address_of(live_server.url, live_story("en")))
    expect(page.get_by_role("link", name="Send by mail")).to_be_visible()
    expect(page.locator(".share button").first).to_be_hidden()
    context.close()


def test_a_strip_of_pictures_is_moved_by_the_keyboard(page: Page, live_server: LiveServer) -> None:
    photos = [make_photo() for _ in range(5)]
    story = publish_story(make_story(photos=photos))
    page.goto(address_of(live_server.url, story))
    strip = page.get_by_role("region", name="Pictures of this story")
    strip.focus()
    before = strip.evaluate("one => one.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('.gallery').scrollLeft > before", arg=before
    )
