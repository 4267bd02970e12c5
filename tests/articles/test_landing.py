"""The first page of the desk: what waits for whom, and what it costs with a whole archive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import arranging, verbs
from articles.admin.stories.landing import clocks
from articles.models import Article
from articles.pagination import page_order
from articles.synthetic.statistics import analyze
from comments.workflow import State
from staff.models import User
from staff.roles import Role
from tests.articles.desk import at_desk, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_edition,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.large import in_bulk
from tests.articles.test_notes import note
from tests.comments.tools import make_reader, write

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
STORIES = {"waiting", "mine", "approved", "changed", "scheduled", "print", "mentions"}
PANELS = {
    Role.JOURNALIST: {"mine", "print"},
    Role.EDITOR: {"waiting", "approved", "changed", "scheduled", "print"},
    Role.MODERATOR: set(),
    Role.CHIEF: {"waiting", "mine", "approved", "changed", "scheduled", "print"},
}


def first_page(user: User) -> str:
    return text_of(at_desk(user).get("/desk/"))


def panels(page: str) -> list[str]:
    return [one for one in re.findall(r'class="panel panel-(\w+)"', page) if one in STORIES]


def panel(page: str, key: str) -> str:
    """The part of the page that one panel is."""
    begun = page.index(f'class="panel panel-{key}"')
    return page[begun : page.index("</section>", begun)]


def test_what_was_sent_back_says_so_and_why_until_it_is_sent_again() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    story = make_story(writer)
    verbs.submit(story, by=writer)
    verbs.send_back(story, by=editor, note="A second source, please.")
    assert "A second source, please." in panel(first_page(writer), "mine")
    story.refresh_from_db()
    verbs.submit(story, by=writer)
    assert "A second source" not in first_page(writer)


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_panels_and_a_next_step_where_they_are_empty(role: Role) -> None:
    page = first_page(make_user(role))
    assert set(panels(page)) == PANELS[role]
    for key in PANELS[role]:
        empty = re.search(r'<p class="empty">([^<]+)', panel(page, key))
        assert empty, key
        assert len(empty[1].split()) > 4, empty[1]


def sent(writer: User, headline: str, hours: int) -> Article:
    story = make_story(writer, headline=headline)
    verbs.submit(story, by=writer)
    Article.objects.filter(pk=story.pk).update(submitted_at=timezone.now() - timedelta(hours=hours))
    story.refresh_from_db()
    return story


def test_what_waits_longest_stands_first_with_its_age() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    sent(writer, "Newest", 1)
    oldest = sent(writer, "Oldest", 50)
    sent(writer, "Middle", 5)
    change_story(oldest, deck="An editor was here a moment ago.")
    waiting = panel(first_page(editor), "waiting")
    assert re.findall(r"(Newest|Middle|Oldest)</a>", waiting) == ["Oldest", "Middle", "Newest"]
    assert "waits for 2\xa0days" in waiting
    assert '<span class="count">3</span>' in waiting


def test_a_story_waits_since_it_was_sent_last() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    story = sent(writer, "Again", 50)
    verbs.send_back(story, by=editor, note="More.")
    verbs.submit(story, by=writer)
    story.refresh_from_db()
    assert story.submitted_at is not None
    assert timezone.now() - story.submitted_at < timedelta(minutes=5)


def test_scheduled_stories_show_three_clocks_the_next_one_first() -> None:
    editor = make_user()
    soon = timezone.now() + timedelta(days=1)
    later = publish_story(
        make_story(editor, headline="موعد", language="ar"),
        editor,
        goes_live_at=soon + timedelta(days=1),
    )
    publish_story(make_story(editor, headline="Tomorrow"), editor, goes_live_at=soon)
    live = publish_story(make_story(editor, headline="Live"), editor)
    approve_story(change_story(live, headline="Embargoed change"), editor)
    verbs.publish(live, by=editor, goes_live_at=soon + timedelta(hours=1))
    shown = panel(first_page(editor), "scheduled")
    order = re.findall(r"(Tomorrow|Embargoed change|موعد)</a>", shown)
    assert order == ["Tomorrow", "Embargoed change", "موعد"]
    assert f"{soon.astimezone(UTC):%Y-%m-%d %H:%M} UTC" in shown
    later.goes_live_at = datetime(2013, 11, 20, 22, 30, tzinfo=UTC)
    told = clocks(later, "en")
    assert told is not None
    assert (told.desk, told.utc) == ("21 November 2013, 00:30 EET", "2013-11-20 22:30 UTC")
    assert told.readers == "٢١ تشرين الثاني ٢٠١٣، ٠٠:٣٠"


def test_the_print_plan_is_todays_and_tomorrows_by_page() -> None:
    editor, today = make_user(), timezone.localdate()
    for headline, page, days in (
        ("Tenth", "A10", 0),
        ("Second", "A2", 0),
        ("Morrow", "1", 1),
        ("Past", "1", -1),
        ("Later", "1", 2),
    ):
        edition = make_edition(today + timedelta(days=days))
        arranging.place(edition, make_story(editor, headline=headline), page, by=editor)
    shown = panel(first_page(editor), "print")
    assert re.findall(r"(Second|Tenth|Morrow)</a>", shown) == ["Second", "Tenth", "Morrow"]
    assert "Past" not in shown
    assert "Later" not in shown
    assert "Today: The Cedar Ledger" in shown
    pages = ["B1", "A10", "A2", "3", "A2a"]
    assert sorted(pages, key=page_order) == ["3", "A2", "A2a", "A10", "B1"]


def _archive(writer: User, editor: User) -> None:
    """200,000 stories of seven years in every state, made by the database itself."""
    section, old = make_section(), publish_story(make_story(writer), editor)
    changed = change_story(publish_story(make_story(writer), editor), headline="Changed")
    with in_bulk("articles_article") as cursor:
        cursor.execute(
            """
            INSERT INTO articles_article (language, section_id, kicker, headline, deck, body, slug,
                editorial, head_revision_id, published_revision_id, first_published_at,
                goes_live_at, submitted_at, version, created_by_id, created_at, modified_at)
            SELECT 'en', %(section)s, '', 'Headline ' || n, '', repeat('Text ' || n, 40), '',
                CASE WHEN n %% 200 = 0 THEN 'submitted' WHEN n %% 150 = 0 THEN 'draft'
                    ELSE 'approved' END,
                CASE WHEN n %% 300 = 1 THEN %(head)s ELSE %(live)s END,
                CASE WHEN n %% 100 < 2 THEN CASE WHEN n %% 300 = 1 THEN %(live)s END
                    ELSE %(live)s END,
                CASE WHEN n %% 100 > 1 THEN now() - n * interval '18 minutes' END,
                CASE WHEN n %% 100 > 1 THEN now() - n * interval '18 minutes' END,
                now() - n * interval '12 minutes', 1,
                CASE WHEN n %% 400 = 0 THEN %(writer)s ELSE %(editor)s END, now(),
                now() - n * interval '18 minutes'
            FROM generate_series(1, 200000) AS n
            """,
            {
                "section": section.pk,
                "head": changed.head_revision_id,
                "live": old.head_revision_id,
                "writer": writer.pk,
                "editor": editor.pk,
            },
        )
        analyze()


def _ready(who: Role, user: User, editor: User) -> None:
    """Something in every panel."""
    soon = timezone.now() + timedelta(days=1)
    publish_story(make_story(editor), editor, goes_live_at=soon)
    name = make_contributor("Signed", user=user)
    make_story(editor, bylines=[name], printed=[(make_edition(timezone.localdate()), "1")])
    note(at_desk(editor), make_story(editor), f"@{user.username}, @{who}s")
    live = publish_story(make_story(editor), editor)
    assert write(live.pk, make_reader(), "My first comment.").state == State.PENDING


def test_the_first_page_costs_twelve_queries_and_reads_no_whole_archive() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    _archive(writer, editor)
    for role in Role:
        user = writer if role == Role.JOURNALIST else make_user(role)
        _ready(role, user, editor)
        _look_at_the_first_page(role, user)


def _look_at_the_first_page(role: Role, user: User) -> None:
    client = at_desk(user)
    client.get("/desk/")  # what is read once for all requests
    with CaptureQueriesContext(connection) as captured:
        page = text_of(client.get("/desk/"))
    queries = [query["sql"] for query in captured.captured_queries]
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    assert set(panels(page)) == PANELS[role] | {"mentions"}
    assert "empty" not in panel(page, "mentions")
    for sql in queries:
        if '"articles_article"' in sql and sql.startswith(("SELECT", "(SELECT")):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + sql)
                plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Seq Scan on articles_article" not in plan, plan
            assert not re.search(r"\bCOUNT\(|\bOFFSET\b", sql), sql
