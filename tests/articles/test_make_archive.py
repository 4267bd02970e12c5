from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection
from django.test import Client

from articles import verbs
from articles.content import content_hash
from articles.models import Article, Listing, Release, SearchDocument, SearchName, Story
from articles.printed import printed_places
from articles.projection import Projection, lists_of, project
from articles.search.document import document
from articles.snapshot import freeze
from articles.synthetic import archive, molds
from articles.synthetic.archive import LOCK
from comments.counting import recount
from comments.models import Comment, Thread
from newsroom.management.progress import Progress
from tests.articles.factories import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_molds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(molds, "MOLDS", 6)


def make_archive(stories: int, comments: int = 0) -> str:
    output = StringIO()
    call_command("make_archive", stories=stories, comments=comments, stdout=output)
    return output.getvalue()


def test_its_stories_are_what_the_desk_would_have_made() -> None:
    make_archive(45)
    for article in Article.objects.select_related("head_revision", "section"):
        revision = article.head_revision
        assert revision is not None
        content = freeze(article)
        assert revision.content == content
        assert revision.content_hash == content_hash(content)
        release = Release.objects.get(article=article, superseded_at=None)
        projection = project(content, printed_places([article.pk])[article.pk])
        assert {name: getattr(release, name) for name in projection} == projection
        keys = Listing.objects.filter(release=release).values_list("key", flat=True)
        assert set(keys) == lists_of(projection)


def test_readers_can_open_all_of_them(client: Client) -> None:
    make_archive(24)
    assert Story.objects.count() == 24
    for page in [
        "/",
        "/ar/",
        "/middle-east/",
        *(one.get_absolute_url() for one in Story.objects.all()),
    ]:
        assert client.get(page).status_code == 200, page


def test_the_desk_can_go_on_with_one() -> None:
    make_archive(1)
    article = Article.objects.get()
    maker = article.created_by
    assert verbs.record_revision(article, by=maker).number == 1
    verbs.withdraw(article, by=maker, note="A test.")
    assert Story.objects.get().withdrawn


def test_a_run_takes_up_where_the_last_one_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "BATCH", 20)
    make_archive(7)
    newest = Article.objects.earliest("pk").first_published_at
    output = make_archive(50)
    assert "50 of 50 stories" in output
    assert Article.objects.count() == 50
    assert Article.objects.latest("first_published_at").first_published_at == newest
    moments = Article.objects.values_list("first_published_at", flat=True).distinct()
    assert moments.count() == 50
    assert "50 stories: nothing to make." in make_archive(50)


def test_it_leaves_a_real_newspaper_alone() -> None:
    make_story()
    with pytest.raises(CommandError, match="no make_archive wrote") as refusal:
        make_archive(10)
    assert "\n" not in str(refusal.value)
    assert Article.objects.count() == 1


def test_its_threads_count_what_they_hold() -> None:
    make_archive(30, comments=150)
    assert Comment.objects.count() == 150
    counts = dict(Thread.objects.values_list("pk", "published"))
    replies = dict(Comment.objects.filter(depth=0).values_list("pk", "replies"))
    votes = Comment.objects.exclude(votes=None).first()
    assert votes is not None
    assert votes.up == votes.votes.filter(value=1).count()
    recount(list(counts), list(replies))
    assert dict(Thread.objects.values_list("pk", "published")) == counts
    assert dict(Comment.objects.filter(depth=0).values_list("pk", "replies")) == replies


def test_it_says_when_the_stories_have_no_room_for_so_many_comments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("comments.synthetic.LONGEST_THREAD", 5)
    assert "5 comments: the stories have room for no more." in make_archive(1, comments=99)


@pytest.mark.parametrize("wrong", ["-1", "many", "1.5", "٣"])
def test_a_size_that_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(CommandError, match="whole number"):
        call_command("make_archive", f"--stories={wrong}")


def test_a_log_gets_a_line_and_a_terminal_a_bar() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    for output, begins in ((StringIO(), "50 of 50 stories"), (Terminal(), "[####")):
        Progress(OutputWrapper(output), "stories", 0, 50).reached(50)
        assert output.getvalue().startswith(begins)
        assert output.getvalue().endswith("\n")


def test_two_runs_at_once_are_one_too_many() -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        with pytest.raises(CommandError, match="Another make_archive"):
            make_archive(1)
    finally:
        # A closed connection's lock lives until the server notices.
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        other.close()


def test_its_stories_are_found_by_readers_as_if_they_had_been_published() -> None:
    make_archive(45)
    rows = SearchDocument.objects.filter(release__superseded_at=None).select_related("release")
    assert len(rows) == 45
    for row in rows:
        release = row.release
        fields = {name: getattr(release, name) for name in Projection.__annotations__}
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsvector", [document(fields, release.first_published_at)])
            assert row.words == cursor.fetchone()[0]
    assert SearchName.objects.filter(kind="place").exists()
