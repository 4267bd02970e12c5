"""What the demonstration newspaper's staff say to each other, and what they ask of a story."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from articles import notes, verbs
from articles.checklist.points import Level, Point
from articles.demo.people import Staff
from articles.models import Article, Note, Placement, PointLevels, PrintEdition

NOTES = Path(__file__).with_name("notes.toml")
ASKED = {Point.ALT.value: Level.BLOCKING.value, Point.CREDIT.value: Level.BLOCKING.value}
# Drafts planned for the paper of the day after the load: story, page.
PLANNED = (("generators", "3"), ("photo-essay", "12"))


def talk(stories: Mapping[str, Article], staff: Staff) -> None:
    """Let the staff speak about the loaded stories, in the order of the file."""
    if not PointLevels.objects.exists():
        PointLevels.objects.create(levels=ASKED, by=staff.chief)
    begun: dict[str, Note] = {}
    entries = tomllib.loads(NOTES.read_text(encoding="utf-8"))["notes"]
    for entry in entries:
        written = notes.write(
            stories[entry["story"]],
            by=getattr(staff, entry["by"]),
            text=entry["text"],
            key=uuid4(),
            field=entry.get("field", ""),
            answer_to=begun[entry["answers"]] if "answers" in entry else None,
        )
        begun[entry.get("key", "")] = written.note
    for entry in entries:
        if who := entry.get("resolved_by"):
            notes.resolve(begun[entry["key"]], by=getattr(staff, who))


def plan(stories: Mapping[str, Article], paper: str, staff: Staff) -> None:
    """Give some drafts their place in tomorrow's paper."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    edition = PrintEdition.objects.get_or_create(publication=paper, date=tomorrow, name="")[0]
    for story, page in PLANNED:
        Placement.objects.create(article=stories[story], edition=edition, page=page)
        verbs.record_revision(stories[story], by=staff.editor)
