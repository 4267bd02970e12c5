"""The demonstration newspaper's threads: what a newcomer reads, and what waits for the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db.models import F, Max, Min
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from articles.models.story import Story
from comments import text
from comments.admin.linked import linked_to
from comments.models import (
    Appeal,
    Badge,
    Comment,
    Decision,
    EditorsNote,
    Flag,
    Hold,
    Policy,
    RuleVersion,
    SitePolicy,
    Thread,
    Vote,
)
from comments.policy import in_force_on
from comments.repute import reputes
from comments.workflow import State, Verb
from readers.addresses import clean_email
from readers.models import Letter, Reader
from readers.names import clean_name
from tests.demo.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

MOST_SECONDS = 6.0  # several times what it takes


def thread_under(headline: str) -> Thread:
    story = Story.objects.get(headline__startswith=headline)
    return Thread.objects.get(story_id=story.pk)


def test_ten_stories_have_threads_and_all_is_quickly_loaded(demo: Demo) -> None:
    assert Thread.objects.filter(published__gt=2).count() == 10
    assert Comment.objects.filter(state=State.PUBLISHED).count() >= 70
    assert {state for state, _label in State.choices if state != State.AWAITING_EMAIL} == set(
        Comment.objects.values_list("state", flat=True).distinct()
    )
    assert demo.seconds_of_threads < MOST_SECONDS


def test_the_queue_is_alive() -> None:
    waiting = Comment.objects.filter(state=State.PENDING)
    assert waiting.count() == 15
    rules = set(waiting.values_list("holds__rule", flat=True))
    assert rules >= {"link", "policy", "words", "caps", "repetition", "flags", "alias"}
    assert set(waiting.values_list("language", flat=True)) == {"en", "ar"}
    assert Comment.objects.get(flags=2).state == State.PUBLISHED
    assert Comment.objects.get(flags=5).state == State.PENDING
    assert Flag.objects.values("reader").distinct().count() > 5
    marked = Hold.objects.filter(rule="words").select_related("comment")
    found = {one.comment.raw[one.start : one.end] for one in marked}
    assert {"idiot", "غبيّ"} <= found
    by_rule = Decision.objects.filter(by=None, rule__isnull=False)
    assert set(by_rule.values_list("verb", flat=True)) == {"mark_spam", "hold"}
    assert Comment.objects.filter(state=State.SPAM).count() == 3
    rejected = Decision.objects.filter(verb=Verb.REJECT)
    assert rejected.exclude(reason="").count() == 2


def test_the_rules_are_in_force_with_their_examples() -> None:
    in_force = RuleVersion.objects.in_force()
    assert set(in_force.values_list("kind", flat=True)) == {
        "words",
        "domains",
        "links",
        "caps",
        "repetition",
        "speed",
        "flags",
    }
    assert in_force.get(kind="flags").limit == 5
    assert RuleVersion.objects.filter(is_on=False, kind="newcomers").exists()
    # Of what appears, they held one alone for a moment: "No.", said twice within two minutes.
    held = Hold.objects.filter(comment__state=State.PUBLISHED, version__isnull=False)
    assert [one.comment.raw for one in held] == ["No."]


def test_an_appeal_a_note_and_a_closed_branch() -> None:
    assert Appeal.objects.get().outcome == ""
    notes = EditorsNote.objects.filter(comment__state=State.PUBLISHED)
    assert {one.comment.language for one in notes} == {"en", "ar"}
    closed = Comment.objects.get(is_closed=True)
    below = Comment.objects.filter(takes_replies=False, root=closed)
    assert below.count() == 12
    assert closed.thread.published > 12


def test_the_paper_answers_with_badges_that_are_its_own() -> None:
    reporter = Comment.objects.filter(badge=Badge.AUTHOR)
    assert {one.name for one in reporter} == {"Rana Khoury", "رنا خوري"}
    assert Comment.objects.filter(badge=Badge.STAFF).exists()
    assert not Comment.objects.exclude(reader=None).exclude(badge="").exists()


def test_numbers_follow_time_and_counts_are_exact() -> None:
    times = list(Comment.objects.order_by("pk").values_list("created_at", flat=True))
    assert times == sorted(times)
    for comment in Comment.objects.filter(parent__isnull=False).select_related("parent"):
        assert comment.parent is not None
        assert comment.parent.created_at < comment.created_at
    for thread in Thread.objects.all():
        rows = thread.comments.filter(state=State.PUBLISHED)
        assert thread.published == rows.count()
        assert thread.last_at == rows.aggregate(last=Max("published_at"))["last"]
    for comment in Comment.objects.exclude(up=0, down=0):
        assert comment.up == Vote.objects.filter(comment=comment, value=1).count()
        assert comment.down == Vote.objects.filter(comment=comment, value=-1).count()
    assert not Vote.objects.filter(reader=F("comment__reader")).exists()


def test_a_thread_shows_what_threads_can_do() -> None:
    rows = Comment.objects.filter(visible=True)
    assert rows.aggregate(deepest=Max("depth"))["deepest"] == 12
    assert rows.filter(state=State.WITHDRAWN).exists()
    assert rows.filter(state=State.DELETED).exists()
    assert rows.filter(edited_at__isnull=False, state=State.PUBLISHED).exists()
    assert rows.filter(html__contains="<blockquote>").exists()
    assert rows.filter(html__contains="ugc nofollow").exists()
    assert rows.filter(language="en", reader__language="ar").exists()
    assert rows.filter(language="ar", reader__language="en").exists()
    thread = thread_under("Army takes highway town")
    assert thread.featured is not None
    roots = rows.filter(thread=thread, depth=0)
    best = list(roots.order_by("-score", "-pk").values_list("pk", flat=True))
    assert best != list(roots.order_by("-pk").values_list("pk", flat=True))


def test_newcomers_are_welcome_but_one_story_waits_and_one_is_closed() -> None:
    policy = SitePolicy.objects.get()
    assert (policy.policy, policy.hold_links) == (Policy.OPEN, True)
    assert policy.by.username == "chief"
    for headline, expected in (
        ("Two suicide bombers", Policy.HOLD),
        ("A conference with a city", Policy.CLOSED),
        ("The patience of soap", Policy.OPEN),
    ):
        assert in_force_on(thread_under(headline).story_id).policy == expected


def test_one_story_is_in_conflict_mode_for_some_hours(client: Client) -> None:
    story = Story.objects.get(headline__startswith="Arsal makes room")
    standing = in_force_on(story.pk)
    (mode,) = standing.modes
    assert (standing.holds_all, standing.is_closed, mode.slow) == (True, False, 300)
    assert timedelta(hours=8) < mode.until - timezone.now() <= timedelta(hours=9)
    assert escape(mode.alert_en) in client.get(story.get_absolute_url()).content.decode()
    cache.clear()


def test_readers_have_names_that_they_may_have_and_addresses_that_lead_nowhere(
    demo: float,
) -> None:
    cache.clear()
    for reader in Reader.objects.all():
        assert clean_name(reader.name) == reader.name
        assert clean_email(reader.email) == reader.email
        assert reader.email.endswith(("@example.org", "@example.com"))
        own = reader.comments.aggregate(first=Min("created_at"))["first"]
        assert reader.created_at == reader.verified_at == (own or reader.created_at)
    assert not Letter.objects.exists()
    for comment in Comment.objects.exclude(raw=""):
        assert text.problem(comment.raw) is None
    cache.clear()


def test_every_thread_is_on_its_page(client: Client) -> None:
    for thread in Thread.objects.all():
        story = Story.objects.get(pk=thread.story_id or 0)
        page = client.get(story.get_absolute_url()).content.decode()
        newest = thread.comments.filter(visible=True, depth=0).latest("pk")
        assert f'id="c{newest.pk}"' in page, story.headline
        assert ("Chosen by the editors" in page) == (thread.featured_id is not None)
        assert client.get(f"/comments/{thread.story_id}/").status_code == 200
    cache.clear()


def test_one_reader_is_muted_one_banned_and_two_accounts_are_linked() -> None:
    now, readers = timezone.now(), list(Reader.objects.all())
    known = reputes(readers)
    standings = {one.name: known[one.pk].at(now).value for one in readers}
    assert standings["Jo Tannery"] == "muted"
    assert standings["Best Prices"] == "banned"
    banned, club = (Reader.objects.get(name=name) for name in ("Best Prices", "Price Club"))
    assert [one.pk for one in linked_to([banned.pk])[banned.pk]] == [club.pk]
    assert known[club.pk].is_alias
