"""Places in a thread, as sortable text."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from comments import tree


@dataclass
class Node:
    pk: int
    path: str
    depth: int


def under(number: int, parent: Node | None) -> Node:
    place = tree.place(number, parent)
    return Node(number, place.path, place.depth)


@given(st.lists(st.integers(1, 2**62), min_size=2, unique=True))
def test_steps_sort_like_their_numbers(numbers: list[int]) -> None:
    assert sorted(numbers) == [
        tree.numbers(path)[0] for path in sorted(tree.step(number) for number in numbers)
    ]


def test_replies_follow_their_parent_oldest_first() -> None:
    root, other = under(1, None), under(5, None)
    first, second = under(2, root), under(40, root)
    below = under(41, first)
    rows = sorted([other, below, second, first, root], key=lambda node: node.path)
    assert [node.pk for node in rows] == [1, 2, 41, 40, 5]


def test_a_long_chain_keeps_a_short_path_and_its_order() -> None:
    nodes = [under(1, None)]
    for number in range(2, 3001):
        nodes.append(under(number, nodes[-1]))
    assert max(len(node.path) for node in nodes) <= tree.LONGEST
    assert [node.pk for node in sorted(nodes, key=lambda node: node.path)] == list(range(1, 3001))
    assert nodes[-1].depth == 2999


def test_everything_below_a_path_is_one_range() -> None:
    root, other = under(35, None), under(36, None)
    inside = under(50, under(40, root))
    assert root.path < inside.path < tree.end_of(root.path)
    assert not root.path < other.path < tree.end_of(root.path)


@given(st.lists(st.integers(1, 2**62), min_size=1, max_size=tree.DEEPEST, unique=True))
def test_a_path_can_be_read_back(numbers: list[int]) -> None:
    node: Node | None = None
    for number in numbers:
        node = under(number, node)
    assert node is not None
    assert tree.numbers(node.path) == numbers
