"""A reader without a mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.browser.keys import tab_to
from tests.browser.street import Street
from tests.browser.talk import Talker
from tests.comments.tools import make_reader, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = "The bridge has been repaired since."
MINE = "I crossed it yesterday."


def test_everything_can_be_done_with_the_keyboard_alone(
    open_street: Street, mail_folder: Path
) -> None:
    first = write(open_street.story.pk, make_reader("Basil"), SAID)
    salma = open_street.arrives("Salma")
    answer(salma, mail_folder)
    vote(salma, first)
    change_and_withdraw(salma)
    salma.sees(SAID)
    expect(salma.page.get_by_text(MINE)).to_have_count(0)


def answer(salma: Talker, folder: Path) -> None:
    """Past the masthead to "Reply", through the form, and the letter's button."""
    page, keys = salma.page, salma.page.keyboard
    salma.read()
    keys.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#content"
    keys.press("Enter")
    tab_to(page, ".comment .reply")
    keys.press("Enter")
    expect(salma.comment(SAID).locator("form.write [name=body]")).to_be_focused()
    keys.type(MINE)
    keys.press("Shift+Tab")
    keys.type(salma.email)
    keys.press("Shift+Tab")
    keys.type(salma.name)
    tab_to(page, "form.write [type=submit]")
    keys.press("Enter")
    page.wait_for_url("**/sent/**")
    salma.open_letter(folder)
    tab_to(page, "main form .main")
    keys.press("Enter")
    page.wait_for_url(f"**/comments/{salma.story.pk}/**")
    salma.sees(MINE)
    assert salma.stored.parent is not None


def vote(salma: Talker, comment: Comment) -> None:
    salma.read()
    tab_to(salma.page, f"#c{comment.pk} .acts button")
    with salma.page.expect_response("**/vote/"):
        salma.page.keyboard.press("Space")
    expect(salma.page.locator(":focus")).to_have_attribute("aria-pressed", "true")


def change_and_withdraw(salma: Talker) -> None:
    """From the page on which the reader has just voted."""
    page, keys = salma.page, salma.page.keyboard
    tab_to(page, "a[href$='/edit/']")
    keys.press("Enter")
    page.wait_for_url("**/edit/")
    tab_to(page, "#body")
    keys.press("End")
    keys.type(" Twice.")
    tab_to(page, "form.write .main")
    keys.press("Enter")
    salma.sees(f"{MINE} Twice.")
    tab_to(page, "a[href$='/withdraw/']")
    keys.press("Enter")
    page.wait_for_url("**/withdraw/")
    tab_to(page, "form.choose .main")
    keys.press("Enter")
    expect(page.get_by_text("It is not shown any more")).to_be_visible()
    tab_to(page, ".turn a")
    keys.press("Enter")
    page.wait_for_url(f"**/comments/{salma.story.pk}/")
