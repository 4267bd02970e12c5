from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.caching import new_edition
from articles.synthetic.archive import (
    NotOurs,
    make_stories,
    refuse_a_real_newspaper,
    stories_made,
    the_only_one,
)
from comments.synthetic import comments_made, make_comments
from newsroom.management.progress import Progress, whole_number


class Command(BaseCommand):
    """Grows the archive to the given size; what is there already is kept and counted."""

    help = (
        "Make a synthetic archive for benchmarks. A run that was stopped is taken up by the next "
        "one. Refused where the database holds stories of a real newspaper."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stories", type=whole_number, default=10_000, metavar="N")
        parser.add_argument("--comments", type=whole_number, default=0, metavar="M")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with the_only_one() as is_ours:
                if not is_ours:
                    raise CommandError("Another make_archive is at work in this database.")
                refuse_a_real_newspaper()
                self.grow("stories", stories_made(), options["stories"], make_stories)
                self.grow("comments", comments_made(), options["comments"], make_comments)
                new_edition()
        except (NotOurs, DatabaseError) as fault:
            raise CommandError(str(fault).strip().split("\n")[0]) from None
        except KeyboardInterrupt:
            self.stdout.write("")
            message = "Stopped. What was made is kept; the same command goes on from there."
            raise CommandError(message, returncode=130) from None

    def grow(self, noun: str, made: int, wanted: int, make: Callable[[int], Iterable[int]]) -> None:
        """Make what is missing, showing how far it has come."""
        if made >= wanted:
            self.stdout.write(f"{made:,} {noun}: nothing to make.")
            return
        progress = Progress(self.stdout, noun, made, wanted)
        for count in make(wanted):
            made = count
            progress.reached(count)
        if made < wanted:
            self.stdout.write(f"{made:,} {noun}: the stories have room for no more.")
