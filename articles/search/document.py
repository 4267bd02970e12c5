"""By what words readers find a story: a text search vector in PostgreSQL's own writing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from articles.body import plain_text
from articles.finding import contributor_mark, place_mark, tag_mark
from articles.folding import spellings, words
from articles.search.stems import stem

# Of each field: its weight, the place at which its words begin, and how many are kept. Between
# two fields there is room, so that no phrase runs from one into the next.
HEADLINE = ("A", 1, 90)
DECK = ("B", 100, 390)
NAMES = ("C", 500, 490)
BODY = ("D", 1000, 15_000)
LAST_PLACE = 16_383  # PostgreSQL counts no further; marks stand there
MOST_PLACES = 100  # of one word; the database keeps 255
MOST_BYTES = 800_000  # the database takes a megabyte
BEGINS = "^"  # before the words of a headline as they are begun by whoever types


def language_mark(language: str) -> str:
    """What stands among a story's words for its edition; no typed word has a sign."""
    return f"#l{language}"


def section_mark(pk: int) -> str:
    return f"#s{pk}"


def document(fields: Mapping[str, Any], first_published_at: datetime) -> str:
    """A published story as a vector.

    Args:
        fields: those of a release (``projection.Projection``).
        first_published_at: aware.
    """
    parts = [headline_entries(fields["headline"]), rest_entries(fields)]
    return " ".join([*parts, moment_entries(first_published_at)])


def headline_entries(headline: str) -> str:
    """The words of a headline, and their beginnings for whoever is still typing."""
    begun = dict.fromkeys(one for *_, word in words(headline) for one in spellings(word))
    beginnings = " ".join(_entry(f"{BEGINS}{one}", f"{LAST_PLACE}A") for one in begun)
    return f"{_entries(headline, *HEADLINE)} {beginnings}"


def rest_entries(fields: Mapping[str, Any]) -> str:
    """All that is found of a story but its headline and its time."""
    names = [one["name"] for key in ("bylines", "dateline", "tags") for one in fields[key]]
    marks = [
        language_mark(fields["language"]),
        section_mark(fields["section_id"]),
        *(contributor_mark(one["id"]) for one in fields["bylines"]),
        *(place_mark(one["id"]) for one in fields["dateline"]),
        *(tag_mark(one["slug"]) for one in fields["tags"]),
    ]
    return " ".join(
        [
            _entries(f"{fields['kicker']} · {fields['deck']}", *DECK),
            _entries(" · ".join(names), *NAMES),
            _entries(plain_text(fields["body_html"]), *BODY),
            *_marks(marks),
        ]
    )


def moment_entries(first_published_at: datetime) -> str:
    """The month and the year (UTC) by which the newest of many stories are found first."""
    moment = first_published_at.astimezone(UTC)
    return " ".join(_marks([f"#m{moment:%Y%m}", f"#y{moment:%Y}"]))


def _entries(text: str, weight: str, begins: int, most: int) -> str:
    places: dict[str, list[int]] = {}
    left = MOST_BYTES
    for number, (_begin, _end, folded) in enumerate(words(text)):
        if number >= most or left < 0:
            break
        for one in dict.fromkeys(map(stem, spellings(folded))):
            known = places.setdefault(one, [])
            if not known:
                left -= len(one.encode()) + 8
            if len(known) < MOST_PLACES:
                known.append(begins + number)
                left -= 2
    return " ".join(
        _entry(one, ",".join(f"{place}{weight}" for place in known))
        for one, known in places.items()
    )


def _marks(marks: Iterable[str]) -> list[str]:
    return [_entry(mark, f"{LAST_PLACE}A") for mark in marks]


def _entry(lexeme: str, places: str) -> str:
    return f"{quoted(lexeme)}:{places}"


def quoted(lexeme: str) -> str:
    """A word as PostgreSQL reads it within a vector or a query."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
