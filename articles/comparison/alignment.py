"""Which paragraph of an old text became which of the new one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from articles.differences import matches, tokens

T = TypeVar("T")

ALIKE = 0.35  # share of common words from which two paragraphs count as one that was changed
MOVED = 0.7  # and from which one that stands elsewhere counts as moved
MOVABLE = 4  # words; shorter paragraphs are alike by chance
MOST_PAIRS = 3000  # that are compared with each other in one place


@dataclass(frozen=True)
class Pair(Generic[T]):
    """An old and a new block that belong together; one is missing where it was added or removed."""

    old: T | None
    new: T | None
    moved: bool = False


def align(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], str], text: Callable[[T], str]
) -> list[Pair[T]]:
    """Pair the blocks of two texts, in the order of the new one.

    A moved block stands where it is now; where it was, nothing is left of it.

    Args:
        key: equal for blocks that do not differ; text: the words of a block.
    """
    pairs: list[Pair[T]] = []
    a = b = 0
    common = matches([key(one) for one in old], [key(one) for one in new])
    for at, other, size in [*common, (len(old), len(new), 0)]:
        pairs += _changed(old[a:at], new[b:other], text)
        pairs += [Pair(old[at + n], new[other + n]) for n in range(size)]
        a, b = at + size, other + size
    return _with_moves(pairs, text)


def _changed(old: Sequence[T], new: Sequence[T], text: Callable[[T], str]) -> Iterator[Pair[T]]:
    """Pair what is alike between two blocks in common, in the order of both."""
    a = b = 0
    for at, other in [*_alike(old, new, text), (len(old), len(new))]:
        yield from (Pair(one, None) for one in old[a:at])
        yield from (Pair(None, one) for one in new[b:other])
        if at < len(old) and other < len(new):
            yield Pair(old[at], new[other])
        a, b = at + 1, other + 1


def _alike(old: Sequence[T], new: Sequence[T], text: Callable[[T], str]) -> list[tuple[int, int]]:
    """The chain of pairs that has most in common."""
    if not old or not new:
        return []
    if len(old) * len(new) > MOST_PAIRS:
        return [(n, n) for n in range(min(len(old), len(new)))]
    before, after = [_words(text(one)) for one in old], [_words(text(one)) for one in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    share = [[_share(one, other) for other in after] for one in before]
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            both = best[a + 1][b + 1] + share[a][b] if share[a][b] >= ALIKE else 0.0
            best[a][b] = max(both, best[a + 1][b], best[a][b + 1])
    chain, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            chain.append((a, b))
            a, b = a + 1, b + 1
    return chain


def _with_moves(pairs: list[Pair[T]], text: Callable[[T], str]) -> list[Pair[T]]:
    """Removed here and added there is moved."""
    gone, come = [], []
    for n, one in enumerate(pairs):
        if one.old is not None and one.new is None:
            gone.append((n, _words(text(one.old))))
        elif one.new is not None and one.old is None:
            come.append((n, _words(text(one.new))))
    if len(gone) * len(come) > MOST_PAIRS:
        return pairs
    moved: dict[int, int] = {}
    for there, words in come:
        shares = [(_share(words, one), here) for here, one in gone if here not in moved.values()]
        share, here = max(shares, default=(0.0, -1))
        if share >= MOVED and words.total() >= MOVABLE:
            moved[there] = here
    away = set(moved.values())
    return [
        Pair(pairs[moved[n]].old, one.new, moved=True) if n in moved else one
        for n, one in enumerate(pairs)
        if n not in away
    ]


def _words(text: str) -> Counter[str]:
    return Counter(word for word in tokens(text) if word[0].isalnum())


def _share(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0
