"""One search box: what was typed finds its stories, and nothing that is typed is an error."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import verbs
from articles.admin.finding import matching, question
from articles.finding import keep_again, lexemes, place_mark
from articles.models import Article, Findable, SavedView, Story
from articles.synthetic import molds
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, form_data, text_of
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def headlines(page: str) -> list[str]:
    """The headlines of a list, without the marks around words."""
    found = re.findall(r'<bdi lang="\w\w" dir="\w+">(.*?)</bdi></a>', page)
    return [re.sub(r"</?mark>", "", headline) for headline in found]


def find(typed: str, **filters: Any) -> list[str]:
    response = at_desk(make_user()).get(LIST, {"q": typed, **filters})
    assert response.status_code == 200, typed
    return headlines(text_of(response))


@pytest.fixture
def stories() -> dict[str, Article]:
    rima = make_contributor("Rima Haddad", name_ar="ريما حدّاد")
    beirut = make_place("Beirut", "بيروت")
    return {
        "Harbour": make_story(
            headline="Harbour reopens",
            body="<p>The cranes of Tripoli’s port stood still for <em>nine</em> weeks.</p>",
            bylines=[rima],
            places=[beirut],
            tags=["Ports", "Public works"],
        ),
        "Army": make_story(
            headline="الجيش السوري يدخل بلدة قارة",
            body="<p>وصلت القوّات إلى الأحياء القديمة في العام ٢٠١٣ وبالقدس أيضًا.</p>",
            language="ar",
            section=make_section(),
        ),
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("harbour", ["Harbour reopens"]),
        ("HARB", ["Harbour reopens"]),
        ("cranes weeks", ["Harbour reopens"]),
        ("cranes nowhere", []),
        ("tripoli's", ["Harbour reopens"]),
        ("haddad", ["Harbour reopens"]),
        ("حداد", ["Harbour reopens"]),
        ("Beirut", ["Harbour reopens"]),
        ("بيروت", ["Harbour reopens"]),
        ("public works", ["Harbour reopens"]),
        ("the port of the", ["Harbour reopens"]),
        ("em", []),
        ("سوري", ["الجيش السوري يدخل بلدة قارة"]),
        ("السُّوريّ", ["الجيش السوري يدخل بلدة قارة"]),
        ("جيـــش", ["الجيش السوري يدخل بلدة قارة"]),
        ("احياء", ["الجيش السوري يدخل بلدة قارة"]),
        ("الأحياء", ["الجيش السوري يدخل بلدة قارة"]),
        ("قاره", ["الجيش السوري يدخل بلدة قارة"]),
        ("القدس", ["الجيش السوري يدخل بلدة قارة"]),
        ("2013", ["الجيش السوري يدخل بلدة قارة"]),
        ("٢٠١٣", ["الجيش السوري يدخل بلدة قارة"]),
        ("القوات", ["الجيش السوري يدخل بلدة قارة"]),
    ],
)
def test_words_are_found_wherever_they_stand_and_however_they_are_written(
    stories: dict[str, Article], typed: str, expected: list[str]
) -> None:
    assert find(typed) == expected


def test_a_pasted_address_or_a_number_finds_its_story_alone(stories: dict[str, Article]) -> None:
    live = publish_story(make_story(headline="Live one", body="<p>1 2 3</p>"))
    path = Story.objects.get(pk=live.pk).get_absolute_url()
    arabic_number = str(live.pk).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for typed in (
        f"https://www.example.org{path}",
        f"https://www.example.org{path}?utm_source=x#comments",
        path,
        f"/comments/{live.pk}/",
        address(live),
        path.rstrip("/").rsplit("/", 1)[1],
        f"#{live.pk}",
        f"#{arabic_number}",
    ):
        assert find(typed) == ["Live one"], typed
    assert "Live one" in find(str(live.pk))
    assert find("live-one") == ["Live one"]


HOSTILE = [
    "&|!()':*<->",
    "'; DROP TABLE articles_article; --",
    "\\",
    "'\\' | '",
    "\ud800",
    "%",
    "#",
    "#99999999999999999999999",
    "9" * 30,
    "²³",
    "⑴",
    "😀",
    "\u202e\u0640\u0651",
    "a" * 5000,
    "و",
    "word " * 2000,
    "-" * 400,
    "/2013/nov-20/99999999999999999999-x/",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("name", ["q", "tag", "place", "contributor"])
def test_nothing_that_is_typed_is_an_error(typed: str, name: str) -> None:
    make_story()
    typed = typed.encode(errors="surrogatepass").decode(errors="replace")
    response = at_desk(make_user()).get(LIST, {name: typed})
    assert response.status_code == 200
    assert "<script>alert" not in text_of(response)


def test_the_words_that_match_are_marked_and_everything_else_is_escaped() -> None:
    make_story(
        headline="Troops & <tanks>",
        body=f"<p>{'Before. ' * 60}The &lt;b&gt; soldiers left.</p><p>{'After. ' * 60}</p>",
    )
    page = text_of(at_desk(make_user()).get(LIST, {"q": "tanks soldiers"}))
    assert "Troops &amp; &lt;<mark>tanks</mark>&gt;" in page
    passage = re.findall(r'<bdi class="passage" dir="auto">(.*?)</bdi>', page)[0]
    assert "The &lt;b&gt; <mark>soldiers</mark> left." in passage
    assert passage.startswith("…Before.")
    assert passage.endswith("…")
    assert len(passage) < 300


def test_a_story_is_found_by_its_newest_text_at_once() -> None:
    editor = make_user()
    story = make_story(editor, headline="Old words")
    change_story(story, headline="Fresh letters")
    assert find("old words") == []
    assert find("fresh letters") == ["Fresh letters"]


def test_filters_combine_with_words_and_with_each_other(stories: dict[str, Article]) -> None:
    rima = stories["Harbour"].bylines.get().contributor
    place = stories["Harbour"].datelines.get().place
    make_story(headline="Harbour closes", tags=["Ports"], bylines=[rima])
    both = {"tag": "Ports", "contributor": rima.pk}
    assert set(find("harbour", **both)) == {"Harbour closes", "Harbour reopens"}
    assert find("harbour", **both, place=place.pk) == ["Harbour reopens"]
    assert find("", tag="public-works") == ["Harbour reopens"]
    assert find("", tag="ports", language__exact="ar") == []
    assert find("harbour", tag="No such tag") == []
    assert find("harbour", place=999_999) == []


def test_a_renamed_subject_is_found_by_its_new_name(stories: dict[str, Article]) -> None:
    place = stories["Harbour"].datelines.get().place
    client = at_desk(make_user())
    page = f"/desk/articles/place/{place.pk}/change/"
    sent = client.get(page)
    data = {**form_data(sent), "seen_row": sent.context["seen_row"], "name": "Newtown"}
    assert client.post(page, data).status_code == 302
    while keep_again(place_mark(place.pk), 0) is not None:
        pass
    assert find("newtown") == find("beirut") == ["Harbour reopens"]


def test_spiked_stories_are_out_of_the_way_until_they_are_asked_for() -> None:
    editor = make_user()
    story = make_story(editor, headline="Given up")
    verbs.spike(story, by=editor, note="overtaken")
    assert find("given up") == find("") == []
    assert find("given", status="spiked") == find("given", status="all") == ["Given up"]
    page = text_of(at_desk(editor).get(LIST, {"q": "given up"}))
    assert "Look among spiked stories too" in page


def test_an_empty_result_says_what_was_looked_for_and_how_to_go_on() -> None:
    make_story()
    page = text_of(
        at_desk(make_user()).get(LIST, {"q": "no<b>where", "status": "draft", "tag": "Gone"})
    )
    assert "No story matches" in page
    assert "no&lt;b&gt;where" in page
    assert "Search all stories" in page
    assert page.count("Without the filter") == 2
    assert "There is no letter" in text_of(at_desk(make_user()).get(LIST, {"q": "!?"}))


def test_whoever_may_not_see_stories_finds_none() -> None:
    make_story(headline="Secret")
    response = at_desk(make_user(None)).get(LIST, {"q": "secret"})
    assert response.status_code == 403
    assert "Secret" not in text_of(response)


def test_the_box_is_on_every_page_for_those_who_may_see_stories() -> None:
    page = text_of(at_desk(make_user(Role.MODERATOR)).get("/desk/"))
    assert 'id="desk-find"' in page
    assert 'id="desk-find"' not in text_of(at_desk(make_user(None)).get("/desk/"))


def test_many_and_few_matches_give_the_same_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        make_story(headline=f"Common {number}")
    make_story(headline="Rare")
    client = at_desk(make_user())
    few = headlines(text_of(client.get(LIST, {"q": "common"})))
    monkeypatch.setattr(matching, "FEW", 10)
    page = text_of(client.get(LIST, {"q": "common"}))
    assert headlines(page) == few
    following = re.findall(r'rel="next" href="([^"]+)"', page)[0].replace("&amp;", "&")
    rest = headlines(text_of(client.get(LIST + following)))
    assert sorted(few + rest) == sorted(f"Common {number}" for number in range(30))


def test_every_word_of_a_very_long_story_fits_into_the_database() -> None:
    body = "".join(f"<p>والكلمة{number} {'س' * 150}{number}</p>" for number in range(800))
    story = make_story(body=body[:190_000])
    assert Findable.objects.filter(article=story).exists()


def archive(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(molds, "MOLDS", 6)
    call_command("make_archive", stories=number, stdout=StringIO())


def test_the_archive_is_found_by_the_words_that_the_desk_would_have_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive(monkeypatch, 12)
    for row in Findable.objects.select_related("article__head_revision"):
        head = row.article.head_revision
        assert head is not None
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT words = array_to_tsvector(%s) FROM articles_findable WHERE article_id = %s",
                [lexemes(head.frozen), row.pk],
            )
            assert cursor.fetchone() == (True,)


LARGE = "articles_(article|findable|revision|byline|dateline)"


def test_a_search_reads_no_large_table_from_end_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    archive(monkeypatch, 4_000)
    monkeypatch.setattr(matching, "FEW", 200)
    client = at_desk(make_user())
    story = Article.objects.first()
    assert story is not None
    rare = f"#{story.pk}"
    name = story.bylines.all()[0].contributor_id
    questions: list[dict[str, Any]] = [
        {"q": rare},
        {"q": "council"},
        {"q": "syria"},
        {"q": "nobodyatall"},
        {"q": "council", "status": "approved", "contributor": name},
        {"tag": "Syria"},
        {"q": "council", "publication": "live", "mine": "1"},
    ]
    for asked in questions:
        client.get(LIST, asked)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, asked).status_code == 200
        asked_for = [query["sql"] for query in captured.captured_queries]
        assert len(asked_for) <= MOST_QUERIES, asked_for
        for sql in asked_for:
            if sql.startswith("SELECT") and re.search(f'FROM "?{LARGE}', sql):
                assert not re.search(f"Seq Scan on {LARGE}", plan(sql)), f"{asked}\n{plan(sql)}"


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + sql)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_the_question_in_the_database_is_answered_by_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # as the function itself does
        cursor.execute(
            "EXPLAIN SELECT article_id FROM articles_findable WHERE words @@ %s::tsquery",
            [question.tsquery(question.asked("council"))],
        )
        assert "findable_words" in str(cursor.fetchall())
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'articles_find'")
        assert cursor.fetchone() == (["enable_seqscan=off"],)


def test_a_view_is_kept_shared_used_and_forgotten() -> None:
    editor, colleague, writer = make_user(), make_user(), make_user(Role.JOURNALIST)
    keep, client = f"{LIST}views/", at_desk(editor)
    query = "tag=Ports&status=draft&older=2013~7&evil=1"
    for shared in ("", "editor"):
        client.post(keep, {"name": "  My ports ", "query": query, "shared_with": shared})
    view = SavedView.objects.get()
    assert (view.name, view.query, view.shared_with) == (
        "My ports",
        "status=draft&tag=Ports",
        "editor",
    )
    link = 'href="?status=draft&amp;tag=Ports"'
    assert link in text_of(client.get(LIST))
    assert link in text_of(at_desk(colleague).get(LIST))
    assert link not in text_of(at_desk(writer).get(LIST))
    assert client.get(f"{LIST}?{view.query}").status_code == 200  # its tag is gone, or never was
    forget = f"{keep}{view.pk}/forget/"
    assert at_desk(writer).post(forget).status_code == 404
    assert at_desk(colleague).post(forget).status_code == 403
    assert client.post(forget).status_code == 302
    assert not SavedView.objects.exists()


def test_views_have_a_measure_and_a_refusal_in_words() -> None:
    user = make_user(Role.JOURNALIST)
    client = at_desk(user)
    keep = f"{LIST}views/"
    refused = [
        ({"name": "", "query": "mine=1"}, "Give the view a name"),
        ({"name": "x" * 61, "query": "mine=1"}, "Give the view a name"),
        ({"name": "Nothing", "query": "page=2"}, "no search and no filter"),
        ({"name": "Long", "query": f"q={'x' * 900}"}, "too long"),
    ]
    for data, words in refused:
        assert words in text_of(client.post(keep, data, follow=True))
    sharing = {"name": "Chief", "query": "mine=1", "shared_with": "chief"}
    assert client.post(keep, sharing).status_code == 403
    SavedView.objects.bulk_create(
        SavedView(user=user, name=f"View {number}", query="mine=1") for number in range(20)
    )
    page = text_of(client.post(keep, {"name": "One more", "query": "mine=1"}, follow=True))
    assert "20 views already" in page
    assert SavedView.objects.count() == 20


def test_the_keys_have_a_page_that_says_what_they_do() -> None:
    page = text_of(at_desk(make_user()).get(f"{LIST}shortcuts/"))
    assert "Go to the search box" in page
    assert page.count("<kbd") >= 12
