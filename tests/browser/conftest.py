"""What every journey needs: the live site, letters as files, and an eye on the console."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.models.story import Story
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.browser.complaints import Complaints
from tests.browser.street import PATIENCE, Street
from tests.comments.tools import open_policy


@pytest.fixture(autouse=True)
def site_of_its_own(
    live_server: LiveServer, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Letters with links to the live server, in an empty folder; no kept pages.

    Nobody types as fast as a journey: the shortest time for writing a comment does not count.
    """
    settings.SITE_URL = live_server.url
    settings.EMAIL_BACKEND = "newsroom.mail.FileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    monkeypatch.setattr("comments.forms.SHORTEST", 0.0)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def complaints(context: BrowserContext) -> Iterator[Complaints]:
    """What the browser complains about on any page of the test's context: it must be nothing."""
    found = Complaints()
    found.listen(context)
    yield found
    assert found.list == []


@pytest.fixture
def mail_folder() -> Path:
    """Where the letters of this test land."""
    return Path(site.EMAIL_FILE_PATH or "")


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """A fresh visitor who does not wait for ever."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def street(browser: Browser, live_server: LiveServer) -> Iterator[Street]:
    """A story in English and its visitors; nothing on their pages gives cause for complaint."""
    article = publish_story()
    street = Street(browser, live_server.url, Story.objects.get(pk=article.pk), script=True)
    yield street
    street.empty()
    assert street.complaints.list == []


@pytest.fixture
def open_street(street: Street) -> Street:
    """Comments of confirmed readers appear at once."""
    open_policy(make_user(Role.CHIEF))
    return street
