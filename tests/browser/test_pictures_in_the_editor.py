"""A picture that no reader may have yet is seen where it is written about, and by nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.articles.darkroom import addresses_of, developed_photo, in_a_body
from tests.articles.factories import make_story, make_user
from tests.browser.complaints import Complaints
from tests.browser.desk import EDITOR, staff_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IS_SHOWN = "image => image.complete && image.naturalWidth > 0"


def test_the_editor_shows_the_picture_and_the_text_keeps_the_readers_address(
    context: BrowserContext, live_server: LiveServer, complaints: Complaints
) -> None:
    rima, photo = make_user(name="Rima Haddad"), developed_photo()
    story = make_story(rima, photos=[photo], body=in_a_body(photo))
    staff_session(context, rima, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/articles/article/{story.pk}/change/")
    image = page.locator(f"{EDITOR} img")
    expect(image).to_have_attribute("src", f"/desk/pictures/{photo.renditions[0]['file']}")
    expect(image).to_have_attribute("alt", "A road")
    assert image.evaluate(IS_SHOWN)
    page.locator(EDITOR).press("End")
    page.locator(EDITOR).press_sequentially("More words. ")
    page.locator(".steps-top .save").click()
    expect(page.locator(".messagelist li")).to_contain_text("Saved as revision 2")
    story.refresh_from_db()
    assert f'src="{addresses_of(photo)[0]}"' in story.body
    assert "/desk/" not in story.body


def test_the_preview_shows_it_too(context: BrowserContext, live_server: LiveServer) -> None:
    rima, photo = make_user(name="Rima Haddad"), developed_photo()
    story = make_story(rima, photos=[photo], body=in_a_body(photo))
    staff_session(context, rima, live_server.url)
    page: Page = context.new_page()
    page.goto(f"{live_server.url}/desk/articles/article/{story.pk}/preview/page/")
    images = page.locator("main img")
    expect(images).to_have_count(2)
    for image in images.all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate(IS_SHOWN)
