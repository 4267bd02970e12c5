"""What an alert says: numbers, the story, a link. Never a reader's name, address or words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.dates import number
from articles.languages import Language
from comments.belonging import headlines
from comments.models import Alert, AlertKind


@dataclass(frozen=True)
class Message:
    """An alert in words: a line for the subject, a sentence, and where to go."""

    subject: str
    text: str
    link: str
    story: int | None = None
    headline: str = ""


def message_of(alert: Alert, language: str) -> Message:
    """An alert in a language of the desk."""
    with translation.override(language):
        queue = f"{settings.SITE_URL}{reverse('admin:comments_comment_changelist')}"
        if alert.kind == AlertKind.QUEUE:
            return Message(str(AlertKind.QUEUE.label), _queue(alert, language), queue)
        story = alert.thread.story_id if alert.thread else None
        headline = headlines({story}).get(story, f"#{story}")
        return Message(
            f"{AlertKind.STORY.label}: {headline}",
            _story(alert, headline, language),
            f"{queue}?story={story}",
            story,
            headline,
        )


def _queue(alert: Alert, language: str) -> str:
    waiting = ngettext(
        "%(count)s comment waits for a moderator,",
        "%(count)s comments wait for a moderator,",
        alert.waiting,
    ) % {"count": number(alert.waiting, language)}
    return f"{waiting} {_oldest(alert.minutes, language)}"


def _oldest(minutes: int, language: str) -> str:
    """How long, in minutes or, from three hours on, in hours."""
    hours = minutes // 60
    if hours >= 3:
        words = ngettext("the oldest for %(count)s hour.", "the oldest for %(count)s hours.", hours)
        return words % {"count": number(hours, language)}
    words = ngettext(
        "the oldest for %(count)s minute.", "the oldest for %(count)s minutes.", minutes
    )
    return words % {"count": number(minutes, language)}


def _story(alert: Alert, headline: str, language: str) -> str:
    return _("“%(headline)s” gets %(rate)s comments per minute; usual are %(usual)s.") % {
        "headline": headline,
        "rate": _decimal(alert.per_minute, language),
        "usual": _decimal(alert.usual, language),
    }


def _decimal(value: float, language: str) -> str:
    shown = number(f"{value:.1f}", language)
    return shown.replace(".", "٫") if language == Language.ARABIC else shown


def payload(alert: Alert, message: Message) -> dict[str, Any]:
    """What the web hook is sent; docs/alerts.md explains the fields."""
    found: dict[str, Any] = {
        "id": alert.pk,
        "kind": alert.kind,
        "at": alert.at.isoformat(timespec="seconds"),
        "text": f"{message.text} {message.link}",
        "link": message.link,
    }
    if alert.kind == AlertKind.QUEUE:
        return found | {"waiting": alert.waiting, "oldest_minutes": alert.minutes}
    return found | {
        "story": {"number": message.story, "headline": message.headline},
        "per_minute": round(alert.per_minute, 2),
        "usual_per_minute": round(alert.usual, 2),
    }
