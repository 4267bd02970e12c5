"""The test suite's database and browser.

The database is an embedded cluster of its own, unless DATABASE_URL is set. The browser is a
real Chromium; tests that use it carry the mark `browser`.
"""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.db import OperationalError, connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponseBase
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from articles import memory
from newsroom import environment
from newsroom.embedded.cluster import Cluster
from newsroom.embedded.lease import Lease
from newsroom.problem import StartProblem
from staff.roles import Role
from tests import chromium, migrated, sharing

LEASE = pytest.StashKey[Lease]()

EMPTYING_TRIES = 8

# The same examples in every run: a change is judged by what it changes.
hypothesis.settings.register_profile("repeatable", derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Workers, where there are any, share as `tests.sharing` says."""
    return sharing.scheduler(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many workers ``make test`` has."""
    return sharing.workers()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long pieces; without a browser leave its tests out, where that is allowed."""
    items[:] = sharing.in_turn(items)
    if chromium.executable() is not None or chromium.required():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


def pytest_collection_finish() -> None:
    """Look for garbage more rarely, and not among five thousand tests and all of Django."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


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
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """The worker's database begins as a copy of one that has all migrations."""
    if lease := request.config.stash.get(LEASE, None):
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template(lease.cluster)


@pytest.fixture(scope="session", autouse=True)
def quick_and_patient_emptying() -> Iterator[None]:
    """Empty tables by deleting their few rows, and again where a request was in the way.

    The roles of the migration are there again afterwards: any test may follow any other.

    TRUNCATE makes a new file for each of some hundred tables and several hundred indexes. A page
    that is closed still sends its last beat, and the live server's answer to it may hold rows in
    another order than the emptying takes them: PostgreSQL then ends one of the two.
    """

    def empty(operations: DatabaseOperations, sql_list: list[str]) -> None:
        for tried in range(1, EMPTYING_TRIES + 1):
            try:
                return back_to_the_migrations(operations)
            except OperationalError:
                if tried == EMPTYING_TRIES:
                    raise
                time.sleep(0.25 * tried)
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", empty)
        yield


def back_to_the_migrations(operations: DatabaseOperations) -> None:
    """Delete all rows of all models, past triggers and references, but for the roles."""
    database = operations.connection
    names = database.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [operations.quote_name(name) for name in names]
    with atomic(using=database.alias), database.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        # Whoever is still writing finishes first: rows that are not committed could not be deleted.
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 — no name comes from outside
        Group.objects.bulk_create([Group(name=name) for name in Role])


@pytest.fixture(scope="session", autouse=True)
def static_files_kept_by_browsers() -> Iterator[None]:
    """A browser keeps a static file, as it does those that a site serves; a page has some forty."""
    serve = StaticFilesHandlerMixin.serve

    def kept(handler: StaticFilesHandlerMixin, request: HttpRequest) -> HttpResponseBase:
        response = serve(handler, request)
        response.headers["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandlerMixin, "serve", kept)
        yield


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    """What pages share (``articles.memory``) is of this test's newspaper, not of the last one's."""
    memory._kept.clear()


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
