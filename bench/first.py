"""Settings of the product without the page cache and without the parts of pages that it keeps.

What is measured so is the first page of a release in a process.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from articles import memory
from bench.afresh import *

T = TypeVar("T")


def _made_each_time(name: Hashable, make: Callable[[], T]) -> T:
    return make()


memory.lasting = _made_each_time
