"""Trying a rule on old comments finds what it finds in new ones, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Hold, Kind, Replay, ReplayHit, RuleVersion
from comments.replay import forget_old_replays, run_replay
from comments.verbs.rules import Stale, save_tried, switch, try_rule
from comments.workflow import Refused
from readers.models import Reader
from staff.models import User
from tests.comments.rule_tools import FITTING, draft, rule
from tests.comments.tools import make_reader, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_site")]
TEXTS = (
    "They are tr@itors.",
    "والكِلَابُ تنبح",
    "Thanks for the map.",
    "Read http://shop.spam.com/ and https://a.example.org/",
    "Never notspam.com",
    "WHY DID NOBODY ASK THEM",
    "Никто не спросил жителей деревни",
    "Thanks for the map.",
    "Portraits of traitors, and traitors.",
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Replay], Replay]:
    """Runs a trial as the worker does, in small batches."""
    monkeypatch.setattr("comments.replay.BATCH", 7)

    def running(replay: Replay) -> Replay:
        run_replay.call(replay.pk)
        replay.refresh_from_db()
        return replay

    return running


def a_day(story: Story, moderator: User) -> None:
    """Comments by some readers over a day, judged by the rules of now, some refused later."""
    readers = [make_reader(email=f"r@{word}.example.org") for word in "abcd"]
    at = timezone.now() - timedelta(days=2)
    for number, (text, reader) in enumerate(zip(TEXTS * 5, cycle(readers), strict=False)):
        at += timedelta(seconds=20 if number % 20 else 900)
        comment = write(story.pk, reader, text, at=at)
        if number % 5 == 1 and comment.state == "pending":
            verbs.approve(comment, by=moderator, at=at + timedelta(minutes=1))
        if number % 7 == 2:
            verbs.reject(comment, by=moderator, reason="hate", at=at + timedelta(minutes=2))
        if number % 6 == 3 and comment.state == "published":
            verbs.edit(comment, reader=reader, raw=f"{text} No.", at=at + timedelta(seconds=9))


def report_some(moderator: User) -> None:
    """Readers report the first comments: enough people, one person, and enough in two halves."""
    shown = list(Comment.objects.filter(state="published").order_by("pk")[:3])
    five = [make_reader(email=f"f@{word}.example.com") for word in "abcde"]
    one = [make_reader(email=f"nadim{number}@example.com") for number in range(6)]
    for comment, reporters in zip(shown, (five, one, five[:3]), strict=True):
        for reporter in reporters:
            verbs.flag(comment, reader=reporter, reason="hate")


def found_live(version: RuleVersion) -> dict[int, list[list[int]]]:
    """What the rule held as comments came in: the comment, and the marked places."""
    found: dict[int, list[list[int]]] = {}
    for hold in Hold.objects.filter(version=version).order_by("pk"):
        spans = found.setdefault(hold.comment_id, [])
        if hold.start is not None and hold.end is not None:
            spans.append([hold.start, hold.end])
    return found


@pytest.mark.parametrize("kind", [kind for kind in FITTING if kind != Kind.SCORER])
def test_a_trial_finds_exactly_what_the_rule_found_live(
    story: Story, chief: User, moderator: User, run: Callable[[Replay], Replay], kind: str
) -> None:
    version = rule(chief, kind)
    a_day(story, moderator)
    report_some(moderator)
    replay = run(try_rule(draft(kind), by=chief, rule=None, seen=0))
    hits = {hit.comment_id: hit.spans for hit in ReplayHit.objects.filter(replay=replay)}
    assert hits == found_live(version)
    assert hits
    assert (replay.state, replay.done, replay.found) == ("done", replay.total, len(hits))
    assert replay.total == Comment.objects.count() == 45


def test_a_trial_changes_no_comment(
    story: Story, chief: User, moderator: User, run: Callable[[Replay], Replay]
) -> None:
    a_day(story, moderator)
    before = list(Comment.objects.order_by("pk").values())
    replay = run(try_rule(draft(action="reject", reason="hate"), by=chief, rule=None, seen=0))
    assert replay.found == 15
    assert list(Comment.objects.order_by("pk").values()) == before
    assert not Hold.objects.filter(rule="words").exists()


def test_what_is_older_or_taken_back_or_the_desks_own_is_left_out(
    story: Story, reader: Reader, chief: User, run: Callable[[Replay], Replay]
) -> None:
    write(story.pk, reader, "Traitor!", at=timezone.now() - timedelta(days=31))
    verbs.withdraw(write(story.pk, reader, "Traitors!"), reader=reader)
    comment = write(story.pk, reader, "A traitor?")
    verbs.reply(comment.thread, by=chief, raw="Nobody is a traitor.")
    replay = run(try_rule(draft(), by=chief, rule=None, seen=0))
    assert [hit.comment_id for hit in replay.hits.all()] == [comment.pk]
    assert replay.total == 1


def test_an_interrupted_trial_goes_on_where_it_stopped(
    story: Story,
    chief: User,
    moderator: User,
    run: Callable[[Replay], Replay],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_day(story, moderator)
    replay = try_rule(draft(), by=chief, rule=None, seen=0)
    calls = 0
    real: Any = __import__("comments.replay", fromlist=["look"]).look

    def dying(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 20:
            raise MemoryError
        return real(*args)

    monkeypatch.setattr("comments.replay.look", dying)
    with pytest.raises(MemoryError):
        run(replay)
    replay.refresh_from_db()
    assert (replay.state, replay.done, replay.percent) == ("running", 14, 31)
    run(replay)
    assert (replay.state, replay.done, replay.found) == ("done", 45, 15)
    run(replay)  # queued twice
    assert replay.done == 45


def test_a_long_trial_lets_other_tasks_have_their_turn(
    story: Story,
    chief: User,
    moderator: User,
    run: Callable[[Replay], Replay],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("comments.replay.TURN", -1.0)
    a_day(story, moderator)
    replay = run(try_rule(draft(), by=chief, rule=None, seen=0))
    assert (replay.state, replay.done) == ("running", 7)
    queued = DBTaskResult.objects.filter(task_path="comments.replay.run_replay")
    assert queued.count() == 2
    for _ in range(6):
        run(replay)
    assert (replay.state, replay.done, replay.found) == ("done", 45, 15)


def test_the_list_is_bounded_and_the_count_is_not(
    story: Story,
    chief: User,
    moderator: User,
    run: Callable[[Replay], Replay],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("comments.replay.MOST_LISTED", 4)
    a_day(story, moderator)
    replay = run(try_rule(draft(), by=chief, rule=None, seen=0))
    assert (replay.found, replay.hits.count()) == (15, 4)


def test_saving_keeps_what_the_trial_found(
    story: Story, chief: User, moderator: User, run: Callable[[Replay], Replay]
) -> None:
    a_day(story, moderator)
    replay = run(try_rule(draft(), by=chief, rule=None, seen=0))
    version = save_tried(replay, by=chief)
    assert (version.tried, version.would_find, version.number) == (45, 15, 1)
    assert list(RuleVersion.objects.in_force()) == [version]
    with pytest.raises(Refused, match="already"):
        save_tried(replay, by=chief)


def test_a_trial_of_an_older_version_cannot_overwrite_a_colleagues(
    chief: User, moderator: User, run: Callable[[Replay], Replay]
) -> None:
    first = rule(chief)
    replay = run(
        try_rule(draft(words="cheat*", must_find="Cheats"), by=chief, rule=first.rule, seen=1)
    )
    switch(first.rule, by=moderator, is_on=False, seen=1)
    with pytest.raises(Stale):
        save_tried(replay, by=chief)
    assert RuleVersion.objects.count() == 2


def test_a_rule_whose_examples_fail_is_not_even_tried(chief: User) -> None:
    with pytest.raises(Refused, match="does not find"):
        try_rule(draft(must_find="Nothing."), by=chief, rule=None, seen=0)
    assert not Replay.objects.exists()


def test_old_trials_go(chief: User) -> None:
    old = timezone.now() - timedelta(days=91)
    try_rule(draft(), by=chief, rule=None, seen=0, at=old)
    kept = try_rule(draft(), by=chief, rule=None, seen=0)
    forget_old_replays()
    assert list(Replay.objects.all()) == [kept]
