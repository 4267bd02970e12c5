"""What to say where nothing was found: what was asked for, and how to ask for less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

STATUS = "status"
EVERYTHING = "all"


@dataclass(frozen=True)
class Way:
    """A link that asks for something else."""

    label: str
    address: str


@dataclass(frozen=True)
class Help:
    """How a list was asked for, and what may find more."""

    typed: str
    words: tuple[str, ...]
    is_hopeless: bool
    filters: tuple[Way, ...]
    ways: tuple[Way, ...]

    @property
    def is_asked(self) -> bool:
        """Whether the list was asked for by anything: else there is simply no story yet."""
        return bool(self.typed or self.filters)

    @classmethod
    def of(cls, changelist: Any) -> Help:
        """The help for a list of stories that was asked for by words or filters."""
        question = changelist.question
        return cls(
            typed=changelist.query,
            words=question.words if question else (),
            is_hopeless=bool(question and question.is_hopeless),
            filters=tuple(_filters(changelist)),
            ways=tuple(_ways(changelist)),
        )


def _filters(changelist: Any) -> Iterator[Way]:
    """Each filter that is set, with the address of the list without it."""
    for spec in changelist.filter_specs:
        names = [name for name in spec.expected_parameters() if name in changelist.params]
        if names:
            yield Way(str(spec.title), changelist.get_query_string(remove=names))


def _ways(changelist: Any) -> Iterator[Way]:
    if changelist.query and len(changelist.params) > ("q" in changelist.params):
        everything = {name: None for name in changelist.params if name != "q"}
        yield Way(_("Search all stories"), changelist.get_query_string(everything))
    if changelist.params.get(STATUS) != EVERYTHING:
        address = changelist.get_query_string({STATUS: EVERYTHING})
        yield Way(_("Look among spiked stories too"), address)
