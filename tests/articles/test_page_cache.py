"""Finished pages, kept for everybody: when they are given, and when they must not be."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache, caches
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from redis.exceptions import ConnectionError as RedisConnectionError

from articles import caching, verbs
from articles.caching import ReaderResponse, new_edition, reader_page, story_changed, story_mark
from articles.clock import database_now
from articles.models import Article, Story
from tests.articles.factories import change_story, make_story, publish_story

pytestmark = pytest.mark.django_db

Committed = Callable[[], AbstractContextManager[object]]
RENDER = "articles.views.page.render_to_string"
QUERY = "django.db.backends.utils.CursorWrapper.execute"


def address_of(story: Article) -> str:
    return Story.objects.get(pk=story.pk).get_absolute_url()


@pytest.fixture
def story(db: None) -> Article:
    """A live story."""
    return publish_story(make_story(headline="First words"))


@pytest.fixture
def address(story: Article) -> str:
    return address_of(story)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """What is done within it is committed at its end, as in life."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


class TestHit:
    def test_a_kept_page_costs_no_query_and_no_rendering(
        self, client: Client, address: str
    ) -> None:
        first = client.get(address)
        with (
            CaptureQueriesContext(connection) as queries,
            patch(RENDER, side_effect=AssertionError("rendered")),
        ):
            again = client.get(address)
            unchanged = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert len(queries) == 0
        assert again.content == first.content
        assert (unchanged.status_code, unchanged.content) == (304, b"")

    def test_the_headers_of_a_page_are_for_shared_caches(
        self, client: Client, address: str
    ) -> None:
        for response in (client.get(address), client.get(address)):
            assert response["ETag"].startswith('"')
            assert response["Cache-Control"].startswith("public, max-age=0, s-maxage=")
            assert response["Vary"] == "Accept-Encoding"
            assert response["Content-Type"] == "text/html; charset=utf-8"
            assert response["Content-Language"] == "en"
            assert not response.cookies
            assert "Set-Cookie" not in response.headers

    def test_a_304_tells_what_the_page_would_tell(self, client: Client, address: str) -> None:
        page = client.get(address)
        unchanged = client.get(address, headers={"If-None-Match": page["ETag"]})
        for name in ("ETag", "Cache-Control", "Vary", "Content-Language"):
            assert unchanged[name] == page[name]
        assert unchanged.headers.get("Content-Length") in {None, str(len(page.content))}

    @pytest.mark.parametrize(
        ("header", "status"),
        [
            ("{etag}", 304),
            ("W/{etag}", 304),
            ('"other", {etag}', 304),
            ("*", 304),
            ('"other"', 200),
            ("{bare}", 200),
            ("", 200),
            ('"', 200),
        ],
    )
    def test_only_the_same_bytes_are_unchanged(
        self, client: Client, address: str, header: str, status: int
    ) -> None:
        etag = client.get(address)["ETag"]
        asked = header.format(etag=etag, bare=etag.strip('"'))
        assert client.get(address, headers={"If-None-Match": asked}).status_code == status

    def test_head_is_the_page_without_its_body(self, client: Client, address: str) -> None:
        page, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == page["ETag"]
        assert head["Content-Length"] == str(len(page.content))

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    def test_any_other_method_is_refused(self, client: Client, address: str, method: str) -> None:
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"

    def test_zipped_and_plain_are_the_same_page_with_tags_of_their_own(
        self, client: Client, address: str
    ) -> None:
        plain = client.get(address)
        zipped = client.get(address, headers={"Accept-Encoding": "br, gzip"})
        assert zipped["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(zipped.content) == plain.content
        assert zipped["ETag"] != plain["ETag"]
        crossed = client.get(address, headers={"If-None-Match": zipped["ETag"]})
        assert crossed.status_code == 200

    @pytest.mark.parametrize("accepted", ["gzip;q=0", "identity, gzip; q=0.0", "br"])
    def test_who_refuses_zipped_pages_gets_plain_ones(
        self, client: Client, address: str, accepted: str
    ) -> None:
        response = client.get(address, headers={"Accept-Encoding": accepted})
        assert "Content-Encoding" not in response.headers

    def test_parameters_that_no_page_knows_are_ignored(self, client: Client, address: str) -> None:
        first = client.get(address)
        with CaptureQueriesContext(connection) as queries:
            for query in ("?utm_source=x", "?before=1-1", "?" + "a=1&" * 50, "?%01=%ff"):
                assert client.get(address + query).content == first.content
        assert len(queries) == 0

    def test_cookies_and_other_headers_make_no_other_page(
        self, client: Client, address: str
    ) -> None:
        first = client.get(address)
        client.cookies["reader"] = "x" * 40
        with CaptureQueriesContext(connection) as queries:
            other = client.get(address, headers={"Accept-Language": "ar", "X-Forwarded-Host": "x"})
        assert len(queries) == 0
        assert other.content == first.content

    def test_the_etag_changes_with_the_text_and_only_with_it(
        self, client: Client, story: Article, address: str, committed: Committed
    ) -> None:
        first = client.get(address)["ETag"]
        new_edition()
        assert client.get(address)["ETag"] == first
        with committed():
            publish_story(change_story(story, body="<p>Second words</p>"))
        assert client.get(address)["ETag"] != first


class TestPublishing:
    def test_a_new_text_shows_at_once(
        self, client: Client, story: Article, address: str, committed: Committed
    ) -> None:
        old = client.get(address)
        with committed():
            publish_story(change_story(story, headline="Second words"))
        response = client.get(address, headers={"If-None-Match": old["ETag"]})
        assert response.status_code == 200
        assert b"Second words" in response.content

    def test_a_new_story_shows_at_once_on_every_kept_list(
        self, client: Client, story: Article, committed: Committed
    ) -> None:
        pages = ["/", "/middle-east/"]
        for page in pages:
            client.get(page)
        with committed():
            publish_story(make_story(headline="A later story"))
        for page in pages:
            assert b"A later story" in client.get(page).content

    def test_a_withdrawal_shows_at_once(
        self, client: Client, story: Article, address: str, committed: Committed
    ) -> None:
        client.get(address)
        client.get("/")
        with committed():
            verbs.withdraw(story, by=story.created_by, note="a wrong name")
        notice = client.get(address)
        assert b"First words" not in notice.content
        assert notice["X-Robots-Tag"] == client.get(address)["X-Robots-Tag"] == "noindex"
        assert b"First words" not in client.get("/").content

    def test_a_verb_that_fails_forgets_nothing(
        self, client: Client, story: Article, committed: Committed
    ) -> None:
        client.get("/")
        marks = cache.get_many([caching.EDITION, caching.REMOVAL])
        last_step = "articles.stepping.Transition.objects.create"
        with (
            committed(),
            patch(last_step, side_effect=OperationalError),
            pytest.raises(OperationalError),
        ):
            verbs.withdraw(story, by=story.created_by, note="a wrong name")
        assert len(marks) == 2
        assert cache.get_many([caching.EDITION, caching.REMOVAL]) == marks

    def test_a_cache_that_is_down_does_not_make_it_look_failed(
        self, story: Article, committed: Committed
    ) -> None:
        queued = DBTaskResult.objects.count()
        with patch("articles.tasks.new_edition", side_effect=ConnectionError), committed():
            said = verbs.withdraw(story, by=story.created_by, note="a wrong name")
        assert said.startswith("Withdrawn.")
        task = DBTaskResult.objects.order_by("enqueued_at").last()
        assert task is not None
        assert DBTaskResult.objects.count() == queued + 1
        assert (task.task_path, task.args_kwargs) == (
            "articles.tasks.forget_pages",
            {"args": [], "kwargs": {"removal": True}},
        )

    def test_a_page_begun_before_a_publication_is_not_taken_for_a_new_one(
        self, client: Client, story: Article, address: str, committed: Committed
    ) -> None:
        """The old text is read, then the new one is published, then the old page is kept."""
        changed = change_story(story, headline="Second words")

        def publish_meanwhile(*args: Any, **kwargs: Any) -> str:
            page = render_to_string(*args, **kwargs)
            with committed():
                publish_story(changed)
            return page

        with patch(RENDER, publish_meanwhile):
            assert b"First words" in client.get(address).content
        assert b"Second words" in client.get(address).content


class TestScheduled:
    """Kept pages give way on the second, although nothing runs then."""

    def test_a_page_is_fresh_no_longer_than_until_the_next_release(
        self, client: Client, story: Article, address: str
    ) -> None:
        due = timedelta(seconds=20)
        publish_story(make_story(headline="A later story"), goes_live_at=database_now() + due)
        with patch("articles.caching.time.time", return_value=1000.0):
            client.get(address)
            client.get("/")
        for page in (address, "/"):
            with patch("articles.caching.time.time", return_value=1019.0):
                assert self.queries(client, page) == 0
            with patch("articles.caching.time.time", return_value=1020.0):
                assert self.queries(client, page) > 0

    def test_slow_rendering_does_not_make_it_late(self, client: Client, address: str) -> None:
        due = timedelta(seconds=20)
        publish_story(make_story(headline="A later story"), goes_live_at=database_now() + due)
        clock = [1000.0]

        def slowly(*args: Any, **kwargs: Any) -> str:
            clock[0] = 1015.0
            return render_to_string(*args, **kwargs)

        with patch("articles.caching.time.time", lambda: clock[0]), patch(RENDER, slowly):
            client.get(address)
        with patch("articles.caching.time.time", return_value=1021.0):
            assert self.queries(client, address) > 0

    @pytest.mark.django_db(transaction=True)
    def test_it_appears_on_the_second_on_pages_kept_before(self, client: Client) -> None:
        make_story()
        moment = database_now() + timedelta(seconds=1)
        later = publish_story(make_story(headline="A later story"), goes_live_at=moment)
        page = f"/middle-east/{moment.year}/x/{later.pk}/"
        while (asked := database_now()) < moment:
            shown = b"A later story" in client.get("/").content
            missing = client.get(page).status_code == 404
            if database_now() < moment:
                assert not shown
                assert missing
            threading.Event().wait(0.02)
        assert asked >= moment
        assert b"A later story" in client.get("/").content
        assert client.get(page, follow=True).status_code == 200

    def queries(self, client: Client, page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)


class TestTheDatabaseIsDown:
    def page_then_fault(self, client: Client, address: str) -> Any:
        with patch(QUERY, side_effect=OperationalError("the server is gone")):
            return client.get(address)

    def test_an_old_page_still_serves(self, client: Client, address: str) -> None:
        page = client.get(address)
        new_edition()
        late = self.page_then_fault(client, address)
        assert (late.status_code, late.content) == (200, page.content)

    def test_a_page_that_was_never_kept_is_an_apology(self, client: Client, address: str) -> None:
        late = self.page_then_fault(client, address)
        assert late.status_code == 503
        assert late["Cache-Control"] == "no-store"

    def test_nothing_older_than_a_withdrawal_is_revived(
        self, client: Client, story: Article, address: str, committed: Committed
    ) -> None:
        client.get(address)
        client.get("/")
        with committed():
            verbs.withdraw(story, by=story.created_by, note="a wrong name")
        for page in (address, "/"):
            assert self.page_then_fault(client, page).status_code == 503

    @pytest.mark.parametrize("lost", [caching.EDITION, caching.REMOVAL])
    def test_marks_that_were_lost_revive_nothing_unsafe(
        self, client: Client, address: str, lost: str
    ) -> None:
        client.get(address)
        cache.delete(lost)
        response = self.page_then_fault(client, address)
        assert response.status_code == (200 if lost == caching.EDITION else 503)

    def test_a_page_without_a_removed_comment_is_not_replaced_by_an_older_one(
        self, client: Client, story: Article, address: str
    ) -> None:
        client.get(address)
        story_changed(story.pk)
        assert self.page_then_fault(client, address).status_code == 200
        story_changed(story.pk, removal=True)
        assert self.page_then_fault(client, address).status_code == 503


class TestTheCacheIsDown:
    @pytest.mark.parametrize("method", ["get_many", "add", "set"])
    def test_pages_are_made_without_it(self, client: Client, address: str, method: str) -> None:
        with patch.object(caches["default"], method, side_effect=RedisConnectionError("away")):
            response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, caching.CACHE_CONTROL)
        assert b"First words" in response.content


class TestWhatIsKept:
    def test_what_does_not_exist_leaves_nothing(self, client: Client, story: Article) -> None:
        client.get("/")
        before = self.entries()
        for pk in range(10_000, 10_050):
            assert client.get(f"/middle-east/2013/nov-20/{pk}/").status_code == 404
            client.get(f"/topics/{pk}/")
            client.get(f"/middle-east/2013/nov-20/{story.pk}-{pk}/")
        assert self.entries() == before

    def test_a_page_further_down_a_list_is_not_kept_for_days(
        self, client: Client, story: Article
    ) -> None:
        with patch("articles.caching.cache.set", wraps=cache.set) as kept:
            client.get("/middle-east/")
            client.get("/middle-east/?before=1-1")
        assert [call.args[2] for call in kept.call_args_list] == [
            caching.KEEP_FOR,
            caching.FRESH_FOR,
        ]

    def entries(self) -> int:
        return len(vars(caches["default"])["_cache"])  # of the local-memory backend


class TestKeys:
    """On a view of the test's own."""

    def test_known_parameters_make_other_pages(self) -> None:
        made = []

        @reader_page("before")
        def view(request: HttpRequest, /) -> HttpResponse:
            made.append(request.GET.get("before", ""))
            response = ReaderResponse(made[-1])
            response.fresh_for = 60.0
            return response

        make = RequestFactory().get
        for query in ("", "?before=1", "?before=2", "?x=1", "?before=1&x=2", "?before="):
            view(make("/list/" + query))
        assert made == ["", "1", "2"]

    def test_very_long_parameters_are_not_taken_for_each_other(self) -> None:
        @reader_page("q")
        def view(request: HttpRequest, /) -> HttpResponse:
            response = ReaderResponse(request.GET["q"][-1])
            response.fresh_for = 60.0
            return response

        make = RequestFactory().get
        assert view(make("/", {"q": "x" * 300 + "a"})).content == b"a"
        assert view(make("/", {"q": "x" * 300 + "b"})).content == b"b"

    def test_a_view_that_answers_otherwise_is_asked_each_time(self) -> None:
        made = []

        @reader_page()
        def view(request: HttpRequest, /) -> HttpResponse:
            made.append(1)
            return HttpResponse("plain", status=302)

        for _ in range(2):
            assert view(RequestFactory().get("/")).status_code == 302
        assert len(made) == 2

    def test_one_storys_mark_renews_its_page_alone(
        self, client: Client, story: Article, address: str
    ) -> None:
        other = address_of(publish_story())
        for page in (address, other):
            client.get(page)
        story_changed(story.pk)
        with CaptureQueriesContext(connection) as queries:
            client.get(other)
        assert len(queries) == 0
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) > 0
        assert story_mark(story.pk) != story_mark(story.pk + 1)
