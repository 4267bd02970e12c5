"""What machines ask a site for by fixed names."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client, override_settings
from PIL import Image

from articles.languages import Language
from newsroom import values
from newsroom.environment import read
from newsroom.problem import EnvironmentProblem
from tests.articles.factories import publish_story
from tests.articles.feeds import text_at
from tests.articles.public_pages import address_of, html_at

pytestmark = pytest.mark.django_db


def test_robots_read_stories_and_lists_and_stay_out_of_what_is_nobodys(client: Client) -> None:
    story = publish_story()
    rules = RobotFileParser()
    rules.parse(text_at(client, "/robots.txt").splitlines())
    for path in ("/", "/ar/", address_of(story), "/topics/ports/", "/feed.rss", "/search/"):
        assert rules.can_fetch("Googlebot", path), path
    for path in ("/desk/", "/readers/me/", "/readers/sign-in/", "/preview/x/"):
        assert not rules.can_fetch("Googlebot", path), path
    assert not rules.can_fetch("Googlebot", "/search/?q=aleppo")
    assert not rules.can_fetch("Googlebot", "/ar/search/?q=aleppo")
    assert rules.site_maps() == [
        f"{settings.SITE_URL}/sitemap.xml",
        f"{settings.SITE_URL}/news-sitemap.xml",
    ]


@override_settings(SECURITY_CONTACT="mailto:security@cedar-ledger.example")
def test_security_txt_says_whom_to_tell_and_until_when_that_holds(client: Client) -> None:
    lines = text_at(client, "/.well-known/security.txt").splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    assert said["Contact"] == "mailto:security@cedar-ledger.example"
    assert said["Preferred-Languages"] == "en, ar"
    assert said["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    left = datetime.fromisoformat(said["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)


@pytest.mark.parametrize(
    "value, uri",
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/security", "https://example.org/security"),
    ],
)
def test_the_contact_is_a_mailbox_or_a_page(value: str, uri: str) -> None:
    assert values.contact({"SECURITY_CONTACT": value}, "SECURITY_CONTACT", "x@y.example") == uri


@pytest.mark.parametrize(
    "value", ["nobody", "http://example.org/", "javascript:alert(1)", "a@b c", "https://", ""]
)
def test_another_contact_stops_the_start(value: str) -> None:
    with pytest.raises(EnvironmentProblem, match="SECURITY_CONTACT"):
        values.contact({"SECURITY_CONTACT": value}, "SECURITY_CONTACT", "x@y.example")


def test_without_a_contact_it_is_the_site_s_security_mailbox() -> None:
    assert read({"SITE_URL": "https://www.cedar.example"}).security_contact == (
        "mailto:security@cedar.example"
    )


@pytest.mark.parametrize("prefix, language", [("/", "en"), ("/ar/", "ar")])
def test_a_manifest_puts_the_edition_on_a_screen(
    client: Client, prefix: str, language: str
) -> None:
    assert f'<link rel="manifest" href="{prefix}manifest.webmanifest">' in html_at(client, prefix)
    cache.clear()
    response = client.get(f"{prefix}manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json; charset=utf-8"
    said = json.loads(response.content)
    assert (said["name"], said["lang"]) == (settings.NEWSPAPER_NAME[language], language)
    assert said["dir"] == ("rtl" if language == Language.ARABIC else "ltr")
    assert said["start_url"] == said["scope"] == prefix
    assert {one["purpose"] for one in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        file = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        assert isinstance(file, str)
        with Image.open(file) as picture:
            assert (f"{picture.width}x{picture.height}", picture.format) == (icon["sizes"], "PNG")
    for shortcut in said["shortcuts"]:
        html_at(client, shortcut["url"])


@pytest.mark.parametrize(
    "path, kind, side", [("/favicon.ico", "ICO", 48), ("/apple-touch-icon.png", "PNG", 180)]
)
def test_icons_that_browsers_ask_for_by_name_are_there(
    client: Client, path: str, kind: str, side: int
) -> None:
    response = client.get(path)
    assert (response.status_code, response.streaming) == (200, True)
    with Image.open(io.BytesIO(response.getvalue())) as picture:
        assert (picture.format, picture.width, picture.height) == (kind, side, side)
