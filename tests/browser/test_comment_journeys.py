"""Readers talk under a story: with scripts and without, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models.story import Story
from comments.workflow import State
from staff.roles import Role
from tests.articles.factories import make_story, make_user, publish_story
from tests.browser import letters
from tests.browser.street import Street
from tests.browser.talk import Talker
from tests.comments.tools import open_policy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINES = {"en": "The convoy leaves at dawn", "ar": "القافلة تغادر البلدة عند الفجر"}
TEXTS = {
    "en": ("The road was closed at noon.", "It was open again at three.", "At four, I think."),
    "ar": ("كان الطريق مقفلا عند الظهر.", "ثم فتح عند الثالثة.", "بل عند الرابعة على ما أظن."),
}
DIGITS = {"en": ("0", "1"), "ar": ("٠", "١")}
NAMES = {"en": ("Salma", "Basil"), "ar": ("سلمى", "باسل")}


@pytest.fixture(params=["en", "en-plain", "ar"])
def street(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Street]:
    """A story in a language, and its visitors; "plain" ones have no scripts."""
    language, _dash, plain = request.param.partition("-")
    article = publish_story(make_story(language=language, headline=HEADLINES[language]))
    street = Street(browser, live_server.url, Story.objects.get(pk=article.pk), script=not plain)
    yield street
    street.empty()
    assert street.complaints.list == []


def test_readers_talk(street: Street, mail_folder: Path) -> None:
    first, answer, changed = TEXTS[street.story.language]
    salma, basil = (street.arrives(name) for name in NAMES[street.story.language])
    salma.email, basil.email = "salma@example.org", "basil@example.org"
    open_policy(make_user(Role.CHIEF))
    write_and_confirm(salma, first, mail_folder)
    reply_and_confirm(basil, salma, (first, answer), mail_folder)
    vote_and_take_it_back(basil, first)
    basil.go_to(basil.stored.get_absolute_url())
    basil.edit(answer, changed)
    expect(basil.comment(changed).locator(".who")).to_contain_text(basil.say("edited"))

    salma.go_to(salma.stored.get_absolute_url())
    salma.withdraw(first)
    basil.read()
    expect(basil.page.locator("li.comment .gone")).to_have_text(
        basil.say("Comment withdrawn by its author.")
    )
    basil.sees(changed)
    expect(basil.page.get_by_text(first)).to_have_count(0)


def write_and_confirm(salma: Talker, text: str, folder: Path) -> None:
    """A first comment, its letter without a word of it, and the button that sends it on."""
    salma.read()
    assert salma.page.locator("html").get_attribute("lang") == salma.story.language
    salma.type(text, letters=True)
    salma.send()
    expect(salma.page.locator(".alert")).to_contain_text("s•••@example.org")
    salma.sees(text)
    letter = letters.newest(folder, salma.email)
    written = letters.words(letter) + letters.words(letter, "html")
    assert text not in written
    assert salma.name not in written
    salma.page.goto(letters.link(letter))
    assert salma.stored.state == State.AWAITING_EMAIL
    salma.confirm(folder)
    assert salma.stored.state == State.PUBLISHED
    salma.read()
    salma.sees(text)


def reply_and_confirm(basil: Talker, salma: Talker, texts: tuple[str, str], folder: Path) -> None:
    """An answer, which says to whom, and of which the other reader is told by letter."""
    first, answer = texts
    basil.read()
    basil.begin_reply(first)
    basil.type(answer)
    basil.send()
    basil.page.wait_for_url("**/sent/**")
    basil.confirm(folder)
    expect(basil.comment(answer).locator(".answers")).to_contain_text(salma.name)
    assert basil.stored.parent == salma.stored
    told = letters.newest(folder, salma.email)
    assert answer in letters.words(told)
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def vote_and_take_it_back(basil: Talker, text: str) -> None:
    """Without scripts the reader's own view of a vote is the thread's page, not the kept one."""
    none, one = DIGITS[basil.story.language]
    if basil.script:
        basil.read()
    else:
        basil.go_to(f"/comments/{basil.story.pk}/")
    basil.agree(text)
    basil.expect_votes(text, one, pressed=True)
    basil.page.reload()
    basil.expect_votes(text, one, pressed=True)
    basil.agree(text)
    basil.expect_votes(text, none, pressed=False)
