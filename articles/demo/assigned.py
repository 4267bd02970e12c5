"""The week of the demonstration desk: assignments in every stage, around the day of the load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles import assignments
from articles.demo.people import Staff
from articles.models import Article, Assignment, PrintEdition, Section
from articles.walltime import Typed, moments
from staff.models import User

FILE = Path(__file__).with_name("assignments.toml")
PLAIN = ("slug_line", "language", "length", "photo_wanted", "must_run", "embargo_note", "brief")


def fill_the_week(stories: Mapping[str, Article], paper: str, staff: Staff) -> None:
    """Let the editor plan what the file says, and the others do their part of it."""
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["assignments"]:
        by: User = getattr(staff, entry.get("proposed_by", "editor"))
        typed = _due(*entry["due"])
        assignment = Assignment(
            section=Section.objects.get(slug=entry["section"]),
            is_proposal="proposed_by" in entry,
            planned_with=uuid4(),
            **_slot(entry, paper, typed),
            **{name: entry[name] for name in PLAIN if name in entry},
        )
        people = [getattr(staff, name) for name in entry.get("who", ())]
        assignments.plan(assignment, by=by, typed=typed, people=people)
        if story := stories.get(entry.get("story", "")):
            assignments.begin(assignment, by=people[0], story=story)
        if reason := entry.get("dropped"):
            assignments.drop(assignment, by=staff.editor, note=reason)


def _slot(entry: Mapping[str, Any], paper: str, typed: Typed) -> dict[str, object]:
    """The page in the first paper of the day after."""
    if "page" not in entry:
        return {}
    day = typed.wall.date() + timedelta(days=1)
    papers = PrintEdition.objects.filter(publication=paper, date=day).order_by("pk")
    edition = papers.first() or PrintEdition.objects.create(publication=paper, date=day)
    return {"edition": edition, "page": entry["page"]}


def _due(days: int, hour: str) -> Typed:
    """So many days from today; none of these hours is touched by a change of the clock."""
    day, zone = timezone.localdate(), ZoneInfo(timezone.get_default_timezone_name())
    wall = datetime.combine(day + timedelta(days=days), time.fromisoformat(hour))
    return Typed(wall, zone.key, moments(wall, zone)[0])
