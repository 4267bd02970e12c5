"""Nothing typed is lost: an expired sign-in, two browsers on one story.

A killed browser is the beginning of test_desk_journeys.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, JournalEntry, Sitting
from staff.models import User
from tests.articles.desk import expire_sessions
from tests.articles.factories import make_story, make_user
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.browser.desk import EDITOR, staff_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "between-two-cedars"
ARABIC = "فتح الطريق إلى البلدة عند الفجر"
KEPT = "[data-state=kept]"


def _address(site: str, story: Article) -> str:
    return f"{site}/desk/articles/article/{story.pk}/change/"


def _open(browser: Browser, site: str, user: User, address: str) -> Page:
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    looking.watch(context)
    staff_session(context, user, site)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(EDITOR)).to_be_visible()
    return page


def test_a_sign_in_that_ran_out_is_renewed_next_door_and_the_page_goes_on(
    browser: Browser, live_server: LiveServer
) -> None:
    site, rima = live_server.url, make_user(name="Rima Haddad", password=PASSWORD)
    story = make_story(rima)
    page = _open(browser, site, rima, _address(site, story))
    page.locator("#id_deck").fill("Before.")
    expect(page.locator(KEPT)).to_be_visible()
    expire_sessions()
    page.locator("#id_deck").fill("Before. After the sign-in had run out.")
    notice = page.locator("[data-state=signed_out]")
    expect(notice).to_be_visible()
    assert JournalEntry.objects.get().fields["deck"].endswith("had run out.")
    with page.expect_popup() as opened:
        notice.get_by_role("link").click()
    door = opened.value
    door.get_by_label("User name").fill(rima.username)
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Sign in").click()
    expect(door.locator("#user-tools")).to_contain_text(rima.name)
    expect(page.locator("[data-state=back]")).to_be_visible(timeout=10_000)
    page.locator(".steps-top .save").click()
    expect(page.locator(".messagelist li")).to_contain_text("Saved as revision 2")
    story.refresh_from_db()
    assert story.deck == "Before. After the sign-in had run out."
    assert not JournalEntry.objects.exists()
    page.context.close()


@pytest.fixture(params=["en", "ar"])
def colleagues(request: pytest.FixtureRequest) -> tuple[User, User]:
    language = str(request.param)
    names = ("ريما حداد", "سمير خوري") if language == "ar" else ("Rima Haddad", "Samir Khoury")
    return make_user(name=names[0], language=language), make_user(name=names[1], language=language)


def _faultless(page: Page) -> None:
    assert [fault for fault in looking.faults(page) if not fault.startswith("moves")] == []


def test_two_browsers_on_one_story_merge_by_choice(
    browser: Browser, live_server: LiveServer, colleagues: tuple[User, User]
) -> None:
    site, (rima, samir) = live_server.url, colleagues
    arabic = rima.language == "ar"
    story = make_story(rima, language=rima.language, headline=ARABIC if arabic else "The road")
    address = _address(site, story)
    hers = _open(browser, site, rima, address)
    his = _open(browser, site, samir, address)
    heard = Complaints(expected={409})
    heard.listen(hers.context)
    expect(his.locator("[data-people]")).to_contain_text(rima.name)
    _typed(his, "#id_headline", "نصه" if arabic else "His road opens")
    _typed(his, "#id_deck", "سطره" if arabic else "His deck")
    his.locator(".steps-top .save").click()
    expect(his.locator(".messagelist li")).to_be_visible()

    _typed(hers, "#id_headline", "نصها" if arabic else "Her road opens")
    _typed(hers, "#id_kicker", "تحليل" if arabic else "Analysis")
    hers.locator(".steps-top .save").click()
    merge = hers.locator("[data-merge=headline]")
    expect(merge.locator("ins")).to_contain_text("نصها" if arabic else "Her")
    expect(merge.locator("del")).to_contain_text("نصه" if arabic else "His")
    _faultless(hers)
    merge.locator("[value=theirs]").check()
    hers.locator(".steps-top .save").click()
    expect(hers.locator(".messagelist li")).to_be_visible()
    story.refresh_from_db()
    assert story.headline == ("نصه" if arabic else "His road opens")
    assert story.deck == ("سطره" if arabic else "His deck")
    assert story.kicker == ("تحليل" if arabic else "Analysis")

    hers.locator("#id_deck").fill("سطرها" if arabic else "Hers, closed without saving")
    hers.close(run_before_unload=False)
    hers = hers.context.new_page()
    hers.goto(address)
    bar = hers.locator(".journal-bar")
    expect(bar).to_be_visible()
    expect(hers.locator(EDITOR)).to_be_visible()
    _faultless(hers)
    bar.locator("a.button-link").click()
    expect(hers.locator("#id_deck")).to_have_value(
        "سطرها" if arabic else "Hers, closed without saving"
    )
    expect(hers.locator(".journal-taken")).to_be_visible()
    assert heard.list == []
    for page in (hers, his):
        page.context.close()
    assert Sitting.objects.filter(article=story).exists()


def _typed(page: Page, field: str, text: str) -> None:
    page.locator(field).fill(text)


def test_without_scripts_an_expired_sign_in_loses_nothing(
    browser: Browser, live_server: LiveServer
) -> None:
    site, rima = live_server.url, make_user(name="Rima Haddad", password=PASSWORD)
    story = make_story(rima)
    context = browser.new_context(java_script_enabled=False)
    staff_session(context, rima, site)
    page = context.new_page()
    page.goto(_address(site, story))
    page.locator("#id_headline").fill("Typed for an hour")
    expire_sessions()
    page.locator(".steps-top .save").click()
    page.get_by_role("link", name="Sign in and go on writing").click()
    page.get_by_label("User name").fill(rima.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.locator("#id_headline").input_value() == "Typed for an hour"
    page.locator(".steps-top .save").click()
    expect(page.locator(".messagelist li")).to_contain_text("Saved as revision 2")
    story.refresh_from_db()
    assert story.headline == "Typed for an hour"
    context.close()
