"""The verbs of the front page: arrange, publish, schedule, and their opposites.

Each runs in one transaction: it locks the front, looks at the version that the person has seen,
acts, and writes down who, when and why. Nothing runs at the hour: readers' views ask the clock.
Who may use them is asked by the desk (``articles.permissions``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from articles.bringing_out import in_words
from articles.clock import moment_of_act
from articles.fronts.plan import Plan, automatic, plan_hash
from articles.models import (
    BreakingStrip,
    Front,
    FrontAct,
    FrontRelease,
    FrontVerb,
    FrontVersion,
    Section,
)
from articles.tasks import pages_changed
from articles.walltime import Typed
from articles.workflow import Refused, Stale
from staff.models import User

LARGEST = 2**31 - 1  # number of a version that the table takes


@dataclass
class Turn:
    """A verb under way on the locked front."""

    front: Front
    head: FrontVersion
    by: User
    now: datetime

    def record(
        self,
        verb: FrontVerb,
        note: str = "",
        *,
        typed: Typed | None = None,
        strip: BreakingStrip | None = None,
        version: FrontVersion | None = None,
    ) -> None:
        """Write down what was done."""
        FrontAct.objects.create(
            front=self.front,
            verb=verb,
            version=version,
            strip=strip,
            note=note.strip(),
            by=self.by,
            at=self.now,
            **(typed.stored if typed else {}),
        )

    def keep(self, plan: Plan, restores: int | None = None) -> FrontVersion:
        """Freeze a plan as the newest version; an equal one stays the newest."""
        if plan_hash(plan) == self.head.content_hash:
            return self.head
        self.head = _version(self.front, plan, self.by, self.now, self.head.number, restores)
        return self.head


@contextmanager
def turn(
    language: str, by: User, seen: int | None = None, at: datetime | None = None
) -> Iterator[Turn]:
    """Within it a verb does its work, alone with this front.

    Args:
        seen: the number of the version that the person had before them; none for no matter which.
        at: the moment of the verb (aware); else now.

    Raises:
        Stale: somebody arranged the front meanwhile.
    """
    with transaction.atomic():
        Front.objects.get_or_create(language=language)
        front = Front.objects.select_for_update().get(language=language)
        now = at or moment_of_act(_last_act(front))
        head = FrontVersion.objects.filter(front=front).first()
        if head is None:
            head = _version(front, automatic_plan(), by, now, 0, None)
        if seen is not None and seen != head.number:
            raise Stale(_("Somebody arranged this front after you opened it."))
        yield Turn(front, head, by, now)


def automatic_plan() -> Plan:
    """The front that is filled by rule alone, with all sections."""
    return automatic(Section.objects.filter(is_opinion=False).values_list("pk", flat=True))


def arrange(language: str, move: Callable[[Plan], Plan], *, by: User, seen: int) -> FrontVersion:
    """Change the working copy by one move of ``articles.fronts.moves``.

    Raises:
        Stale: somebody arranged the front meanwhile.
        Refused: the move is not possible.
    """
    with turn(language, by, seen) as now:
        return now.keep(move(now.head.plan))


def restore(language: str, number: int, *, by: User, seen: int | None = None) -> str:
    """Bring a former version back as the newest one; readers notice nothing before it is published.

    Args:
        number: of the version.
    """
    with turn(language, by, seen) as now:
        former = version_of(language, number)
        if former is None:
            raise Refused(_("There is no such version."))
        if former.content_hash == now.head.content_hash:
            raise Refused(_("The front is arranged like that already."))
        kept = now.keep(former.plan, restores=number)
        now.record(FrontVerb.RESTORE, _("Version %(number)s") % {"number": number}, version=kept)
    return _("Restored. Readers see it when it is published.")


def undo(language: str, *, by: User, seen: int | None = None) -> str:
    """Bring back what was arranged before the last change; again, what was before that."""
    with turn(language, by, seen) as now:
        last = now.head.restores or now.head.number
        before = FrontVersion.objects.filter(front=now.front, number__lt=last)
        former = before.exclude(content_hash=now.head.content_hash).first()
        if former is None:
            raise Refused(_("There is nothing to undo."))
        now.keep(former.plan, restores=former.number)
    return _("Undone.")


def publish(
    language: str, *, by: User, note: str = "", seen: int | None = None, at: datetime | None = None
) -> str:
    """Give the working copy to the readers now. What is scheduled for later stays scheduled."""
    with turn(language, by, seen, at) as now:
        live = live_release(language, now.now)
        if live is not None and live.version.content_hash == now.head.content_hash:
            return _("Nothing to do: readers have this front.")
        _release(now, now.now)
        now.record(FrontVerb.PUBLISH, note, version=now.head)
    return _("Published. Readers have this front now.")


def schedule(
    language: str, *, by: User, typed: Typed, note: str = "", seen: int | None = None
) -> str:
    """Give the working copy to the readers at an hour to come; until then they keep theirs.

    Args:
        typed: the hour as the person gave it, with the moment that is meant.
    """
    with turn(language, by, seen) as now:
        words = {"moment": in_words(typed.moment)}
        if typed.moment <= now.now:
            raise Refused(_("%(moment)s is past already. Choose a moment to come.") % words)
        there = coming(language, now.now).filter(goes_live_at=typed.moment).first()
        if there is not None and there.version_id == now.head.pk:
            return _("Nothing to do: this front is scheduled for that moment already.")
        if there is not None:
            raise Refused(
                _("Another version is scheduled for %(moment)s. Cancel it or choose another hour.")
                % words
            )
        _release(now, typed.moment)
        now.record(FrontVerb.SCHEDULE, note, typed=typed, version=now.head)
    return _("Scheduled. Readers get this front on %(moment)s.") % words


def unschedule(language: str, release: int, *, by: User, note: str = "") -> str:
    """Let an hour pass without a change; what readers have they keep.

    Args:
        release: the number of the release.
    """
    with turn(language, by) as now:
        found = coming(language, now.now).filter(pk=release).first()
        if found is None:
            raise Refused(_("This is not scheduled any more."))
        FrontRelease.objects.filter(pk=found.pk).update(called_off_at=now.now)
        now.record(FrontVerb.UNSCHEDULE, note, version=found.version)
        pages_changed()
    return _("The schedule is cancelled. Readers keep the front that they have.")


def discard(language: str, *, by: User, note: str = "", seen: int | None = None) -> str:
    """Make the working copy what readers have. The versions stay in the history."""
    with turn(language, by, seen) as now:
        live = live_release(language, now.now)
        plan = live.version.plan if live else automatic_plan()
        if plan_hash(plan) == now.head.content_hash:
            raise Refused(_("There is nothing to discard: readers have this front."))
        kept = now.keep(plan, restores=live.version.number if live else None)
        now.record(FrontVerb.DISCARD, note, version=kept)
    return _("Discarded. The front is arranged as readers have it; the history keeps the rest.")


def live_release(language: str, now: datetime) -> FrontRelease | None:
    """What readers have at a moment (aware); none where nothing was ever published."""
    rows = FrontRelease.objects.filter(front=language, called_off_at=None, goes_live_at__lte=now)
    return rows.select_related("version").order_by("-goes_live_at", "-pk").first()


def coming(language: str, now: datetime) -> QuerySet[FrontRelease]:
    """What is scheduled after a moment (aware), the next one first."""
    rows = FrontRelease.objects.filter(front=language, called_off_at=None, goes_live_at__gt=now)
    return rows.select_related("version").order_by("goes_live_at", "pk")


def version_of(language: str, number: int) -> FrontVersion | None:
    """A version by its number."""
    rows = FrontVersion.objects.filter(front=language, number=min(number, LARGEST))
    return rows.select_related("author").first()


def _release(now: Turn, moment: datetime) -> None:
    FrontRelease.objects.create(front=now.front, version=now.head, goes_live_at=moment)
    pages_changed()


def _version(
    front: Front, plan: Plan, by: User, at: datetime, last: int, restores: int | None
) -> FrontVersion:
    made = FrontVersion.objects.create(
        front=front,
        number=last + 1,
        content=plan,
        content_hash=plan_hash(plan),
        restores=restores,
        author=by,
        created_at=at,
    )
    Front.objects.filter(pk=front.pk).update(head=made)
    return made


def _last_act(front: Front) -> datetime | None:
    rows = FrontAct.objects.filter(front=front)
    last: datetime | None = rows.aggregate(at=Max("at"))["at"]
    return last
