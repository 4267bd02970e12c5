"""Which of the policies of a story counts. Pure.

The most specific one counts: the story's own, else the strictest of its tags', else its section's,
else the site's. Of two tags that are equally strict the one that closes sooner counts, then the
first by name. A policy that closes comments after so many days is a closed one from that moment on.
Conflict mode makes whatever counts at least as strict as "every comment waits", and closes while
the oldest comment that waits in its place has waited for too long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from comments.models.policy import Policy, Scope

STRICTER = [Policy.OPEN, Policy.NEWCOMERS, Policy.HOLD, Policy.CLOSED]
NEVER = 10**6  # days: later than any policy closes


@dataclass(frozen=True)
class Choice:
    """What one place says: the site, a section, a tag or the story itself.

    Attributes:
        name: of the section or tag, as readers know it.
        newcomers: how many approved comments make a reader known, where newcomers wait.
        closes_after: days after first publication at which comments close.
        at: since when it says so.
    """

    scope: Scope
    key: str = ""
    name: str = ""
    policy: Policy = Policy.OPEN
    newcomers: int = 1
    closes_after: int | None = None
    at: datetime | None = None

    def closes_at(self, published: datetime | None) -> datetime | None:
        """The moment from which comments on a story that was published then are closed."""
        if self.closes_after is None or published is None:
            return None
        return published + timedelta(days=self.closes_after)


@dataclass(frozen=True)
class Mode:
    """A conflict mode that runs.

    Attributes:
        slow: seconds between two comments of one reader; 0 for no limit.
        queue_minutes: how long the oldest comment may wait before comments close; none for ever.
        waiting_since: since when the oldest comment of the place waits.
        alerts: words above the form, by language.
    """

    number: int
    scope: Scope
    key: str
    name: str
    since: datetime
    until: datetime
    slow: int = 0
    queue_minutes: int | None = None
    waiting_since: datetime | None = None
    alert_en: str = ""
    alert_ar: str = ""

    @property
    def closes_at(self) -> datetime | None:
        """When it closes comments unless somebody reads the oldest one before."""
        if self.queue_minutes is None or self.waiting_since is None:
            return None
        return max(self.since, self.waiting_since + timedelta(minutes=self.queue_minutes))


class Why(StrEnum):
    """Why comments are closed."""

    HAND = "hand"  # somebody closed them
    DAYS = "days"  # the story is so many days old
    QUEUE = "queue"  # more waits than the moderators can read


@dataclass(frozen=True)
class Closed:
    """That comments are closed: why and since when."""

    why: Why
    since: datetime | None


@dataclass(frozen=True)
class Situation:
    """Everything that counts for a story at a moment of the database's clock."""

    now: datetime
    site: Choice
    own: tuple[Choice, ...] = ()  # of its section, its tags and itself, where they say anything
    modes: tuple[Mode, ...] = ()
    published: datetime | None = None  # for the first time
    hold_links: bool = True


@dataclass(frozen=True)
class InForce:
    """What counts for a story now."""

    policy: Policy
    source: Choice
    modes: tuple[Mode, ...] = ()
    closed: Closed | None = None
    hold_links: bool = True
    # Seconds until the clock alone may change any of this; a page is not kept for longer.
    turns_in: float | None = None

    @property
    def is_closed(self) -> bool:
        return self.closed is not None

    @property
    def holds_all(self) -> bool:
        """Whether every comment waits; also one that was sent before comments were closed."""
        return self.policy in {Policy.HOLD, Policy.CLOSED}

    @property
    def newcomers(self) -> int:
        """How many approved comments a reader needs so as not to wait; 0 where nobody does."""
        return self.source.newcomers if self.policy == Policy.NEWCOMERS else 0

    def for_reader(self, *, is_trusted: bool) -> InForce:
        """The same for one reader: whoever is trusted is no newcomer, whatever the number."""
        if is_trusted and self.policy == Policy.NEWCOMERS:
            return replace(self, policy=Policy.OPEN)
        return self

    @property
    def slowest(self) -> Mode | None:
        """The mode with the longest time between two comments of a reader."""
        slow = [mode for mode in self.modes if mode.slow]
        return max(slow, key=lambda mode: mode.slow, default=None)


def resolve(at: Situation) -> InForce:
    """Which policy counts, from where it comes, and why comments are closed if they are."""
    source = _most_specific(at)
    policy, closed = _of_choice(source, at)
    modes = tuple(sorted(at.modes, key=lambda mode: (mode.scope != Scope.STORY, mode.name)))
    if modes:
        policy = max(policy, Policy.HOLD, key=STRICTER.index)
        overdue = [one for mode in modes if (one := mode.closes_at) and one <= at.now]
        if overdue and closed is None:
            policy, closed = Policy.CLOSED, Closed(Why.QUEUE, min(overdue))
    return InForce(policy, source, modes, closed, at.hold_links, _turns_in(at))


def _most_specific(at: Situation) -> Choice:
    for scope in (Scope.STORY, Scope.TAG, Scope.SECTION):
        said = [one for one in at.own if one.scope == scope]
        if said:
            return _strictest(said, at)
    return at.site


def _strictest(choices: Iterable[Choice], at: Situation) -> Choice:
    def strictness(one: Choice) -> tuple[int, int, int]:
        policy, _closed = _of_choice(one, at)
        newcomers = one.newcomers if policy == Policy.NEWCOMERS else 0
        days = NEVER if one.closes_after is None else one.closes_after
        return STRICTER.index(policy), newcomers, -days

    return max(sorted(choices, key=lambda one: one.name), key=strictness)


def _of_choice(choice: Choice, at: Situation) -> tuple[Policy, Closed | None]:
    """What a choice means now: so many days after publication, a closed policy."""
    if choice.policy == Policy.CLOSED:
        moments = [one for one in (choice.at, at.published) if one is not None]
        return Policy.CLOSED, Closed(Why.HAND, max(moments, default=None))
    ends = choice.closes_at(at.published)
    if ends is not None and ends <= at.now:
        return Policy.CLOSED, Closed(Why.DAYS, ends)
    return choice.policy, None


def _turns_in(at: Situation) -> float | None:
    ends = [one.closes_at(at.published) for one in (at.site, *at.own)]
    ends += [moment for mode in at.modes for moment in (mode.until, mode.closes_at)]
    ahead = [(one - at.now).total_seconds() for one in ends if one is not None and one > at.now]
    return min(ahead, default=None)
