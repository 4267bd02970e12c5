"""Conflict mode in a real browser: a moderator switches it on, a reader meets it, it ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models.story import Story
from comments.models import Comment
from comments.workflow import State
from staff.roles import Role
from tests.articles.factories import make_story, make_user, publish_story
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.browser.desk import staff_session
from tests.browser.street import Street
from tests.browser.talk import Talker
from tests.comments.tools import make_reader, open_policy, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    "en": "Families read this page too. Write about what is to be done.",
    "ar": "تقرأ هذه الصفحة عائلات أيضا. اكتبوا عما يجب عمله.",
}
HEADLINES = {"en": "Arsal makes room", "ar": "عرسال تفسح المكان"}
SIZES = {"en": (1280, "light"), "ar": (360, "dark")}


@pytest.fixture(params=["en", "en-plain", "ar"])
def street(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Street]:
    """A story in a language, and its visitors; "plain" ones have no scripts."""
    language, _dash, plain = request.param.partition("-")
    article = publish_story(make_story(language=language, headline=HEADLINES[language]))
    street = Street(browser, live_server.url, Story.objects.get(pk=article.pk), script=not plain)
    street.complaints.expected.update({429})
    yield street
    street.empty()
    assert street.complaints.list == []


@pytest.fixture
def desk(
    context: BrowserContext, live_server: LiveServer, street: Street, complaints: Complaints
) -> Page:
    """A moderator before the queue, in the language of the story."""
    looking.watch(context)
    complaints.expected.add(400)  # a form that is refused on purpose
    moderator = make_user(Role.MODERATOR, name="Rana Haddad", language=street.story.language)
    staff_session(context, moderator, live_server.url)
    return context.new_page()


def look(page: Page, where: str, reader: Talker) -> list[str]:
    """What is wrong with a page, in the size and colours in which this language is looked at."""
    if not reader.script:
        return []  # the same pages as with scripts
    width, scheme = SIZES[reader.story.language]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    return [f"{where}: {one}" for one in looking.faults(page)]


def test_conflict_mode_from_the_switch_to_its_end(street: Street, desk: Page) -> None:
    language, story = street.story.language, street.story
    open_policy(make_user(Role.CHIEF))
    write(story.pk, make_reader(), "See https://example.com/ for more.")  # it waits for its link
    reader = street.arrives_known(make_reader("سلمى" if language == "ar" else "Salma"))
    reader.read()
    expect(reader.page.locator(".terms")).to_have_count(0)

    faults = switch_on(desk, reader, WORDS[language])
    reader.read()
    expect(reader.page.locator(".terms")).to_contain_text(WORDS[language])
    held = reader.say("A moderator reads every comment here before it appears.")
    expect(reader.page.get_by_text(held)).to_be_visible()
    if street.script:
        reader.page.evaluate(looking.WATCH)
    faults += look(reader.page, "story", reader)

    write_and_wait(reader)
    refuse_the_second(reader)

    desk.goto(f"{street.site}/desk/")
    faults += look(desk, "first page of the desk", reader)
    desk.get_by_role("button", name=reader.say("End now")).click()
    said = reader.say("Conflict mode has ended; the policy counts again.")
    expect(desk.get_by_text(said)).to_be_visible()
    reader.read()
    expect(reader.page.locator(".terms")).to_have_count(0)
    assert faults == [], "\n".join(faults)


def switch_on(desk: Page, reader: Talker, words: str) -> list[str]:
    """From the queue's card to the running mode; what is wrong with the pages on the way."""
    desk.goto(f"{reader.site}/desk/comments/comment/")
    card = desk.locator("[data-card]").first
    card.get_by_role("link", name=reader.say("Conflict mode"), exact=True).click()
    heat = desk.locator("#conflict")
    faults = look(desk, "form", reader)
    for label in ("English", "Arabic"):
        field = reader.say(f"Words above the form, {label}")
        heat.get_by_label(field).fill(words)
    heat.get_by_label(reader.say("Ends at")).fill("2014-03-01T10:00")
    button = heat.get_by_role("button", name=reader.say("Switch conflict mode on"))
    button.click()
    expect(desk.get_by_role("alert")).to_have_text(reader.say("This end lies in the past."))
    expect(heat.locator("[lang=en]")).to_have_value(words)
    faults += look(desk, "refused", reader)
    tomorrow = desk.evaluate("new Date(Date.now() + 26 * 3600e3).toISOString().slice(0, 16)")
    heat.get_by_label(reader.say("Ends at")).fill(tomorrow)
    heat.get_by_role("button", name=reader.say("Switch conflict mode on")).click()
    on = reader.say("Conflict mode is on: every comment waits from now on.")
    expect(desk.get_by_text(on)).to_be_visible()
    faults += look(desk, "running", reader)
    desk.goto(f"{reader.site}/desk/comments/sitepolicy/")
    return faults + look(desk, "policy", reader)


def write_and_wait(reader: Talker) -> None:
    """The reader writes, is told what happens next, and nobody else sees it."""
    first = "ما كتبته أولا." if reader.story.language == "ar" else "What I wrote first."
    write_known(reader, first)
    waits = "Your comment waits for a moderator. It appears here as soon as somebody has read it."
    expect(reader.page.get_by_text(reader.say(waits))).to_be_visible()
    comment = Comment.objects.latest("pk")
    assert (comment.state, comment.holds.get().rule) == (State.PENDING, "conflict")


def refuse_the_second(reader: Talker) -> None:
    """In slow mode the second comes too soon: the reader is told for how long, with the text."""
    second = "وما كتبته بعده." if reader.story.language == "ar" else "What I wrote after it."
    reader.read()
    write_known(reader, second)
    problem = reader.page.locator("form.write .problem")
    expect(problem).to_contain_text("٥" if reader.story.language == "ar" else "5 minutes")
    expect(reader.page.locator("form.write [name=body]")).to_have_value(second)
    assert not Comment.objects.filter(raw=second).exists()


def write_known(reader: Talker, text: str) -> None:
    """Fill and send the form; without scripts a page for everybody does not know the reader."""
    if not reader.script:
        reader.go_to(f"/comments/{reader.story.pk}/")
    reader.type(text, known=True)
    reader.send()
