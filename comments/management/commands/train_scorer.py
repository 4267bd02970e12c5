from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.scoring.training import TooFew, train


class Command(BaseCommand):
    """Let the scorer learn from the desk's decisions, and say how well it learned."""

    help = "Let the comments' scorer learn from what moderators approved and refused."

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn; fail in one line where there is too little to learn from."""
        try:
            model = train()
        except TooFew as why:
            raise CommandError(f"Nothing was learned: {why}.") from why
        self.stdout.write(
            f"Model {model.pk}: learned from {model.approved} approved and {model.refused} refused"
            f" comments; {model.agreed} of {model.tested} kept aside were judged as the desk did."
        )
