"""Through the letter and back, in a real browser with its own headers and cookies."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from readers.models import Reader, ReaderSession
from tests.readers.tools import link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def confirm_in(page: Page, live_server: LiveServer, email: str) -> None:
    page.goto(f"{live_server.url}/readers/sign-in/")
    page.get_by_label("Your email address").fill(email)
    page.get_by_role("button").click()
    page.get_by_role("heading", name="Look into your inbox").wait_for()
    page.goto(f"{live_server.url}{link()}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Name, address, language").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_signing_in_choosing_a_name_and_being_forgotten(
    browser: Browser, live_server: LiveServer, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    confirm_in(page, live_server, "nadia@example.com")
    page.get_by_label("Name shown with your comments").fill("Nadia")
    page.get_by_role("button", name="Change the name").click()
    page.get_by_role("heading", name="Nadia").wait_for()
    page.get_by_role("link", name="Forget me").click()
    page.get_by_label("Remove my texts").check()
    page.get_by_label("Yes, I want to be forgotten.").check()
    page.get_by_role("button", name="Forget me now").click()
    page.get_by_role("heading", name="You are forgotten").wait_for()
    assert Reader.objects.get().is_erased
    assert not ReaderSession.objects.exists()
    assert context.cookies() == []
    context.close()


def test_another_site_cannot_press_a_button_in_a_readers_browser(
    page: Page, live_server: LiveServer
) -> None:
    confirm_in(page, live_server, "nadia@example.com")
    target = f"{live_server.url}/readers/me/name/"
    form = f'<form method="post" action="{target}"><input name="name" value="Evil"></form>'
    page.route(
        "http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html")
    )
    page.goto("http://evil.example/")
    page.evaluate("document.forms[0].submit()")
    page.get_by_role("heading", name="This was not carried out").wait_for()
    assert Reader.objects.get().name == ""
