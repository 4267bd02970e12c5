"""What the rules look at and what they say. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from comments.matching import Folded, fold
from comments.models.moderation import RuleName
from comments.models.rule import Action, RuleVersion


class Facts(Protocol):
    """What is known about a comment besides its text, as it was when the rules saw it."""

    def approved(self, most: int) -> int:
        """Earlier comments of the same reader that were published and stayed; counted up to."""

    def same_words(self, minutes: int) -> int:
        """Other comments with the same words, anybody's, in so many minutes before."""

    def written(self, minutes: int) -> int:
        """Other comments of the same author in so many minutes before."""


class NoFacts:
    """For texts that nobody sent, such as a rule's examples."""

    def approved(self, most: int) -> int:
        return most

    def same_words(self, minutes: int) -> int:
        return 0

    def written(self, minutes: int) -> int:
        return 0


@dataclass(frozen=True)
class Case:
    """What the rules look at."""

    text: str  # cleaned
    mail_domain: str = ""  # of the confirmed address; empty for none
    is_newcomer: bool = False  # nothing of this reader was published yet
    was_approved: bool = False  # a moderator approved an earlier wording
    hold_all: bool = False
    held_by: str = ""  # the tag or section whose policy holds all
    in_conflict: bool = False  # conflict mode holds all
    newcomers: int = 0  # approved comments that a reader needs so as not to wait
    hold_links: bool = False
    language: str = ""  # the story's; a rule for one language looks at its stories alone
    facts: Facts = field(default_factory=NoFacts)

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)


@dataclass(frozen=True)
class Finding:
    """Why a comment waits: the rule, what it found and where (characters, end excluded).

    Attributes:
        version: the version of a rule that moderators wrote; nothing for the fixed rules.
        score, scorer: what the scorer said, and which model said it.
    """

    rule: RuleName
    start: int | None = None
    end: int | None = None
    detail: str = ""
    version: RuleVersion | None = None
    score: float | None = None
    scorer: str = ""

    @property
    def action(self) -> Action:
        return Action(self.version.action) if self.version else Action.HOLD
