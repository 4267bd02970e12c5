"""What somebody may have meant: names that sound like what was typed and that find something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.folding import COMMON, words
from articles.search.asked import asked
from articles.search.keeping import SOUNDS
from articles.search.query import Query, understood
from articles.search.reading import found_by, names_with, spellings_of_names
from articles.search.sounds import distance, sound
from articles.search.spellings import Name, never_the_same, words_of
from articles.search.stems import stem

MOST = 3  # that are asked about
MOST_NAMES = 60  # that are looked at
FARTHEST = 0.6  # letters changed, of those typed


@dataclass(frozen=True)
class Typed:
    """A word of the query that may be a name: its place and its one spelling."""

    begin: int
    end: int
    folded: str


@dataclass(frozen=True)
class Instead:
    """What may have been meant by a part of the query."""

    begin: int
    end: int
    text: str


def did_you_mean(language: str, query: Query, *, by_sound: bool) -> list[str]:
    """Other queries that find something, likeliest first.

    Args:
        by_sound: look for names that sound alike too, as where next to nothing was found.
    """
    typed = list(_typed(query))
    names = spellings_of_names()[1]
    found = list(_lookalikes(typed, names))
    if by_sound:
        found += _sounding_alike(language, typed, names)
    texts = list(dict.fromkeys(_rewritten(query.typed, found)))[:MOST]
    known = spellings_of_names()[0]
    fitting = found_by(language, [asked(understood(text), known) for text in texts])
    return [texts[place] for place in fitting]


def _typed(query: Query) -> Iterator[Typed]:
    for group in query.groups:
        for term in group:
            for (begin, end), word in zip(term.places, term.words, strict=True):
                if word not in COMMON:
                    yield Typed(begin, end, word)


def _lookalikes(typed: Sequence[Typed], names: Iterable[Name]) -> Iterator[Instead]:
    """Spellings that the stylebook only asks about."""
    folded = [one.folded for one in typed]
    for name in names:
        for spelling in name.lookalikes:
            phrase = list(words_of(spelling))
            if not phrase:  # signs without a letter, which nobody searches for
                continue
            for place in range(len(folded) - len(phrase) + 1):
                if folded[place : place + len(phrase)] == phrase:
                    last = typed[place + len(phrase) - 1]
                    yield Instead(typed[place].begin, last.end, _in_script(spelling, name))


def _in_script(spelling: str, name: Name) -> str:
    return name.preferred if spelling.isascii() or not name.arabic else name.arabic


def _sounding_alike(
    language: str, typed: Sequence[Typed], names: Iterable[Name]
) -> Iterator[Instead]:
    sounds = {heard for one in typed if (heard := sound(one.folded))}
    live = names_with(language, [SOUNDS + heard for heard in sorted(sounds)], MOST_NAMES)
    texts = [one.name for one in live]
    texts += [text for name in names for text in (name.preferred, name.arabic) if text]
    parts = [(text[b:e], folded) for text in texts for b, e, folded in words(text)]
    for one in typed:
        alike = [
            (distance(one.folded, folded), text)
            for text, folded in parts
            if stem(folded) != stem(one.folded)
            and folded not in COMMON
            and sound(folded) == sound(one.folded) != ""
            and not never_the_same(one.folded, folded)
        ]
        near = [found for found in alike if found[0] <= max(1, FARTHEST * len(one.folded))]
        if near:
            yield Instead(one.begin, one.end, min(near)[1])


def _rewritten(typed: str, found: Sequence[Instead]) -> Iterator[str]:
    """The query with everything changed that can be, then with one thing at a time."""
    if len(found) > 1:
        yield _with(typed, found)
    for one in found:
        yield _with(typed, [one])


def _with(typed: str, changes: Iterable[Instead]) -> str:
    end = len(typed) + 1
    for one in sorted(changes, key=lambda change: -change.begin):
        if one.end <= end:
            typed = typed[: one.begin] + one.text + typed[one.end :]
            end = one.begin
    return typed
