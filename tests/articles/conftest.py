from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_kept_pages() -> Iterator[None]:
    """No page of one test is given in another: what a test rolls back renews no marks."""
    cache.clear()
    yield
    cache.clear()
