from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff.factors import has_factor, reset
from staff.models import User


class Command(BaseCommand):
    """The way in for a chief who lost everything: at the server's console, with a reason."""

    help = "Take away somebody's second factor and sign them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and why."""
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="kept in the account's log")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset it; written down without a name, as nobody is signed in here."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['username']!r}.")
        if not options["reason"].strip():
            raise CommandError("Give a reason.")
        had_factor = has_factor(user)
        reset(user, by=None, reason=options["reason"].strip())
        done = "is reset" if had_factor else "was not set up"
        self.stdout.write(f"The second factor of {user.username} {done}; all sessions are ended.")
