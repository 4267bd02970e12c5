from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand

from newsroom.sweeps import SWEEPS
from newsroom.worker.loop import Worker


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, then finishes the task at hand."""

    help = "Run queued tasks and periodic sweeps until stopped."
    requires_migrations_checks = True

    def handle(self, *args: Any, **options: Any) -> None:
        """Work; any number of workers may run beside each other."""
        worker = Worker(SWEEPS)
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, lambda *_: worker.stop())
        worker.run()
