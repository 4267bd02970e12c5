"""What the demonstration newspaper's staff say to each other, and what they ask of a story."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from articles import arranging, notes
from articles.checklist.points import Level, Point
from articles.demo.people import Staff
from articles.models import Article, Note, PointLevels, PrintEdition

NOTES = Path(__file__).with_name("notes.toml")
ASKED = {Point.ALT.value: Level.BLOCKING.value, Point.CREDIT.value: Level.BLOCKING.value}
PAGES = "16"
# What is planned when the newspaper is loaded, by the days from then and the name of the edition:
# story, page, print headline, planned lines.
PLANNED: dict[tuple[int, str], list[tuple[str, str, str, int | None]]] = {
    (0, ""): [("oud", "12", "", 60), ("rents", "6", "Zahle rents double in a year", 30)],
    (1, "early"): [
        ("bakers", "1", "Bakers want a lighter loaf", 40),
        ("generators", "3", "", 75),
        ("rents", "6", "", None),
        ("photo-essay", "12", "The shepherds’ road", 20),
        ("oud", "12", "", 60),
    ],
    (1, ""): [
        ("generators", "1", "He owns the switch", 30),
        ("bakers", "6", "", 40),
        ("oud", "12", "", 60),
    ],
}


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
    """Begin the papers of the day of the load and of the one after it."""
    today = timezone.localdate()
    for (days, name), slots in PLANNED.items():
        day = today + timedelta(days=days)
        edition = PrintEdition.objects.update_or_create(
            publication=paper, date=day, name=name, defaults={"pagination": PAGES}
        )[0]
        for story, page, headline, lines in slots:
            details = arranging.Details(headline=headline, lines=lines)
            arranging.place(edition, stories[story], page, details, by=staff.editor)
