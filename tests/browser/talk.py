"""A reader who takes part in a conversation, in one page of a browser."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from articles.models.story import Story
from comments.models import Comment
from readers.addresses import masked
from tests.browser import letters


class Talker:
    """Somebody with a name and an address before a story.

    Args:
        site: address of the live server.
        script: whether the browser runs scripts.
    """

    def __init__(self, page: Page, site: str, story: Story, name: str, *, script: bool) -> None:
        self.page = page
        self.site = site
        self.story = story
        self.name = name
        first = name.lower().partition(" ")[0]
        self.email = f"{first if first.isascii() and first else 'reader'}@example.org"
        self.script = script

    def say(self, words: str) -> str:
        """Words of the interface, in the language of the story."""
        with translation.override(self.story.language):
            return translation.gettext(words)

    # Reading

    def go_to(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")

    def read(self) -> None:
        """Open the story's page."""
        self.go_to(self.story.get_absolute_url())

    def comment(self, text: str) -> Locator:
        """The comment with this text, on the page that is open."""
        return self.page.locator("li.comment, .own-comments .comment").filter(
            has=self.page.locator("> .said", has_text=text)
        )

    def sees(self, text: str) -> None:
        expect(self.comment(text)).to_be_visible()

    # Writing

    def type(self, text: str, *, known: bool = False, letters: bool = False) -> None:
        """Fill the form that stands on the page."""
        form = self.page.locator("form.write")
        if known:
            expect(form.locator(".known")).to_contain_text(masked(self.email))
        else:
            form.locator("[name=name]").fill(self.name)
            form.locator("[name=email]").fill(self.email)
        form.locator("[name=body]").fill(text)
        form.locator("[name=letters]").set_checked(letters)

    def send(self) -> None:
        self.page.locator("form.write [type=submit]").click()

    def begin_reply(self, text: str) -> None:
        """Press "Reply" under a comment: in place with scripts, on a page of its own without."""
        comment = self.comment(text)
        before = self.page.url
        comment.locator(".reply").click()
        if self.script:
            expect(comment.locator("form.write [name=body]")).to_be_focused()
            assert self.page.url == before
        else:
            expect(self.page.locator("blockquote.answered")).to_contain_text(text)

    def open_letter(self, folder: Path) -> None:
        """Open the link of the newest letter."""
        self.page.goto(letters.link(letters.newest(folder, self.email)))

    def confirm(self, folder: Path) -> None:
        """Open the link of the newest letter and press the button there."""
        self.open_letter(folder)
        self.page.get_by_role("button", name=self.say("Confirm and send")).click()
        self.page.wait_for_url(f"**/comments/{self.story.pk}/**")

    # What stands under a comment

    def agree(self, text: str) -> None:
        """Press "Agree", or press it again to take it back."""
        button = self.comment(text).get_by_role("button", name=self.say("Agree"), exact=False).first
        if not self.script:
            button.click()
            return
        with self.page.expect_response("**/vote/"):
            button.click()

    def expect_votes(self, text: str, count: str, *, pressed: bool) -> None:
        button = self.comment(text).get_by_role("button").first
        expect(button).to_contain_text(count)
        if pressed:
            expect(button).to_have_attribute("aria-pressed", "true")
        else:
            expect(button).not_to_have_attribute("aria-pressed", "true")

    def edit(self, text: str, new: str) -> None:
        self.comment(text).get_by_role("link", name=self.say("Edit"), exact=True).click()
        expect(self.page.locator("#body")).to_have_value(text)
        self.page.locator("#body").fill(new)
        self.page.get_by_role("button", name=self.say("Save")).click()
        self.sees(new)

    def withdraw(self, text: str) -> None:
        self.comment(text).get_by_role("link", name=self.say("Withdraw"), exact=True).click()
        self.page.get_by_role("button", name=self.say("Withdraw"), exact=True).click()

    @property
    def stored(self) -> Comment:
        """The newest comment under this name."""
        return Comment.objects.filter(name=self.name).latest("pk")
