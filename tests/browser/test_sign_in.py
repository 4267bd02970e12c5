"""Signing in with a passkey, from setting it up at the door to using it the next day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from staff.models import Passkey
from staff.roles import Role
from tests.articles.factories import make_user
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.staff.signing import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _give_password(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/desk/login/")
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#login-form button").click()


def _faultless(page: Page) -> None:
    assert looking.faults(page) == [], page.url


@pytest.mark.parametrize("language, width", [("en", 1280), ("ar", 360)])
def test_a_passkey_is_set_up_at_the_door_and_opens_it_from_then_on(
    browser: Browser, live_server: LiveServer, settings: Settings, language: str, width: int
) -> None:
    settings.STAFF_SECOND_FACTOR = "editors"
    site, heard = live_server.url, Complaints()
    samir = make_user(Role.CHIEF, name="Samir Khoury", language=language, password=PASSWORD)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if width < 1000 else "light"
    )
    looking.watch(context)
    heard.listen(context)
    page = context.new_page()
    key = context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    added = key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    _give_password(page, site, samir.username)
    expect(page.locator(".qr-sheet svg")).to_be_visible()
    _faultless(page)
    page.locator("a[href='/desk/account/passkeys/add/']").click()
    expect(page.locator("[data-without-passkey]")).to_be_hidden()
    page.locator("[name=name]").fill("my laptop")
    _faultless(page)
    page.locator("form[data-passkey] button").click()
    expect(page.locator(".account-codes li")).to_have_count(10)
    _faultless(page)
    with page.expect_download() as file:
        page.locator(".account-buttons button").click()
    assert file.value.suggested_filename == "recovery-codes.txt"
    page.locator(".account-buttons a").click()
    expect(page.locator("#user-tools")).to_contain_text(samir.name)

    page.locator("#logout-form button").click()
    page.wait_for_url("**/desk/**")
    _give_password(page, site, samir.username)
    expect(page.locator("form[data-passkey]")).to_be_visible()
    _faultless(page)
    page.locator("form[data-passkey] button").click()
    expect(page.locator("#user-tools")).to_contain_text(samir.name)
    assert Passkey.objects.get().last_used_at is not None
    for address in ("", "recovery/", "app/"):
        page.goto(f"{site}/desk/account/{address}")
        _faultless(page)
    page.goto(f"{site}/desk/staff/user/{make_user(Role.EDITOR, name='Rima').pk}/access/")
    _faultless(page)

    other = {"authenticatorId": added["authenticatorId"]}
    key.send("WebAuthn.removeVirtualAuthenticator", other)
    key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(f"{site}/desk/")
    page.locator("#logout-form button").click()
    page.wait_for_url("**/desk/**")
    _give_password(page, site, samir.username)
    page.locator("form[data-passkey] button").click()
    expect(page.locator("form[data-passkey] [data-failed]")).to_be_visible()
    assert heard.list == []
    context.close()
