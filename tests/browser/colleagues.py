"""Two colleagues at the desk, what they type in a journey, and what their pages have wrong."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page

from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_section, make_user
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.browser.desk import Desk, staff_session
from tests.browser.street import PATIENCE

PASSWORD = "between-two-cedars"


class Words(NamedTuple):
    """What is typed in a journey."""

    names: tuple[str, str]
    headline: str
    first: str
    after: str
    note: str
    reason: str
    more: str


WORDS = {
    "en": Words(
        ("Rima Haddad", "Samir Khoury"),
        "The road opens at dawn",
        "Nobody had slept. The first lorry came at five.",
        " It carried bread.",
        "Who counted the lorries?",
        "One source is missing.",
        " The mayor counted nine.",
    ),
    "ar": Words(
        ("ريما حداد", "سمير خوري"),
        "فتح الطريق إلى البلدة عند الفجر",
        "لم ينم أحد. وصلت أول شاحنة عند الخامسة.",
        " كانت تحمل الخبز.",
        "من عدّ الشاحنات؟",
        "ينقص مصدر واحد.",
        " عدّ رئيس البلدية تسعا.",
    ),
}
#: The window and the colours in which each language is looked at.
SIZES = {"en": (1280, "light"), "ar": (360, "dark")}


class Newsroom:
    """Two colleagues, what they type, and what is wrong with the pages they pass."""

    def __init__(self, browser: Browser, site: str, language: str) -> None:
        self.browser, self.site, self.language = browser, site, language
        self.words = WORDS[language]
        names, section = self.words.names, make_section()
        self.section = section.name_in(language)
        self.writer = self._somebody(Role.JOURNALIST, names[0])
        self.editor = self._somebody(Role.EDITOR, names[1])
        # A form that has just been saved is told so when it writes down or shows itself once more.
        self.complaints = Complaints(expected={409})
        self.faults: list[str] = []
        self.contexts: list[BrowserContext] = []

    def _somebody(self, role: Role, name: str) -> User:
        return make_user(role, name=name, language=self.language, password=PASSWORD)

    def say(self, words: str) -> str:
        """Words of the desk in the language of the two."""
        with translation.override(self.language):
            return translation.gettext(words)

    def sits_down(self, user: User) -> Desk:
        """Somebody signed in, in a browser of their own, in this language's window and colours."""
        width, scheme = SIZES[self.language]
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.contexts.append(context)
        self.prepare(context)
        staff_session(context, user, self.site)
        desk = Desk(context.new_page(), self.site)
        desk.page.goto(f"{self.site}/desk/")
        return desk

    def prepare(self, context: BrowserContext) -> None:
        context.set_default_timeout(PATIENCE)
        looking.watch(context)
        self.complaints.listen(context)

    def look(self, page: Page, where: str) -> None:
        # What moves is measured where nothing else loads the machine (test_accessibility).
        found = (one for one in looking.faults(page) if not one.startswith("moves"))
        self.faults += [f"{where}: {one}" for one in found]
        # What axe itself does to a page under the desk's policy.
        self.complaints.forgive("axe")

    def ends_well(self) -> None:
        found = self.faults + self.complaints.list
        assert not found, "\n".join(found)
