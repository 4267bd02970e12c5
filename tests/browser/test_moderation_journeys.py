"""Moderation in a real browser: by keyboard alone, an appeal, and nothing for axe to find."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models.story import Story
from comments import verbs
from comments.alerts.episodes import watch
from comments.models import Appeal, Comment, Decision
from readers.models import Letter
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.browser.desk import staff_session
from tests.browser.street import give_session
from tests.comments.tools import make_reader, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUEUE = "/desk/comments/comment/"


@pytest.fixture
def story(db: None) -> Story:
    return Story.objects.get(pk=publish_story().pk)


@pytest.fixture
def moderator(db: None) -> User:
    return make_user(Role.MODERATOR, name="Rana Haddad")


@pytest.fixture
def desk(
    context: BrowserContext, live_server: LiveServer, moderator: User, complaints: Complaints
) -> Page:
    looking.watch(context)
    staff_session(context, moderator, live_server.url)
    return context.new_page()


def test_fifty_comments_by_keyboard_alone(
    desk: Page, live_server: LiveServer, story: Story
) -> None:
    for number in range(50):
        write(story.pk, make_reader(), f"Text number {number} with https://example.com/{number}.")
    desk.goto(f"{live_server.url}{QUEUE}")
    expect(desk.locator("[data-card]")).to_have_count(20)
    begun = time.monotonic()
    for number in range(50):
        card = desk.locator("[data-card]:not([hidden]) .as-typed").first
        expect(card).to_contain_text(f"Text number {number} with")
        if number % 5 == 4:
            desk.keyboard.press("r")
            desk.keyboard.press("3")
        else:
            desk.keyboard.press("s" if number % 5 == 3 else "a")
        expect(desk.locator(".as-typed:visible", has_text=f"number {number} with")).to_have_count(0)
    seconds = (time.monotonic() - begun) / 50
    print(f"\n{seconds:.2f} seconds per decision of the interface itself")
    expect(desk.get_by_text("Nothing waits.")).to_be_visible()
    states = list(Comment.objects.values_list("state", flat=True))
    assert (states.count("published"), states.count("spam"), states.count("rejected")) == (
        30,
        10,
        10,
    )
    assert Decision.objects.filter(reason="hate").count() == 10
    assert seconds < 1


def test_undo_pick_veil_and_help_by_keyboard(
    desk: Page, live_server: LiveServer, story: Story
) -> None:
    first, second = (write(story.pk, make_reader(), f"See https://example.com/{n}") for n in (1, 2))
    desk.goto(f"{live_server.url}{QUEUE}")
    desk.keyboard.press("a")
    expect(desk.get_by_role("status")).to_contain_text("Approved")
    expect(desk.locator(f"#c{second.pk}")).to_be_focused()
    desk.keyboard.press("u")
    expect(desk.locator(f"#c{first.pk}")).to_be_focused()
    desk.keyboard.press("j")
    expect(desk.locator(f"#c{second.pk}")).to_be_focused()
    desk.keyboard.press("*")
    desk.keyboard.press("s")
    expect(desk.get_by_text("Undo all of it")).to_be_visible()
    assert set(Comment.objects.values_list("state", flat=True)) == {"spam"}
    desk.keyboard.press("u")
    expect(desk.locator(f"#c{first.pk}")).to_be_visible()
    assert set(Comment.objects.values_list("state", flat=True)) == {"pending"}
    desk.keyboard.press("v")
    expect(desk.locator(".moderation.veiled")).to_be_visible()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.get_by_label("Single keys decide").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("a")
    desk.wait_for_timeout(200)
    assert set(Comment.objects.values_list("state", flat=True)) == {"pending"}


def test_what_a_colleague_decided_meanwhile_stays_with_a_sentence(
    desk: Page, live_server: LiveServer, story: Story, complaints: Complaints
) -> None:
    complaints.expected.add(409)
    comment = write(story.pk, make_reader())
    desk.goto(f"{live_server.url}{QUEUE}")
    verbs.mark_spam(comment, by=make_user(Role.EDITOR, name="Salim Aoun"))
    desk.keyboard.press("s")
    expect(desk.get_by_role("status")).to_contain_text("Salim Aoun was faster")
    expect(desk.locator(f"#c{comment.pk}")).to_be_visible()


def test_an_appeal(
    desk: Page, context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    reader = make_reader("Salma")
    comment = write(story.pk, reader, "They were wrong, all of them.")
    verbs.reject(comment, by=make_user(Role.EDITOR), reason="personal_attack")
    give_session(context, reader, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/readers/me/")
    page.get_by_role("link", name="Ask us to look again").click()
    page.get_by_label("Why should it be published?").fill("I meant the forecasts.")
    assert looking.faults(page) == []
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Another moderator than the first one")).to_be_visible()
    desk.goto(f"{live_server.url}{QUEUE}?list=appeals")
    assert looking.faults(desk) == []
    desk.get_by_label("Answer to the reader").fill("You are right.")
    desk.get_by_role("button", name="Publish it after all").click()
    expect(desk.get_by_text("No reader waits for an answer.")).to_be_visible()
    assert Appeal.objects.get().outcome == "granted"
    assert "You are right." in Letter.objects.get(kind="appeal").text
    page.reload()
    expect(page.get_by_text("The comment is published after all.")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "width", "other_width", "scheme"),
    [("en", 1280, 360, "light"), ("ar", 360, 1280, "dark")],
)
def test_nothing_for_axe_to_find(
    desk: Page,
    live_server: LiveServer,
    story: Story,
    moderator: User,
    language: str,
    width: int,
    other_width: int,
    scheme: str,
) -> None:
    User.objects.filter(pk=moderator.pk).update(language=language)
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    root = write(story.pk, make_reader(), "A root. https://example.com/")
    write(story.pk, make_reader(), "ما رأيكم؟ https://example.org/")
    verbs.approve(root, by=moderator)
    verbs.annotate(root, by=moderator, text="We asked. It was so.")
    verbs.close_branch(root, by=moderator)
    watch(timezone.now() + timedelta(hours=2))
    verbs.reject(write(story.pk, make_reader()), by=moderator, reason="hate")
    verbs.judge_all([write(story.pk, make_reader()).pk], verb="mark_spam", by=moderator)
    batch = Decision.objects.exclude(batch=None).get().batch
    prefix = "/ar" if language == "ar" else ""
    found: list[str] = []
    desk.goto(f"{live_server.url}/desk/")  # its faces are fetched once, when the day begins
    for address in (
        QUEUE,
        f"{QUEUE}?list=mine",
        f"{QUEUE}?list=decided",
        f"{QUEUE}?list=appeals",
        f"{QUEUE}?batch={batch}",
        f"{QUEUE}?story=nonsense",
        f"{QUEUE}{root.pk}/",
        "/desk/comments/alert/",
        f"/comments/{story.pk}/",
        f"{prefix}/house-rules/",
        f"{prefix}/transparency/",
    ):
        desk.goto(f"{live_server.url}{address}")
        found += [f"{address}: {one}" for one in looking.every_fault(desk, other_width)]
        if address == QUEUE:
            desk.keyboard.press("r")
            reasons = looking.every_fault(desk, other_width, state=True)
            found += [f"reasons: {one}" for one in reasons]
            desk.keyboard.press("Escape")
            desk.keyboard.press("?")
            keys = looking.every_fault(desk, other_width, state=True)
            found += [f"keys: {one}" for one in keys]
    assert not found, "\n".join(found)
