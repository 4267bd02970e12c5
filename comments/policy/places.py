"""Where a policy or a conflict mode holds. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from articles.asked import whole_number
from comments.characters import clean
from comments.models.policy import KEY, Scope


@dataclass(frozen=True)
class Place:
    """The site, a section or story by its number, or a tag by its slug."""

    scope: Scope
    key: str = ""

    @classmethod
    def of_story(cls, number: int) -> Place:
        return cls(Scope.STORY, str(number))

    @property
    def story_id(self) -> int | None:
        return int(self.key) if self.scope == Scope.STORY else None

    @property
    def takes_conflict_mode(self) -> bool:
        return self.scope in {Scope.STORY, Scope.TAG}

    @property
    def is_possible(self) -> bool:
        """Whether there can be such a place; whether there is one, the newspaper knows."""
        match self.scope:
            case Scope.SITE:
                return not self.key
            case Scope.TAG:
                return 0 < len(self.key) <= KEY and clean(self.key) == self.key
            case _:
                return whole_number(self.key) is not None and not self.key.startswith("0")
