"""What follows a verb: queued in the verb's own transaction, done by the worker."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from articles.caching import new_edition
from articles.clock import database_now
from articles.finding import keep_again
from articles.links import ask, links_in, unasked
from articles.mail import assignment_letter, mention_letter
from articles.models import AssignmentLetter, Mention
from staff.delivery import deliver


@task()
def forget_pages(*, removal: bool) -> None:
    """Make pages afresh. The verb's process does so itself; this is for when it was killed."""
    new_edition(removal=removal)


@task()
def tell_mentioned(*, mention: int) -> None:
    """Send the letter of a mention, once.

    The row is held while the letter goes out, so that no other worker sends it too. A worker
    killed between the sending and the record of it leaves a letter that is sent again, under the
    same Message-ID.
    """
    with transaction.atomic():
        waiting = Mention.objects.select_for_update(of=("self",)).filter(pk=mention, mailed_at=None)
        row = waiting.select_related("user", "note__by", "note__article").first()
        if row is None or not (row.user.email and row.user.is_active):
            return
        deliver(mention_letter(row))
        Mention.objects.filter(pk=mention).update(mailed_at=database_now())


@task()
def tell_assigned(*, letter: int) -> None:
    """Send a letter about an assignment, once; see ``tell_mentioned``."""
    with transaction.atomic():
        waiting = AssignmentLetter.objects.select_for_update(of=("self",))
        rows = waiting.filter(pk=letter, mailed_at=None)
        row = rows.select_related("user", "step__by", "step__assignment").first()
        if row is None or not (row.user.email and row.user.is_active):
            return
        deliver(assignment_letter(row))
        AssignmentLetter.objects.filter(pk=letter).update(mailed_at=database_now())


@task(priority=-50)
def try_link(*, url: str, again: bool = False) -> None:
    """Ask an address whether it answers, unless that is known from a moment ago."""
    if unasked([url], again=again):
        ask(url)


def try_links(body: str, *, again: bool = False) -> int:
    """Within the caller's transaction: have the links of a text asked. How many will be.

    Args:
        again: also those that did not answer a moment ago.
    """
    urls = unasked(links_in(body), again=again)
    for url in urls:
        try_link.enqueue(url=url, again=again)
    return len(urls)


def pages_changed(*, removal: bool = False) -> None:
    """Within a verb's transaction: forget the kept pages once it is committed.

    Where the cache is down then, the story is published all the same and the worker tries again.
    """
    forget_pages.enqueue(removal=removal)
    transaction.on_commit(lambda: new_edition(removal=removal), robust=True)


@task(priority=-50)
def find_again(*, mark: str, after: int = 0) -> None:
    """Let stories with a subject be found by its new name, some at a time.

    Args:
        mark: of the subject among a story's words (``articles.finding``).
        after: the number of the story before the first one to look at.
    """
    last = keep_again(mark, after)
    if last is not None:
        find_again.enqueue(mark=mark, after=last)
