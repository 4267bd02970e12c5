"""The readers and threads of the demonstration newspaper as values. Pure: files in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from articles.demo.manuscripts import Misprint, filled, read_toml

FOLDER = Path(__file__).parent
SPAN = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")
JUDGED = {"reject", "mark_spam"}


@dataclass(frozen=True)
class Person:
    """A reader."""

    key: str
    name: str
    email: str
    language: str = "en"


@dataclass(frozen=True)
class Deed:
    """What happens to a comment later: a verb, so long after it was written.

    ``by`` is a role of the desk; without it the comment's author acts. To mute or ban concerns the
    author.
    """

    verb: str
    after: str
    by: str = ""
    reason: str = ""
    note: str = ""
    text: str = ""
    days: int = 0  # of a mute


@dataclass(frozen=True)
class Report:
    """A reader's report of a comment."""

    by: str
    reason: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One comment: by a reader, or from the ``desk`` by somebody with that role.

    It is written so long ``after`` the story was published, or so long ``ago``. Where the rules
    hold it, the moderator approves it soon, unless it ``waits`` or its deeds judge it.
    """

    key: str
    text: str
    by: str = ""
    desk: str = ""
    after: str = ""
    ago: str = ""
    to: str = ""
    up: int = 0
    down: int = 0
    waits: bool = False
    then: tuple[Deed, ...] = ()
    reports: tuple[Report, ...] = ()

    @property
    def is_judged(self) -> bool:
        return bool(JUDGED & {deed.verb for deed in self.then})


@dataclass(frozen=True)
class Script:
    """The thread of one story; its policy, where it has one, holds from so long after the story."""

    story: str
    comments: tuple[Line, ...]
    policy: str = ""
    policy_after: str = "0m"
    policy_note: str = ""


def read_people(folder: Path = FOLDER) -> list[Person]:
    """Read ``readers.toml``.

    Raises:
        Misprint: it is missing, is not TOML or lacks something.
    """
    found = read_toml(folder / "readers.toml")
    return [
        filled(Person, {"key": key, **values}, f"readers.toml, {key}")
        for key, values in found.items()
    ]


def read_scripts(folder: Path = FOLDER) -> list[Script]:
    """Read every thread; each file bears the name of its story's.

    Raises:
        Misprint: a file is not TOML, lacks something or says something that means nothing.
    """
    return [_script(file) for file in sorted((folder / "threads").glob("*.toml"))]


def check_people(people: Iterable[Person], scripts: Iterable[Script]) -> None:
    """Check that whoever writes or reports is among the readers, and what is answered is there.

    Raises:
        Misprint: somebody or something is not.
    """
    known = {person.key for person in people}
    for script in scripts:
        lines = {line.key for line in script.comments}
        for line in script.comments:
            named = {line.by} - {""} | {report.by for report in line.reports}
            if missing := sorted(named - known):
                raise Misprint(f"{script.story}.toml: there is no reader “{missing[0]}”.")
            if line.to and line.to not in lines:
                raise Misprint(f"{script.story}.toml: there is no comment “{line.to}”.")


def span(text: str) -> timedelta:
    """The time that ``1d2h30m`` stands for; any of the three parts may be left out.

    Raises:
        Misprint: it is none.
    """
    found = SPAN.fullmatch(text)
    if not text or found is None:
        raise Misprint(f"“{text}” is no length of time; write it like 1d2h30m.")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def _script(file: Path) -> Script:
    values: dict[str, Any] = {"story": file.stem, **read_toml(file)}
    values["comments"] = tuple(_line(one, file.name) for one in values.get("comments", ()))
    return filled(Script, values, file.name)


def _line(values: dict[str, Any], where: str) -> Line:
    values["then"] = tuple(filled(Deed, one, where) for one in values.get("then", ()))
    values["reports"] = tuple(filled(Report, one, where) for one in values.get("reports", ()))
    values["text"] = values.get("text", "").strip()
    line = filled(Line, values, where)
    if bool(line.by) == bool(line.desk) or bool(line.after) == bool(line.ago):
        raise Misprint(f"{where}, {line.key}: says not once who wrote it, or not once when.")
    return line
