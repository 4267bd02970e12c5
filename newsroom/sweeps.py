"""The sweeps of all apps, for the worker: a name, a period in seconds, a function."""

from __future__ import annotations

from articles.releases import sweep_listings
from comments.replay import forget_old_replays
from comments.rules.reports import forget_networks
from comments.scoring.training import train_when_due
from comments.tasks import sweep_unconfirmed
from newsroom.worker.sweeps import Sweep
from readers.delivery import send_due_letters
from readers.sweeps import forget_what_is_over

SWEEPS: tuple[Sweep, ...] = (
    Sweep("letters", 2, send_due_letters),
    Sweep("articles: list rows that are over", 60, sweep_listings),
    Sweep("readers: forget what is over", 3600, forget_what_is_over),
    Sweep("comments: forget what nobody confirmed", 3600, sweep_unconfirmed),
    Sweep("comments: forget old trials of rules", 24 * 3600, forget_old_replays),
    Sweep("comments: forget networks of old reports", 24 * 3600, forget_networks),
    Sweep("comments: learn from decisions", 3600, train_when_due),
)
