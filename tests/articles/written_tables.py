"""The tables that stand in the documentation of the permissions, read as the tests need them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from articles import permissions
from comments import permissions as of_comments
from readers import permissions as of_readers
from staff import permissions as of_staff

WHO = ("own", "other", "editor", "moderator", "chief")
STATES = "DSAKPLWRTCE"
STAGES = "QNGBFX"
LETTERS = {"J": "journalist", "E": "editor", "M": "moderator", "C": "chief", "N": "nobody"}


@dataclass(frozen=True)
class Page:
    """Who may open a page of the desk and who may send something to it."""

    open: frozenset[str]
    send: frozenset[str]


def story_table() -> dict[str, dict[str, str]]:
    """For each thing that can be done with a story, and for each person, the states."""
    table = {}
    for line in _rows("what", permissions.__doc__):
        what, *cells = line
        states = (STATES if cell == "*" else cell.replace("-", "") for cell in cells)
        table[what] = dict(zip(WHO, states, strict=True))
    return table


def assignment_table() -> dict[str, dict[str, str]]:
    """As ``story_table``, of the stages of assignments."""
    table = {}
    for what, *cells in _rows("assignment", permissions.__doc__):
        stages = (STAGES if cell == "*" else cell.replace("-", "") for cell in cells)
        table[what] = dict(zip(WHO, stages, strict=True))
    return table


def page_table() -> dict[str, Page]:
    """The pages by the name of their address."""
    table: dict[str, Page] = {}
    for module in (permissions, of_comments, of_readers, of_staff):
        for name, may_open, may_send in _rows("page", inspect.getdoc(module)):
            assert name not in table, name
            table[name] = Page(_people(may_open), _people(may_send))
    return table


def _people(letters: str) -> frozenset[str]:
    if letters == "?":
        return frozenset({*LETTERS.values(), "anonymous"})
    return frozenset(LETTERS[letter] for letter in letters.replace("-", ""))


def _rows(first: str, documentation: str | None) -> list[list[str]]:
    """The lines below the heading that begins with this word, up to an empty one."""
    lines = iter((documentation or "").splitlines())
    for line in lines:
        if line.startswith("  ") and line.split()[:1] == [first]:
            break
    found = []
    for line in lines:
        if not line.strip():
            break
        found.append(line.split())
    return found
