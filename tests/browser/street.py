"""Visitors of one story, each with a browser of their own."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext

from articles.models.story import Story
from readers.models import Reader, ReaderSession
from readers.models.confirmation import hash_of
from readers.session import COOKIE, HERE
from tests.browser.complaints import Complaints
from tests.browser.talk import Talker

PATIENCE = 15_000  # milliseconds until a journey counts as stuck


def give_session(context: BrowserContext, reader: Reader, site: str) -> None:
    """Make a browser one in which a reader has confirmed the address."""
    token = f"token-of-{reader.pk}"
    ReaderSession.objects.create(token_hash=hash_of(token), reader=reader)
    for name, value in ((COOKIE, token), (HERE, "1")):
        context.add_cookies([{"name": name, "value": value, "url": site}])


class Street:
    """Visitors of a story who know nothing of each other."""

    def __init__(self, browser: Browser, site: str, story: Story, *, script: bool) -> None:
        self.browser, self.site, self.story, self.script = browser, site, story, script
        self.contexts: list[BrowserContext] = []
        self.complaints = Complaints()

    def arrives(self, name: str = "") -> Talker:
        """A fresh visitor; nobody has been here before with this browser."""
        context = self.browser.new_context(
            java_script_enabled=self.script, viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        self.complaints.listen(context)
        return Talker(context.new_page(), self.site, self.story, name, script=self.script)

    def empty(self) -> None:
        for context in self.contexts:
            context.close()

    def arrives_known(self, reader: Reader) -> Talker:
        """A reader who confirmed the address in this browser before."""
        talker = self.arrives(reader.name)
        talker.email = reader.email
        give_session(talker.page.context, reader, self.site)
        return talker
