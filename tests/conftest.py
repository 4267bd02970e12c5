"""The test suite's database and browser.

The database is an embedded cluster of its own, unless DATABASE_URL is set. The browser is a
real Chromium; tests that use it carry the mark `browser`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from newsroom import environment
from newsroom.embedded.cluster import Cluster
from newsroom.embedded.lease import Lease
from newsroom.problem import StartProblem
from tests import chromium

LEASE = pytest.StashKey[Lease]()

# Playwright keeps an event loop in the thread of the tests; Django then suspects async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Start the cluster, or join the one that another test process started."""
    config.addinivalue_line("markers", "browser: needs a real Chromium")
    env = environment.read_or_exit()
    if env.database is None:
        try:
            config.stash[LEASE] = Lease(Cluster.for_tests(env.var_dir))
        except StartProblem as problem:
            pytest.exit(str(problem), returncode=1)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the cluster back; the last one stops it."""
    if lease := config.stash.get(LEASE, None):
        lease.release()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave browser tests out where there is no browser and that is allowed."""
    if chromium.executable() is not None or chromium.required():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


@pytest.fixture(scope="session", autouse=True)
def folders() -> Iterator[Path]:
    """Empty folders for what tests upload and send."""
    root = Path(settings.VAR_DIR)
    shutil.rmtree(root, ignore_errors=True)
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.OPTIONS)
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor: no cookies, no cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of a fresh visitor."""
    return context.new_page()
