"""What follows a verb: queued in the verb's own transaction, done by the worker."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from articles.caching import new_edition


@task()
def forget_pages(*, removal: bool) -> None:
    """Make pages afresh. The verb's process does so itself; this is for when it was killed."""
    new_edition(removal=removal)


def pages_changed(*, removal: bool = False) -> None:
    """Within a verb's transaction: forget the kept pages once it is committed.

    Where the cache is down then, the story is published all the same and the worker tries again.
    """
    forget_pages.enqueue(removal=removal)
    transaction.on_commit(lambda: new_edition(removal=removal), robust=True)
