"""Two texts compared word by word. Pure, and bounded in time for texts of any length.

What both texts have in common is found from anchors: lines, then words, that stand exactly once in
each text ("patience"). Between two anchors it is found again, the same way; where none are left,
by Python's own matcher. A budget of steps bounds it all: what remains when it is spent counts as
replaced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
Block = tuple[int, int, int]  # where it begins in the old and in the new, and how long it is

# A word with the vowel signs, joiners and apostrophes in it; a run of space; or one sign.
MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
TOKEN = re.compile(rf"[\w{MARKS}]+(?:['’\-][\w{MARKS}]+)*|\s+|.", re.DOTALL)
LETTER = re.compile(r"\w")
STEPS = 3_000_000  # below a second in all
SMALL = 120_000  # pairs of words that the slow matcher may look at in one place


@dataclass(frozen=True)
class Span:
    """A run of text that both have, or only the new one, or only the old one."""

    kind: Kind
    text: str


def words(old: str, new: str) -> list[Span]:
    """What became of a text, word by word.

    Without the added spans it reads exactly as ``old``, without the removed ones as ``new``. What
    was removed stands before what was added in its place.
    """
    lines_before, lines_after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    spans: list[Span] = []
    for kind, before, after in _changes(lines_before, lines_after):
        if kind == "same":
            spans.append(Span("same", "".join(after)))
        else:
            spans += _within(tokens("".join(before)), tokens("".join(after)))
    return _readable(spans)


def tokens(text: str) -> list[str]:
    """A text in words, spaces and signs; put together again they are the text."""
    return TOKEN.findall(text)


def matches(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """What two sequences have in common, as blocks in the order of both."""
    return _Search(old, new).blocks()


class _Search:
    """One search for common blocks, with its budget."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.left = STEPS
        self.found: list[Block] = []

    def blocks(self) -> list[Block]:
        ranges = [(0, len(self.old), 0, len(self.new))]
        while ranges:
            ranges += self._look(*ranges.pop())
        return sorted(self.found)

    def _look(self, a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int, int, int]]:
        """Search one range; what is left between the anchors in it."""
        old, new = self.old, self.new
        start_a, start_b, stop = a, b, a_end
        while a < a_end and b < b_end and old[a] == new[b]:
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
        self._keep(start_a, start_b, a - start_a)
        self._keep(a_end, b_end, stop - a_end)
        pairs = (a_end - a) * (b_end - b)
        self.left -= (stop - start_a) + (b_end - b)
        if not pairs or self.left < 0:
            return []
        if anchors := self._anchors(a, a_end, b, b_end):
            return self._between(anchors, a, a_end, b, b_end)
        if pairs <= min(SMALL, self.left):
            self.left -= pairs
            matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
            for one, other, size in matcher.get_matching_blocks():
                self._keep(a + one, b + other, size)
        return []

    def _keep(self, a: int, b: int, size: int) -> None:
        if size:
            self.found.append((a, b, size))

    def _anchors(self, a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int]]:
        """The longest rising chain of what stands exactly once in each range."""
        once_before, once_after = _once(self.old, a, a_end), _once(self.new, b, b_end)
        return _rising(
            [(at, once_after[one]) for one, at in once_before.items() if one in once_after]
        )

    def _between(
        self, anchors: list[tuple[int, int]], a: int, a_end: int, b: int, b_end: int
    ) -> list[tuple[int, int, int, int]]:
        ranges = []
        for at, other in anchors:
            ranges.append((a, at, b, other))
            self._keep(at, other, 1)
            a, b = at + 1, other + 1
        return [*ranges, (a, a_end, b, b_end)]


def _once(sequence: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Where in a range each thing stands that stands there once, in order."""
    counts = Counter(sequence[start:end])
    return {one: at for at, one in enumerate(sequence[start:end], start) if counts[one] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rises in both numbers; the first rises already."""
    ends: list[int] = []  # of the chains of each length, the lowest last number
    last: list[int] = []  # and which pair that is
    before: list[int] = []  # the pair before each in its chain
    for index, (_at, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [other]
        last[length : length + 1] = [index]
    chain, index = [], last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _changes(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Literal["same", "changed"], Sequence[str], Sequence[str]]]:
    """The two sequences from beginning to end, in turns common and changed."""
    a = b = 0
    for at, other, size in [*matches(old, new), (len(old), len(new), 0)]:
        if a < at or b < other:
            yield "changed", old[a:at], new[b:other]
        if size:
            yield "same", old[at : at + size], new[other : other + size]
        a, b = at + size, other + size


def _within(before: list[str], after: list[str]) -> Iterator[Span]:
    for kind, gone, come in _changes(before, after):
        if kind == "same":
            yield Span("same", "".join(come))
        else:
            yield Span("removed", "".join(gone))
            yield Span("added", "".join(come))


def _readable(spans: list[Span]) -> list[Span]:
    """Neighbouring changes as one; a lone space or comma between two changes belongs to them."""
    whole: list[Span] = []
    removed = added = ""
    for number, span in enumerate(spans):
        if span.kind == "removed":
            removed += span.text
        elif span.kind == "added":
            added += span.text
        elif (removed or added) and number + 1 < len(spans) and _is_no_word(spans, number):
            removed, added = removed + span.text, added + span.text
        else:
            whole = _joined(whole, [*_change(removed, added), span])
            removed = added = ""
    return _joined(whole, _change(removed, added))


def _is_no_word(spans: list[Span], number: int) -> bool:
    text = spans[number].text
    return len(text) < 4 and "\n" not in text and not LETTER.search(text)


def _change(removed: str, added: str) -> list[Span]:
    """What went and what came; the space around both is common to them."""
    start, end = _common_space(removed, added)
    both = [
        Span("same", removed[:start]),
        Span("removed", removed[start : len(removed) - end]),
        Span("added", added[start : len(added) - end]),
        Span("same", removed[len(removed) - end :]),
    ]
    return [span for span in both if span.text]


def _common_space(removed: str, added: str) -> tuple[int, int]:
    """How many spaces both begin with, and how many more both end with."""
    most = min(len(removed), len(added))
    start = end = 0
    while start < most and removed[start] == added[start] and removed[start].isspace():
        start += 1
    while (
        end < most - start and removed[-1 - end] == added[-1 - end] and removed[-1 - end].isspace()
    ):
        end += 1
    return start, end


def _joined(whole: list[Span], spans: list[Span]) -> list[Span]:
    for span in spans:
        if span.kind == "same" and whole and whole[-1].kind == "same":
            whole[-1] = Span("same", whole[-1].text + span.text)
        elif span.text:
            whole.append(span)
    return whole
