"""A story's history at the desk, the comparison of two revisions, and what readers had when."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import verbs
from articles.comparison.story import compare
from articles.models import Article, Byline, Illustration, Revision
from staff.roles import Role
from tests.articles.desk import at_desk, save, text_of
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, story: Article, /, **asked: str | int) -> Any:
    return client.get(reverse(f"admin:articles_article_{name}", args=[story.pk]), asked)


def story_of(words: int, paragraphs: int = 25) -> str:
    line = " ".join(f"word{n % 97}" for n in range(words // paragraphs))
    return "".join(f"<p>{number} {line}.</p>" for number in range(paragraphs))


def with_many_revisions(number: int = 40) -> Article:
    story = make_story(body=story_of(2000))
    for count in range(1, number):
        change_story(story, body=story.body.replace("word5 ", f"edit{count} ", 2), deck=f"{count}")
    return story


def test_the_history_is_read_in_pages_and_nothing_stands_twice_or_is_missing() -> None:
    story, client, seen = with_many_revisions(40), at_desk(make_user()), []
    publish_story(story)
    older = ""
    for _round in range(9):
        context = client.get(
            reverse("admin:articles_article_history", args=[story.pk]), {"older": older}
        ).context
        seen += [(entry.is_step, entry.pk) for entry in context["entries"]]
        found = re.search(r"older=([^&]+)", context["older"].replace("%3A", ":"))
        if not found:
            break
        older = found[1].replace("%2B", "+").replace("%7E", "~")
    assert len(seen) == len(set(seen)) == 40 + 3


def test_the_history_tells_who_when_and_why_and_can_be_narrowed() -> None:
    writer = make_user(name="Rima Haddad")
    story = make_story(writer)
    story.headline = "Troops stay after all"
    story.save()
    verbs.record_revision(story, by=writer, note="The ministry called")
    verbs.submit(story, by=writer)
    client = at_desk(make_user(Role.MODERATOR))
    text = text_of(page(client, "history", story))
    assert "The ministry called" in text
    assert "Rima Haddad" in text
    kinds = {
        show: {
            entry.is_step for entry in page(client, "history", story, show=show).context["entries"]
        }
        for show in ("", "steps", "saves", "nonsense")
    }
    assert kinds == {
        "": {True, False},
        "steps": {True},
        "saves": {False},
        "nonsense": {True, False},
    }
    for nonsense in ("x", "~", "2026-01-01~1~2", "2026-99-01T00:00:00+00:00~1~2", "~" * 400):
        assert page(client, "history", story, older=nonsense).status_code == 200


@pytest.mark.parametrize("show", ["", "steps", "saves"])
def test_each_publication_leads_to_the_page_that_readers_had(show: str) -> None:
    story = publish_story()
    client = at_desk(make_user())
    text = text_of(page(client, "history", story, show=show))
    links = re.findall(r'href="([^"]*/as-read/\?at=[^"]+)"', text)
    assert len(links) == 1
    assert client.get(links[0]).context["release"].revision.number == 1


def test_a_long_history_takes_few_queries() -> None:
    story, client = with_many_revisions(40), at_desk(make_user())
    publish_story(story)
    page(client, "history", story)
    with CaptureQueriesContext(connection) as queries:
        page(client, "history", story)
    assert len(queries) <= 12
    assert not any('"articles_revision"."content",' in one["sql"] for one in queries)


def everything_changed() -> Article:
    story = make_story(
        bylines=[make_contributor("Rima Haddad")],
        places=[make_place("Beirut")],
        photos=[make_photo(caption="An old caption.", credit="AFP")],
        tags=["Syria"],
        body='<p>Five people died in the town.</p><p><a href="https://example.org/a">Here</a>.</p>',
    )
    Byline.objects.filter(article=story).delete()
    Byline.objects.create(article=story, contributor=make_contributor("Samir <Khoury>"), order=0)
    Illustration.objects.filter(article=story).update(caption="A new caption.")
    story.corrections.create(kind="correction", text="It was six.")
    story.datelines.all().delete()
    story.tags.set(["Lebanon"])
    return change_story(
        story,
        section=make_section("Business", "أعمال"),
        kicker="Analysis",
        deck="<script>alert(1)</script>",
        body='<p>Six people died in the town.</p><p><a href="https://example.org/b">Here</a>.</p>',
    )


def test_every_part_of_a_story_is_compared_in_words_for_people() -> None:
    story, client = everything_changed(), at_desk(make_user())
    response = page(client, "compare", story, old=1, new=2)
    text = text_of(response)
    comparison = response.context["comparison"]
    assert [str(field.label) for field in comparison.changed_fields] == [
        "Section",
        "Kicker",
        "Deck",
    ]
    assert {rows.label for rows in comparison.changed_rows} == {
        *("Dateline", "Bylines", "Photos", "Corrections", "Tags")
    }
    assert "Link added: https://example.org/b" in text
    assert "Link removed: https://example.org/a" in text
    assert re.search(r"<del><span[^>]*>removed: </span>Five</del>", text)
    assert re.search(r"<ins><span[^>]*>added: </span>Six</ins>", text)
    assert "<script>alert" not in text
    assert "Samir &lt;Khoury&gt;" in text
    assert "-480.webp" in text
    assert (comparison.added, comparison.removed) == (1, 1)


def test_without_a_choice_it_is_the_last_save_and_the_order_of_two_does_not_matter() -> None:
    story, client = everything_changed(), at_desk(make_user())
    change_story(story, headline="A third headline")
    last = page(client, "compare", story).context
    turned = page(client, "compare", story, old=3, new=1).context
    assert (last["old"].number, last["new"].number) == (2, 3)
    assert (turned["old"].number, turned["new"].number) == (1, 3)
    assert page(client, "compare", story, old=2, new=2).context["comparison"].is_empty


def test_a_revision_is_compared_with_what_readers_see_now() -> None:
    story, client = make_story(), at_desk(make_user())
    none = page(client, "compare", story, old="readers")
    assert (none.status_code, "Readers see no text" in text_of(none)) == (404, True)
    publish_story(story)
    change_story(story, headline="Another headline")
    change_story(story, headline="And another")
    context = page(client, "compare", story, old="readers", new=3).context
    assert (context["old"].number, context["new"].number) == (1, 3)
    verbs.withdraw(story, by=story.created_by, note="Wrong")
    assert page(client, "compare", story, old="readers").status_code == 404
    for nonsense in ("0", "99", "-1", "x", "9" * 30, "٢"):
        assert page(client, "compare", story, old=nonsense).status_code == 404


def test_two_revisions_of_two_thousand_words_are_compared_in_a_moment() -> None:
    story = with_many_revisions(12)
    old = Revision.objects.get(article=story, number=1).frozen
    new = Revision.objects.get(article=story, number=12).frozen
    begun = time.perf_counter()
    comparison = compare(old, new, "en")
    shown = [one.text.both for run in comparison.body if not run.is_same for one in run.paragraphs]
    taken = time.perf_counter() - begun
    assert shown
    assert taken < 0.3  # generous: the machine may be busy


def as_read(client: Client, story: Article, moment: datetime | str) -> Any:
    written = moment if isinstance(moment, str) else moment.isoformat()
    return page(client, "as_read_frame", story, at=written)


def test_what_readers_saw_at_any_moment_is_shown_as_their_page_showed_it() -> None:
    start = timezone.now() - timedelta(days=3)
    hour = timedelta(hours=1)
    story = publish_story(make_story(headline="The first headline", at=start), at=start + hour)
    story.headline = "The second headline"
    story.save()
    verbs.record_revision(story, by=story.created_by, at=start + 2 * hour)
    publish_story(story, at=start + 3 * hour, goes_live_at=start + 5 * hour)
    verbs.withdraw(
        story, by=story.created_by, note="Wrong", notice="We were misled.", at=start + 7 * hour
    )
    client = at_desk(make_user(Role.JOURNALIST))
    read = {hours: as_read(client, story, start + hours * hour) for hours in (0, 1, 4, 5, 6, 7, 8)}
    assert read[0].status_code == 404
    assert all("The first headline" in text_of(read[hours]) for hours in (1, 4))
    assert all("The second headline" in text_of(read[hours]) for hours in (5, 6))
    assert all("We were misled." in text_of(read[hours]) for hours in (7, 8))
    assert "headline" not in text_of(read[8])
    for answer in read.values():
        assert "no-store" in answer["Cache-Control"]
    assert read[1]["X-Robots-Tag"] == "noindex, nofollow"
    assert read[1]["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in read[1]["Content-Security-Policy"]
    assert "<script" not in text_of(read[1])
    with_page = page(client, "as_read", story, at=(start + 4 * hour).isoformat())
    assert with_page.context["release"].revision.number == 1
    assert len(with_page.context["releases"]) == 3
    assert "frame-src 'self'" in with_page["Content-Security-Policy"]
    assert client.get(story_address(story)).status_code == 404


def story_address(story: Article) -> str:
    return f"/middle-east/2020/jan-01/{story.pk + 1000}/"


def test_a_moment_is_read_by_the_desks_clock_and_nonsense_is_told() -> None:
    story, client = publish_story(), at_desk(make_user())
    page_now = page(client, "as_read", story)
    assert page_now.context["release"] is not None
    local = page(client, "as_read", story, at="2020-07-01T12:00")
    assert local.context["moment"].isoformat() == "2020-07-01T12:00:00+03:00"
    assert "readers had nothing" in text_of(local)
    for nonsense in ("x", "2020-02-31T12:00", "9999-12-31T23:59", "0001-01-01T00:00"):
        assert page(client, "as_read", story, at=nonsense).status_code == 400
        assert as_read(client, story, nonsense).status_code == 404


def test_the_clock_of_readers_is_not_touched_by_a_look_into_the_past() -> None:
    story, client = publish_story(), at_desk(make_user())
    as_read(client, story, timezone.now() - timedelta(days=9))
    assert as_read(client, story, timezone.now()).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('newsroom.now', true)")
        assert not cursor.fetchone()[0]


def test_the_note_given_while_saving_stands_in_the_history() -> None:
    story = make_story(user := make_user())
    assert (
        save(at_desk(user), story, headline="Another", revision_note=" A caller\nrang ").status_code
        == 302
    )
    assert Revision.objects.filter(article=story).latest("number").note == "A caller rang"
    assert (
        save(at_desk(user), story, headline="A third", revision_note="x" * 300).status_code == 302
    )
    assert Revision.objects.filter(article=story).latest("number").note == "x" * 200
