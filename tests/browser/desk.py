"""The desk as people use it: signing in, looking things up, the "+" beside a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from django.test import Client
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page, expect

from staff.models import User

EDITOR = ".ProseMirror[contenteditable=true]"


class Desk:
    """Somebody at the desk, in one page of a browser."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def sign_in(self, user: User, password: str) -> None:
        self.page.goto(f"{self.site}/desk/")
        self.page.get_by_label("User name").fill(user.username)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.locator("#user-tools")).to_contain_text(user.name)

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url("**/desk/**")
        expect(self.page.locator("#logout-form")).to_have_count(0)

    def look_up(self, row: str, words: str, chosen: str) -> None:
        """Type into a field that looks things up, and take what it offers.

        Args:
            row: CSS selector of the field's row.
            words: what is typed.
            chosen: the whole line that is offered and taken.
        """
        self.page.locator(f"{row} .select2-selection").click()
        self.page.locator(".select2-search__field").fill(words)
        offers = self.page.locator(".select2-results__option")
        offers.get_by_text(chosen, exact=True).click()
        shown = self.page.locator(f"{row} .select2-selection__rendered")
        expect(shown).to_contain_text(chosen)

    def add_beside(self, row: str, fill: Callable[[Page], None]) -> None:
        """Press the "+" of a row, fill the window that opens and save it; it closes itself."""
        with self.page.expect_popup() as opened:
            self.page.locator(f"{row} .add-related").click()
        window = opened.value
        fill(window)
        with window.expect_event("close"):
            window.locator("[name=_save]").click()

    def another_row(self, rows: str) -> None:
        self.page.locator(f"#{rows}-group .add-row a").click()

    def step(self, verb: str) -> str:
        """Press the button of a step; what the desk says afterwards."""
        self.page.locator(f".steps-top .step-{verb}").click()
        said = self.page.locator(".messagelist li")
        expect(said).to_have_count(1)
        return said.inner_text()


def staff_session(context: BrowserContext, user: User, site: str) -> None:
    """Make a browser one in which somebody has signed in at the desk."""
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": site}])


def paste(page: Page, text: str, html: str = "") -> None:
    """Put words into the clipboard, as plain text or as HTML too, and press Ctrl+V."""
    page.evaluate(
        """async ([text, html]) => {
            const kinds = {"text/plain": new Blob([text], {type: "text/plain"})};
            if (html) kinds["text/html"] = new Blob([html], {type: "text/html"});
            await navigator.clipboard.write([new ClipboardItem(kinds)]);
        }""",
        [text, html],
    )
    page.keyboard.press("ControlOrMeta+V")


def paragraphs(page: Page, inside: str) -> list[str]:
    """The visible text of the paragraphs of an element."""
    return page.locator(f"{inside} > p").all_inner_texts()


def photograph(colors: Sequence[str] = ("#8a9bb0", "#6b6152")) -> bytes:
    """A JPEG file in the size of a press photo: a sky over a land."""
    picture = Image.new("RGB", (1500, 1000), colors[0])
    ImageDraw.Draw(picture).polygon(
        [(0, 700), (900, 520), (1500, 640), (1500, 1000), (0, 1000)], fill=colors[1]
    )
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()
