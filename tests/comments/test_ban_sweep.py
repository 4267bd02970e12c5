"""A ban that takes the last thirty days along: one batch, one undoing, nothing half-done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models.story import Story
from comments import verbs
from comments.models import BanSweep, Comment, Decision, SitePolicy
from comments.verbs import moderate
from comments.verbs import sweep as sweeping
from comments.verbs.step import Act
from comments.verbs.sweep import advance, run_ban_sweep, to_sweep, undo_sweep
from comments.workflow import Refused, State
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.comments.test_posting import confirm_by_mail
from tests.comments.tools import browser, make_reader, open_policy, thread_of, typed, write

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What happens when the process ends between two statements: nothing more."""


@pytest.fixture
def written(story: Story, reader: Reader, open_site: SitePolicy) -> dict[str, Comment]:
    """Comments of the reader's: published, waiting, old, withdrawn; and one of somebody else's."""
    old = timezone.now() - timedelta(days=31)
    made = {
        "old": write(story.pk, reader, at=old),
        "published": write(story.pk, reader),
        "waiting": write(story.pk, reader, "Look at https://example.com/ there."),
        "gone": write(story.pk, reader),
        "other": write(story.pk, make_reader()),
    }
    verbs.withdraw(made["gone"], reader=reader)
    return made


def states(written: dict[str, Comment]) -> dict[str, str]:
    for one in written.values():
        one.refresh_from_db()
    return {name: str(one.state) for name, one in written.items()}


BEFORE = {
    "old": "published",
    "published": "published",
    "waiting": "pending",
    "gone": "withdrawn",
    "other": "published",
}
SWEPT = BEFORE | {"published": "rejected", "waiting": "rejected"}


def test_a_ban_alone_leaves_the_comments(
    written: dict[str, Comment], reader: Reader, moderator: User
) -> None:
    verbs.ban(reader, by=moderator, reason="hate")
    assert states(written) == BEFORE
    assert not BanSweep.objects.exists()


def test_a_sweep_rejects_thirty_days_as_one_batch_and_is_undone_as_one(
    story: Story, written: dict[str, Comment], reader: Reader, moderator: User
) -> None:
    browser().post(f"/comments/{story.pk}/", typed(email=reader.email))
    now = timezone.now()
    assert to_sweep(reader, now) == {"published": 1, "pending": 1, "awaiting": 1}
    verbs.ban(reader, by=moderator, reason="hate", sweeps=True)
    sweep = BanSweep.objects.get()
    assert states(written) == BEFORE
    assert DBTaskResult.objects.filter(task_path__endswith="run_ban_sweep").count() == 1
    run_ban_sweep.call(sweep.pk)
    assert states(written) == SWEPT
    assert thread_of(story.pk).published == 2
    made = Decision.objects.filter(batch=sweep.batch)
    assert {(one.verb, one.reason, one.by) for one in made} == {("reject", "hate", moderator)}
    sweep.refresh_from_db()
    assert (sweep.state, sweep.done) == ("done", 2)
    colleague = make_user(Role.MODERATOR)
    undo_sweep(sweep, by=colleague)
    run_ban_sweep.call(sweep.pk)
    assert states(written) == BEFORE
    assert Decision.objects.filter(verb="undo", by=colleague).count() == 2
    sweep.refresh_from_db()
    assert (sweep.state, sweep.undone) == ("undone", 2)
    with pytest.raises(Refused, match="already"):
        undo_sweep(sweep, by=moderator)
    client = browser()
    confirm_by_mail(client)
    assert Comment.objects.latest("pk").state == State.REJECTED


def test_what_a_colleague_decides_meanwhile_stays(
    written: dict[str, Comment], reader: Reader, moderator: User
) -> None:
    verbs.ban(reader, by=moderator, reason="hate", sweeps=True)
    sweep = BanSweep.objects.get()
    verbs.delete(written["published"], by=make_user(Role.EDITOR))
    run_ban_sweep.call(sweep.pk)
    assert states(written) == SWEPT | {"published": "deleted"}
    verbs.approve(written["waiting"], by=make_user(Role.EDITOR))
    undo_sweep(sweep, by=moderator)
    run_ban_sweep.call(sweep.pk)
    assert states(written) == BEFORE | {"published": "deleted", "waiting": "published"}
    sweep.refresh_from_db()
    assert (sweep.done, sweep.undone, sweep.state) == (1, 0, "undone")


@pytest.mark.parametrize("name", ["record", "record_refusal", "follow_up"])
def test_killed_in_the_middle_of_a_step_leaves_nothing_half_done_and_goes_on(
    story: Story,
    written: dict[str, Comment],
    reader: Reader,
    moderator: User,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    verbs.ban(reader, by=moderator, reason="hate", sweeps=True)
    sweep = BanSweep.objects.get()
    assert advance(sweep.pk)
    halfway = states(written)

    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(f"comments.verbs.step.{name}", die)
        with pytest.raises(Killed):
            run_ban_sweep.call(sweep.pk)
    assert states(written) == halfway == BEFORE | {"published": "rejected"}
    assert Decision.objects.filter(batch=sweep.batch).count() == 1
    assert thread_of(story.pk).published == 2
    run_ban_sweep.call(sweep.pk)
    run_ban_sweep.call(sweep.pk)
    assert states(written) == SWEPT
    assert Decision.objects.filter(batch=sweep.batch).count() == 2


def test_a_comment_that_cannot_be_rejected_is_passed_by(
    written: dict[str, Comment], reader: Reader, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(comment: Comment, act: Act) -> None:
        raise Refused

    verbs.ban(reader, by=moderator, reason="hate", sweeps=True)
    monkeypatch.setattr(sweeping, "judge", refuse)
    steps = [advance(BanSweep.objects.get().pk) for _ in range(3)]
    assert steps == [True, True, False]
    assert states(written) == BEFORE


def test_lifting_the_ban_stops_a_sweep_that_is_under_way(
    written: dict[str, Comment], reader: Reader, moderator: User
) -> None:
    verbs.ban(reader, by=moderator, reason="hate", sweeps=True)
    sweep = BanSweep.objects.get()
    assert advance(sweep.pk)
    verbs.unban(reader, by=moderator)
    assert not advance(sweep.pk)
    assert states(written) == BEFORE | {"published": "rejected"}


def test_a_long_sweep_gives_other_tasks_their_turn(
    written: dict[str, Comment], reader: Reader, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "TURN", -1.0)
    verbs.ban(reader, by=moderator, reason="hate", sweeps=True)
    run_ban_sweep.call(BanSweep.objects.get().pk)
    assert DBTaskResult.objects.filter(task_path__endswith="run_ban_sweep").count() == 2
    assert states(written) == BEFORE | {"published": "rejected"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_decide_about_each_comment_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_policy(chief := make_user(Role.CHIEF))
    story, reader = Story.objects.get(pk=publish_story().pk), make_reader()
    for _ in range(6):
        write(story.pk, reader)
    verbs.ban(reader, by=chief, reason="hate", sweeps=True)
    pk, start = BanSweep.objects.get().pk, Barrier(3)
    judged: list[int] = []
    judge: Callable[[Comment, Act], None] = moderate.judge

    def noted(comment: Comment, act: Act) -> None:
        judge(comment, act)
        judged.append(comment.pk)

    monkeypatch.setattr(sweeping, "judge", noted)

    def work(_turn: int) -> None:
        start.wait(10)
        try:
            run_ban_sweep.call(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert len(judged) == len(set(judged)) == 6
    assert Comment.objects.filter(state=State.REJECTED).count() == 6
    assert BanSweep.objects.get().done == 6
