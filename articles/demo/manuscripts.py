"""The demonstration newspaper's files read into dataclasses. Pure: files in, values out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FOLDER = Path(__file__).parent
T = TypeVar("T", bound="DataclassInstance")


class Misprint(Exception):
    """A file of the demonstration newspaper that cannot be used; says which and why."""


@dataclass(frozen=True)
class Credit:
    """A contributor's part in a story."""

    who: str
    role: str = "by"


@dataclass(frozen=True)
class PictureUse:
    """A picture in a story, with the caption it has there."""

    picture: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True)
class PrintSpot:
    """Where a story stands in print."""

    edition: date
    page: str
    headline: str = ""
    name: str = ""


@dataclass(frozen=True)
class Paper:
    """A printed edition, and when it left the press."""

    date: date
    printed: datetime
    name: str = ""
    pagination: str = ""


@dataclass(frozen=True)
class Mistake:
    """A correction: what readers are told, and which words were changed from what."""

    at: datetime
    text: str
    was: str
    now: str
    reason: str
    kind: str = "correction"


@dataclass(frozen=True)
class Change:
    """What the desk has changed in a live story without publishing it."""

    deck: str
    add: str


@dataclass(frozen=True)
class Manuscript:
    """One story. ``state`` says how far the desk has taken it; times are aware."""

    key: str
    language: str
    section: str
    headline: str
    body: str
    kicker: str = ""
    deck: str = ""
    state: str = "live"
    published: datetime | None = None
    translation_of: str = ""
    note: str = ""
    withdrawn_at: datetime | None = None
    reason: str = ""
    notice: str = ""
    live_in_days: int = 0
    datelines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    bylines: tuple[Credit, ...] = ()
    pictures: tuple[PictureUse, ...] = ()
    placements: tuple[PrintSpot, ...] = ()
    corrections: tuple[Mistake, ...] = ()
    related: tuple[str, ...] = ()
    changed: Change | None = None

    @property
    def first_body(self) -> str:
        """The body as it was first published, before its corrections."""
        body = self.body
        for mistake in self.corrections:
            body = body.replace(mistake.now, mistake.was)
        return body


@dataclass(frozen=True)
class Print:
    """A picture's file and the words that go with it."""

    key: str
    caption: str
    alt: str
    credit: str
    file: str = ""

    @property
    def path(self) -> Path:
        """The picture's JPEG."""
        return FOLDER / "pictures" / f"{self.file or self.key}.jpg"


@dataclass(frozen=True)
class Desk:
    """Everything but the stories: sections, people, places, names, editions, wording, pictures."""

    paper: str
    sections: list[dict[str, Any]]
    contributors: list[dict[str, Any]]
    places: list[dict[str, Any]]
    editions: list[Paper]
    wording: dict[str, dict[str, str]]
    pictures: dict[str, Print] = field(default_factory=dict)
    names: list[dict[str, str]] = field(default_factory=list)


# What a story in each state needs beside its text.
NEEDED: dict[str, tuple[str, ...]] = {
    "draft": (),
    "submitted": (),
    "sent-back": ("note",),
    "approved": (),
    "live": ("published",),
    "changed": ("published", "changed"),
    "withdrawn": ("published", "withdrawn_at", "reason"),
    "retracted": ("published", "withdrawn_at", "reason", "notice"),
    "scheduled": ("live_in_days",),
}
PARTS: dict[str, type[Any]] = {
    "bylines": Credit,
    "pictures": PictureUse,
    "placements": PrintSpot,
    "corrections": Mistake,
}


def read_desk(folder: Path = FOLDER) -> Desk:
    """Read ``desk.toml``, ``names.toml`` and ``pictures.toml``.

    Raises:
        Misprint: a file is missing, is not TOML or lacks something.
    """
    found = read_toml(folder / "desk.toml")
    pictures = read_toml(folder / "pictures.toml")
    try:
        return Desk(
            paper=found["paper"]["name"],
            sections=found["sections"],
            contributors=found["contributors"],
            places=found["places"],
            editions=[filled(Paper, one, "desk.toml") for one in found["editions"]],
            wording=found["wording"],
            pictures={
                key: filled(Print, {"key": key, **words}, f"pictures.toml, {key}")
                for key, words in pictures.items()
            },
            names=read_toml(folder / "names.toml")["names"],
        )
    except KeyError as missing:
        raise Misprint(f"desk.toml: {missing} is missing.") from None


def read_manuscripts(folder: Path = FOLDER) -> list[Manuscript]:
    """Read every story, in the order in which they were published; the unpublished come last.

    Raises:
        Misprint: a file is not TOML, lacks something or names something that there is not.
    """
    stories = [_manuscript(file) for file in sorted((folder / "stories").glob("*.toml"))]
    keys = {story.key for story in stories}
    for story in stories:
        if story.translation_of and story.translation_of not in keys:
            raise Misprint(f"{story.key}.toml: there is no story “{story.translation_of}”.")
        # They are brought in one after another, the oldest first.
        earlier = {one.key for one in stories if _is_before(one, story)}
        if not earlier.issuperset(story.related):
            raise Misprint(f"{story.key}.toml: a related story is not published before it.")
    stories.sort(key=lambda story: (story.published is None, str(story.published), story.key))
    return [story for story in stories if not story.translation_of] + [
        story for story in stories if story.translation_of
    ]


def _is_before(one: Manuscript, other: Manuscript) -> bool:
    return bool(one.published and other.published and one.published < other.published)


def check_references(desk: Desk, stories: Iterable[Manuscript]) -> None:
    """Check that whatever the stories name is there.

    Raises:
        Misprint: a story names a section, contributor, place, picture or edition that is missing.
    """
    known: Mapping[str, set[Any]] = {
        "section": {one["slug"] for one in desk.sections},
        "contributor": {one["slug"] for one in desk.contributors},
        "place": {one["slug"] for one in desk.places},
        "picture": set(desk.pictures),
        "edition": {(one.date, one.name) for one in desk.editions},
    }
    for story in stories:
        named: tuple[tuple[str, Iterable[Any]], ...] = (
            ("section", [story.section]),
            ("contributor", [credit.who for credit in story.bylines]),
            ("place", story.datelines),
            ("picture", [use.picture for use in story.pictures]),
            ("edition", [(spot.edition, spot.name) for spot in story.placements]),
        )
        for kind, names in named:
            for name in names:
                if name not in known[kind]:
                    raise Misprint(f"{story.key}.toml: there is no {kind} “{name}”.")


def _manuscript(file: Path) -> Manuscript:
    values: dict[str, Any] = {"key": file.stem, **read_toml(file)}
    for name, part in PARTS.items():
        values[name] = tuple(filled(part, one, file.name) for one in values.get(name, ()))
    for name in ("datelines", "tags", "related"):
        values[name] = tuple(values.get(name, ()))
    if "changed" in values:
        values["changed"] = filled(Change, values["changed"], file.name)
    story = filled(Manuscript, values, file.name)
    _check_state(story)
    return story


def _check_state(story: Manuscript) -> None:
    if story.state not in NEEDED:
        raise Misprint(f"{story.key}.toml: “{story.state}” is not a state.")
    for name in NEEDED[story.state]:
        if not getattr(story, name):
            raise Misprint(f"{story.key}.toml: a story that is {story.state} needs “{name}”.")
    for mistake in story.corrections:
        if mistake.now not in story.body:
            raise Misprint(f"{story.key}.toml: the corrected words are not in the body.")


def read_toml(file: Path) -> dict[str, Any]:
    """Read one of the demonstration newspaper's files.

    Raises:
        Misprint: it is missing or is not TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misprint(f"{file.name}: {error}") from error


def filled(kind: type[T], values: Mapping[str, Any], where: str) -> T:
    """Return the dataclass with these values.

    Raises:
        Misprint: a name means nothing there, or one is missing; ``where`` says in which file.
    """
    unknown = set(values) - {one.name for one in fields(kind)}
    if unknown:
        raise Misprint(f"{where}: “{min(unknown)}” means nothing here.")
    try:
        return kind(**values)
    except TypeError as error:
        raise Misprint(f"{where}: {error}") from None
