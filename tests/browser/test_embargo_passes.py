"""A reader waits on the address of a scheduled story; at its second it is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.clock import as_it_stands_at
from articles.models import Article, Story
from staff.roles import Role
from tests.articles.factories import approve_story, make_story, make_user
from tests.browser.complaints import Complaints
from tests.browser.desk import staff_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AHEAD = timedelta(seconds=7)
WORD = "Quicksilver"


def schedule_by_the_page(page: Page, site: str, story: Article) -> datetime:
    """Type an hour, read it on every clock and confirm it; the moment."""
    page.goto(f"{site}/desk/articles/article/{story.pk}/change/")
    page.locator(".steps-top .step-schedule").click()
    wall = timezone.localtime(datetime.now(UTC) + AHEAD).replace(microsecond=0)
    page.locator("#id_day").fill(f"{wall:%Y-%m-%d}")
    page.locator("#id_hour").fill(f"{wall:%H:%M:%S}")
    page.get_by_role("button", name="Show it on every clock").click()
    expect(page.locator(".moment-shown")).to_contain_text(f"{wall.astimezone(UTC):%H:%M}")
    page.get_by_role("button", name="Schedule for this moment").click()
    expect(page.locator(".messagelist")).to_contain_text("without any further step")
    return wall


def test_an_embargo_passes_while_a_reader_waits(
    browser: Browser, context: BrowserContext, live_server: LiveServer
) -> None:
    editor, site = make_user(Role.EDITOR), live_server.url
    story = approve_story(make_story(headline=f"{WORD} is found"))
    staff_session(context, editor, site)
    complaints = Complaints()
    complaints.listen(context)
    moment = schedule_by_the_page(context.new_page(), site, story)
    assert complaints.list == []
    with transaction.atomic(), as_it_stands_at(moment):
        address = site + Story.objects.get(pk=story.pk).get_absolute_url()
    reader = browser.new_context().new_page()
    refused = 0
    while True:
        asked = datetime.now(UTC)
        answer = reader.goto(address)
        assert answer
        if answer.status == 200:
            break
        assert answer.status == 404
        assert WORD not in reader.content()
        assert asked < moment + timedelta(seconds=1), "its second has passed"
        refused += 1
        reader.wait_for_timeout(200)
    assert refused
    assert datetime.now(UTC) >= moment
    expect(reader.locator("h1")).to_contain_text(WORD)
    reader.goto(site)
    expect(reader.locator("main")).to_contain_text(WORD)
    reader.context.close()
