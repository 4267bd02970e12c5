"""A story between two people: written through a crash, compared, sent back, corrected, published.

In English, right to left in Arabic, and once without a mouse. Each page on the way is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, JournalEntry, Mention
from articles.models.story import Story
from tests.browser.colleagues import PASSWORD, Newsroom
from tests.browser.desk import EDITOR, Desk
from tests.browser.keys import tab_to
from tests.browser.killed import OwnBrowser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = "[data-state=kept]"
APPROVED = "Approved as it stands. It can be published next; a later change needs a new approval."
PUBLISHED = "Published. Readers see it now."


@pytest.fixture
def newsroom(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Newsroom]:
    newsroom = Newsroom(browser, live_server.url, getattr(request, "param", "en"))
    yield newsroom
    for context in newsroom.contexts:
        context.close()


@pytest.mark.parametrize("newsroom", ["en", "ar"], indirect=True)
def test_from_an_empty_form_through_a_crash_to_the_readers(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    write_and_crash(newsroom, tmp_path / "profile")
    take_up_and_send(newsroom, tmp_path / "profile")
    editor = newsroom.sits_down(newsroom.editor)
    note_and_send_back(newsroom, editor)
    correct(newsroom, newsroom.sits_down(newsroom.writer))
    compare_and_publish(newsroom, editor)
    newsroom.ends_well()


def write_and_crash(newsroom: Newsroom, profile: Path) -> None:
    """A first story in an empty form, never saved, until the browser is killed."""
    words = newsroom.words
    with OwnBrowser(newsroom.browser.browser_type, profile) as own:
        desk = Desk(own.page(), newsroom.site)
        page = desk.page
        newsroom.prepare(page.context)
        desk.sign_in(newsroom.writer, PASSWORD)
        newsroom.look(page, "a first page without stories")
        page.get_by_role("link", name=newsroom.say("New story")).first.click()
        expect(page.locator(EDITOR)).to_be_visible()
        newsroom.look(page, "the empty form")
        expect(page.locator("#id_language")).to_have_value(newsroom.language)
        desk.look_up(".field-section", newsroom.section[:4], newsroom.section)
        page.locator("#id_headline").fill(words.headline)
        page.locator(EDITOR).click()
        page.keyboard.insert_text(words.first)
        expect(page.locator(KEPT)).to_be_visible()
        with page.expect_response("**/journal/keep/"):
            page.keyboard.insert_text(words.after)
        own.kill()
    assert not Article.objects.exists()


def take_up_and_send(newsroom: Newsroom, profile: Path) -> None:
    """After the crash, and with the sign-in gone, every word is there; it goes to the editors."""
    words = newsroom.words
    with OwnBrowser(newsroom.browser.browser_type, profile) as again:
        desk = Desk(again.page(), newsroom.site)
        page = desk.page
        newsroom.prepare(page.context)
        Session.objects.all().delete()
        desk.sign_in(newsroom.writer, PASSWORD)
        newsroom.look(page, "a first page with unsaved work")
        page.get_by_role("link", name=words.headline).click()
        expect(page.locator("#id_headline")).to_have_value(words.headline)
        expect(page.locator(EDITOR)).to_contain_text(words.after.strip())
        said = desk.step("submit")
        assert said == newsroom.say("Sent to the editors. An editor reads it next.")
    story = Article.objects.get()
    assert story.body == f"<p>{words.first}{words.after}</p>"
    assert (story.editorial, story.created_by) == ("submitted", newsroom.writer)
    assert not JournalEntry.objects.exists()


def note_and_send_back(newsroom: Newsroom, desk: Desk) -> None:
    """From the editor's first page: a note that calls the writer, and the story goes back."""
    page, words = desk.page, newsroom.words
    newsroom.look(page, "the editor's first page")
    page.locator(".panel-waiting").get_by_role("link", name=words.headline).click()
    expect(page.locator(EDITOR)).to_be_visible()
    newsroom.look(page, "a story that waits")
    note = page.locator("[data-note-form=new] textarea")
    note.press_sequentially(f"@{newsroom.writer.username} {words.note}")
    page.locator("[data-note-form=new] [type=submit]").click()
    expect(page.locator(".threads")).to_contain_text(words.note)
    page.locator(".steps-top .step-send_back").click()
    expect(page.locator("#id_note")).to_be_visible()
    newsroom.look(page, "sending back")
    page.locator("#id_note").fill(words.reason)
    page.locator(".step-form .step-send_back").click()
    said = newsroom.say("Sent back with your note. The writer revises it next.")
    expect(page.locator(".messagelist li")).to_have_text(said)


def correct(newsroom: Newsroom, desk: Desk) -> None:
    """The writer finds the mention first thing, corrects the story and sends it again."""
    page, words = desk.page, newsroom.words
    called = page.locator(".panel-mentions")
    expect(called).to_contain_text(words.note)
    expect(page.locator(".panel-mine")).to_contain_text(words.reason)
    newsroom.look(page, "the writer's first page")
    called.get_by_role("link", name=words.headline).click()
    expect(page.locator(".threads")).to_contain_text(words.reason)
    newsroom.look(page, "the notes")
    page.get_by_role("link", name=words.headline).click()
    page.locator(EDITOR).click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.insert_text(words.more)
    said = desk.step("submit")
    assert said == newsroom.say("Sent to the editors. An editor reads it next.")
    thread = page.locator(".thread.calls-me")
    thread.get_by_role("button", name=newsroom.say("I have read it")).click()
    expect(thread).to_have_count(0)
    assert not Mention.objects.filter(seen_at=None).exists()


def compare_and_publish(newsroom: Newsroom, desk: Desk) -> None:
    """The editor sees what changed, word by word, publishes, and reads it as readers do."""
    page, words = desk.page, newsroom.words
    page.goto(f"{newsroom.site}/desk/")
    page.locator(".panel-waiting").get_by_role("link", name=words.headline).click()
    expect(page.locator(EDITOR)).to_be_visible()  # a form that still grows moves what is beside it
    page.get_by_role("link", name=newsroom.say("What changed last")).click()
    page.wait_for_url("**/compare/**")
    expect(page.locator("ins").first).to_contain_text(words.more.strip())
    expect(page.locator("del")).to_have_count(0)
    newsroom.look(page, "the comparison")
    page.go_back()
    page.get_by_role("link", name=newsroom.say("The whole history")).click()
    expect(page.locator(".history blockquote")).to_have_text(words.reason)
    newsroom.look(page, "the history")
    page.go_back()
    assert desk.step("approve") == newsroom.say(APPROVED)
    assert desk.step("publish") == newsroom.say(PUBLISHED)
    page.get_by_role("link", name=newsroom.say("As readers see it")).first.click()
    story = Story.objects.get()
    page.wait_for_url(f"**{story.get_absolute_url()}")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.headline)
    body = page.locator(".story .body")
    expect(body).to_have_text(f"{words.first}{words.after}{words.more}")
    assert page.locator("html").get_attribute("dir") == ("rtl" if story.language == "ar" else "ltr")
    newsroom.look(page, "the reader's page")


def test_a_story_is_written_and_published_without_a_mouse(newsroom: Newsroom) -> None:
    words = newsroom.words
    page = newsroom.sits_down(newsroom.writer).page
    keys = page.keyboard
    keys.press("n")
    expect(page.locator(EDITOR)).to_be_visible()
    tab_to(page, ".field-section .select2-selection")
    keys.press("Enter")
    keys.type(newsroom.section[:4])
    expect(page.locator(".select2-results__option--highlighted")).to_have_text(newsroom.section)
    keys.press("Enter")
    tab_to(page, "#id_headline")
    keys.type(words.headline)
    tab_to(page, EDITOR)
    keys.type(words.first)
    keys.press("Shift+Tab")
    assert not page.locator(EDITOR).evaluate("here => here === document.activeElement")
    tab_to(page, ".steps-bottom .step-submit")
    keys.press("Enter")
    expect(page.locator(".messagelist li")).to_contain_text("Sent to the editors.")

    page = newsroom.sits_down(newsroom.editor).page
    keys = page.keyboard
    keys.press("g")
    keys.press("w")
    page.wait_for_url("**status=submitted**")
    keys.press("j")
    expect(page.locator(":focus")).to_have_text(words.headline)
    keys.press("Enter")
    expect(page.locator(EDITOR)).to_be_visible()
    for verb, said in (("approve", APPROVED), ("publish", PUBLISHED)):
        tab_to(page, f".steps-top .step-{verb}")
        keys.press("Space")
        expect(page.locator(".messagelist li")).to_have_text(said)
    assert Story.objects.get().headline == words.headline
    page.wait_for_load_state()  # the keys are listened to
    keys.press("/")
    keys.type("lorry")
    keys.press("Enter")
    page.wait_for_url("**q=lorry**")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    keys.press("?")
    expect(page.locator("dialog[open]")).to_contain_text("Begin a new story")
    keys.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    newsroom.ends_well()
