"""The sweeps of all apps, for the worker: a name, a period in seconds, a function."""

from __future__ import annotations

from articles.admin.journal.sweep import forget_unsaved_work
from articles.links import forget_old_answers
from articles.readings.ranking import rank
from articles.releases import sweep_listings
from comments.alerts.episodes import watch
from comments.own_standing import forget_neighbourhoods, look_after_bans
from comments.replay import forget_old_replays
from comments.rules.reports import forget_networks
from comments.scoring.training import train_when_due
from comments.tasks import sweep_unconfirmed
from newsroom.worker.sweeps import Sweep
from readers.delivery import send_due_letters
from readers.sweeps import forget_what_is_over
from staff.sweeps import forget_what_is_over as forget_old_sessions

SWEEPS: tuple[Sweep, ...] = (
    Sweep("letters", 2, send_due_letters),
    Sweep("articles: list rows that are over", 60, sweep_listings),
    Sweep("articles: what is read most", 120, rank),
    Sweep("articles: forget old answers of links", 24 * 3600, forget_old_answers),
    Sweep("articles: forget old unsaved work", 3600, forget_unsaved_work),
    Sweep("readers: forget what is over", 3600, forget_what_is_over),
    Sweep("staff: forget what is over", 3600, forget_old_sessions),
    Sweep("comments: alert the moderators", 60, watch),
    Sweep("comments: forget what nobody confirmed", 3600, sweep_unconfirmed),
    Sweep("comments: forget old trials of rules", 24 * 3600, forget_old_replays),
    Sweep("comments: forget networks of old reports", 24 * 3600, forget_networks),
    Sweep("comments: bans that are over or moved", 3600, look_after_bans),
    Sweep("comments: forget networks", 3600, forget_neighbourhoods),
    Sweep("comments: learn from decisions", 3600, train_when_due),
)
