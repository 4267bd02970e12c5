"""An editor retracts a story while a reader has its page open."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models.story import Story
from staff.roles import Role
from tests.articles.factories import make_section, make_story, make_user, publish_story
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.browser.desk import staff_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "Letter promises a bridge by spring"
NOTICE = "The letter was forged, and we did not ask the ministry before we printed it."
REASON = "The number on it belongs to a road permit."


def test_a_retraction_reaches_a_reader_with_the_next_click(
    page: Page, browser: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    editor = make_user(Role.EDITOR, name="Hala Editor")
    section = make_section("Lebanon", "لبنان")
    story = publish_story(make_story(editor, headline=HEADLINE, section=section))
    address = live_server.url + Story.objects.get(pk=story.pk).get_absolute_url()
    looking.watch(page.context)
    page.goto(f"{live_server.url}/lebanon/")
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.locator("h1")).to_have_text(HEADLINE)

    desk = browser.new_context()
    staff_session(desk, editor, live_server.url)
    at_desk = desk.new_page()
    at_desk.goto(f"{live_server.url}/desk/articles/article/{story.pk}/change/")
    at_desk.locator(".steps-top .step-retract").click()
    at_desk.get_by_label("Note").fill(REASON)
    at_desk.get_by_label("What readers are told").fill(NOTICE)
    at_desk.get_by_role("button", name="Retract").click()
    expect(at_desk.locator(".messagelist li")).to_contain_text("Retracted.")
    desk.close()

    page.reload()
    assert page.url == address
    expect(page.locator("h1")).to_have_text("This story has been retracted")
    expect(page.locator(".correction")).to_contain_text(NOTICE)
    assert HEADLINE not in page.content()
    assert REASON not in page.content()
    assert looking.faults(page) == []
    page.get_by_role("contentinfo").get_by_role("link", name="Corrections").click()
    line = page.locator(".told li")
    expect(line).to_contain_text(NOTICE)
    assert looking.faults(page) == []
    line.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("This story has been retracted")
    page.goto(f"{live_server.url}/lebanon/")
    assert HEADLINE not in page.content()
    assert Client().get(f"/comments/{story.pk}/").status_code == 410
