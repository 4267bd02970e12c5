"""The demonstration newspaper's conflict mode: one story, for some hours from the load on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from articles.clock import database_now
from articles.demo.manuscripts import Misprint, filled, read_toml
from comments.policy.places import Place
from comments.verbs import Preset, start_conflict
from staff.models import User

FILE = Path(__file__).parent / "conflict.toml"


@dataclass(frozen=True)
class Watch:
    """What the file says: the story by the name of its file, and the mode's preset."""

    story: str
    hours: int
    slow: int
    queue_minutes: int
    note: str
    alert_en: str
    alert_ar: str


def switch_on(stories: Mapping[str, int], by: User) -> None:
    """Switch conflict mode on for the story that the file names.

    Raises:
        Misprint: the file cannot be used, or there is no such story.
        comments.workflow.Refused: the preset cannot be used.
    """
    watch = filled(Watch, read_toml(FILE), FILE.name)
    if watch.story not in stories:
        raise Misprint(f"{FILE.name}: there is no story “{watch.story}”.")
    preset = Preset(
        until=database_now() + timedelta(hours=watch.hours),
        slow=watch.slow,
        queue_minutes=watch.queue_minutes,
        alert_en=watch.alert_en,
        alert_ar=watch.alert_ar,
    )
    start_conflict(Place.of_story(stories[watch.story]), preset, by=by, note=watch.note)
