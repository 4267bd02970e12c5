"""Hours for tests, as somebody at the desk types them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from articles import schedules
from articles.clock import database_now
from articles.models import Article
from articles.walltime import Typed, moments
from tests.articles.desk import LIST

ZONE = "Asia/Beirut"


def wall_at(moment: datetime) -> datetime:
    """What the desk's clock shows at a moment (aware), to the minute."""
    return timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None)


def typed_at(wall: datetime, *, is_second: bool = False) -> Typed:
    """An hour typed by the desk's clock."""
    return Typed(wall, ZONE, moments(wall, ZoneInfo(ZONE))[int(is_second)], is_second)


def in_hours(hours: float) -> Typed:
    """An hour to come, to the minute."""
    return typed_at(wall_at(database_now() + timedelta(hours=hours)))


def schedule(story: Article, hours: float = 2) -> datetime:
    """Schedule an approved story for an hour to come; the moment (aware)."""
    typed = in_hours(hours)
    schedules.schedule(story, by=story.created_by, typed=typed)
    return typed.moment


def embargo(story: Article, hours: float = 2) -> datetime:
    """Put a story under embargo until an hour to come; the moment (aware)."""
    typed = in_hours(hours)
    schedules.embargo(story, by=story.created_by, typed=typed, note="The ministry’s.")
    return typed.moment


def last_sunday(month: int, year: int = 0) -> date:
    """The last Sunday of a month, next year where none is given: the clocks change in its night."""
    day = date(year or datetime.now(UTC).year + 1, month + 1, 1) - timedelta(days=1)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def address_of(story: Article, verb: str = "schedule") -> str:
    return f"{LIST}{story.pk}/{verb}/"


def send(client: Client, story: Article, verb: str = "schedule", /, **fields: str) -> Any:
    """Send the page of an hour; what is not given is as the page showed it."""
    head = story.head_revision
    data = {"note": "", "seen": str(head.number if head else 0), **fields}
    return client.post(address_of(story, verb), data)


def send_and_confirm(
    client: Client, story: Article, verb: str = "schedule", /, **fields: str
) -> Any:
    """Send an hour, read it on every clock and confirm it."""
    shown = send(client, story, verb, **fields)
    assert shown.status_code == 200, shown.context["form"].errors or shown.context["refusal"]
    return send(client, story, verb, **fields, confirmed=shown.context["confirmed"])
