"""A real story from the journalist's typing to the reader's eyes, character for character."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models.story import Story
from articles.models.wording import Wording, WordingKind
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_place, make_section, make_user
from tests.browser import printed_page
from tests.browser.complaints import Complaints
from tests.browser.desk import EDITOR, Desk, paragraphs, paste, photograph
from tests.browser.printed_page import PrintedPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "between-two-cedars"
ALT_TEXT = "Men beside a road"


def somebody(role: Role, name: str) -> User:
    return make_user(role, name=name, password=PASSWORD)


def write_wording(told: PrintedPage, chief: User) -> None:
    texts = {
        WordingKind.INVITATION: told.invitation,
        WordingKind.DISCLAIMER: told.disclaimer,
        WordingKind.ALERT: told.alert,
    }
    for kind, text in texts.items():
        Wording.objects.create(language="en", kind=kind, version=1, text=text, written_by=chief)


def upload(told: PrintedPage) -> Callable[[Page], None]:
    def fill(window: Page) -> None:
        file = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=photograph())
        window.locator("#id_original").set_input_files(file)
        window.locator("#id_caption").fill(told.caption)
        window.locator("#id_credit").fill(told.credit)
        window.locator("#id_alt_text").fill(ALT_TEXT)

    return fill


def as_written_by_a_word_processor(texts: tuple[str, ...]) -> str:
    lines = "".join(
        f'<p class="MsoNormal" style="margin:0 0 8pt"><span style="font-size:12pt">{one}</span></p>'
        for one in (re.sub("<", "&lt;", text.replace("&", "&amp;")) for text in texts)
    )
    return f"<html><body><!--StartFragment-->{lines}<!--EndFragment--></body></html>"


def type_story(desk: Desk, told: PrintedPage) -> None:
    """Everything that a journalist enters, up to the button that sends it."""
    page = desk.page
    page.goto(f"{desk.site}/desk/articles/article/add/")
    desk.look_up(".field-section", told.section[:4], told.section)
    page.locator("#id_headline").fill(told.headline)
    known, missing = told.cities
    desk.look_up("#datelines-0 .field-place", known.title()[:4], known.title())
    desk.another_row("datelines")
    desk.add_beside("#datelines-1", lambda window: window.locator("#id_name").fill(missing.title()))
    page.locator(EDITOR).click()
    paste(page, "\n\n".join(told.typed), as_written_by_a_word_processor(told.typed))
    assert paragraphs(page, EDITOR) == list(told.typed)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    paste(page, "\n\n".join(told.typed))
    assert paragraphs(page, EDITOR) == list(told.typed)
    desk.add_beside("#illustrations-0", upload(told))
    expect(page.locator("#illustrations-0 [data-thumbnail]")).to_have_attribute(
        "src", re.compile(r"/photo/[1-9]\d*/thumbnail")
    )


def print_it(desk: Desk, told: PrintedPage) -> None:
    """The editor begins an edition, puts the story on its page and marks it as printed."""
    page = desk.page
    page.goto(f"{desk.site}/desk/articles/printedition/add/")
    page.locator("#id_publication").fill(told.publication)
    page.locator("#id_date").fill("2013-11-20")
    page.locator("[name=_save]").click()
    offered = page.locator(".plan-offered li").filter(has_text=told.headline)
    offered.locator("[name=page]").fill(told.page)
    offered.get_by_role("button", name="Put into the plan").click()
    expect(page.locator(".slot")).to_contain_text(told.headline)
    page.get_by_role("link", name="Mark as printed…").click()
    page.get_by_role("button", name="Mark as printed").click()
    expect(page.locator(".messagelist li")).to_contain_text("Marked as printed.")


def compare(page: Page, told: PrintedPage) -> None:
    """The page as a reader sees it has what the file has, in the order of a newspaper page."""
    body = paragraphs(page, ".story .body")
    assert body == list(told.paragraphs)
    caption = page.locator(".lead-picture figcaption")
    assert caption.inner_text() == f"{told.caption} {told.credit}"
    assert page.locator(".colophon").inner_text() == told.print_line
    feedback = page.locator(".feedback")
    assert feedback.locator(".invitation").inner_text() == told.invitation
    assert feedback.locator(".fine p").inner_text() == told.disclaimer
    assert feedback.locator(".alert p").inner_text() == told.alert
    texts = page.locator("body").inner_text()
    order = [
        told.headline,
        told.caption,
        *told.paragraphs,
        told.print_line,
        "Your feedback",
        told.invitation,
        told.disclaimer,
        told.alert,
        "Nobody has written yet. Be the first.",
        "Interested in knowing more about this story?",
    ]
    places = [texts.find(one) for one in order]
    assert -1 not in places
    assert places == sorted(places)
    assert page.get_by_role("heading", level=1).all_inner_texts() == [told.headline]
    assert page.locator(".lead-picture img").get_attribute("alt") == ALT_TEXT
    assert page.locator(".lead-picture img").evaluate("image => image.naturalWidth") > 0


def test_a_story_goes_from_the_desk_to_the_reader(
    context: BrowserContext, browser: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    told = printed_page.read()
    site = live_server.url
    journalist = somebody(Role.JOURNALIST, "Rana Khoury")
    editor = somebody(Role.EDITOR, "Salim Aoun")
    write_wording(told, somebody(Role.CHIEF, "Nadia Fakhoury"))
    make_section(told.section)
    make_place(told.cities[0].title())
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    desk = Desk(context.new_page(), site)

    desk.sign_in(journalist, PASSWORD)
    type_story(desk, told)
    # The word processor's styles are blocked while the editor reads and drops them.
    complaints.forgive("Applying inline style")
    assert desk.step("submit") == "Sent to the editors. An editor reads it next."
    address = desk.page.url
    desk.sign_out()

    desk.sign_in(editor, PASSWORD)
    desk.page.get_by_role("link", name=told.headline).first.click()
    assert desk.page.url == address
    assert desk.step("approve").startswith("Approved as it stands.")
    assert desk.step("publish") == "Published. Readers see it now."
    print_it(desk, told)
    complaints.forgive("journal/here")  # the form that was left has just been saved

    story = Story.objects.get()
    reader = context.new_page()
    reader.goto(f"{site}/")
    reader.get_by_role("link", name=told.headline).first.click()
    assert reader.url == f"{site}{story.get_absolute_url()}"
    compare(reader, told)

    plain = browser.new_context(java_script_enabled=False)
    reader = plain.new_page()
    reader.goto(f"{site}{story.get_absolute_url()}")
    compare(reader, told)
    assert plain.cookies() == []
    plain.close()
