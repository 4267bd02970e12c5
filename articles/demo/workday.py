"""How far the desk takes each demonstration story, and when: always by the verbs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from articles import removals, verbs
from articles.demo.manuscripts import Manuscript, Mistake
from articles.demo.people import Staff
from articles.models import Article, Correction
from staff.models import User

WRITTEN = timedelta(hours=2, minutes=10)
SENT = timedelta(minutes=52)
READ = timedelta(minutes=14)
PRESS_HOUR = 6


def take_through(article: Article, story: Manuscript, *, writer: User, staff: Staff) -> None:
    """Take a new article to the state that its manuscript names."""
    if story.published is not None:
        _publish(article, writer, staff, story.published)
        for mistake in story.corrections:
            _correct(article, mistake, staff)
        _afterwards(article, story, writer, staff)
        _date(article, story)
        return
    verbs.record_revision(article, by=writer)
    if story.state == "draft":
        return
    verbs.submit(article, by=writer)
    if story.state == "sent-back":
        verbs.send_back(article, by=staff.editor, note=story.note)
    elif story.state != "submitted":
        verbs.approve(article, by=_second_reader(writer, staff), note=story.note)
    if story.state == "scheduled":
        verbs.publish(article, by=staff.editor, goes_live_at=_press_hour(story.live_in_days))


def _publish(article: Article, writer: User, staff: Staff, at: datetime) -> None:
    verbs.record_revision(article, by=writer, at=at - WRITTEN)
    verbs.submit(article, by=writer, at=at - SENT)
    verbs.approve(article, by=_second_reader(writer, staff), at=at - READ)
    verbs.publish(article, by=staff.editor, at=at, goes_live_at=at)


def _second_reader(writer: User, staff: Staff) -> User:
    """Nobody approves what they wrote."""
    return staff.chief if writer == staff.editor else staff.editor


def _correct(article: Article, mistake: Mistake, staff: Staff) -> None:
    """Put the words right, say so to the readers and publish again."""
    article.body = article.body.replace(mistake.was, mistake.now)
    article.save(update_fields=["body"])
    Correction.objects.create(
        article=article,
        kind=mistake.kind,
        text=mistake.text,
        internal_reason=mistake.reason,
        corrected_at=mistake.at,
        corrected_by=staff.editor,
    )
    verbs.record_revision(article, by=staff.editor, at=mistake.at - timedelta(minutes=9))
    verbs.submit(article, by=staff.editor, at=mistake.at - timedelta(minutes=8))
    verbs.approve(article, by=staff.chief, at=mistake.at - timedelta(minutes=2))
    verbs.publish(article, by=staff.editor, at=mistake.at, goes_live_at=mistake.at)


def _afterwards(article: Article, story: Manuscript, writer: User, staff: Staff) -> None:
    """What happened to a live story since: taken down, or changed but not published again."""
    if story.withdrawn_at is not None:
        end = removals.retract if story.state == "retracted" else verbs.withdraw
        end(
            article,
            by=staff.chief,
            note=story.reason,
            notice=story.notice,
            at=story.withdrawn_at,
        )
    if story.changed is not None:
        article.deck = story.changed.deck
        article.body += story.changed.add
        article.save(update_fields=["deck", "body"])
        verbs.record_revision(article, by=writer)


def _date(article: Article, story: Manuscript) -> None:
    """Set the times that a database can only stamp with the moment of the load."""
    if story.published is None:
        return
    times = {"created_at": story.published - WRITTEN}
    if story.changed is None:
        last = [story.published, *(mistake.at for mistake in story.corrections)]
        times["modified_at"] = story.withdrawn_at or last[-1]
    Article.objects.filter(pk=article.pk).update(**times)


def _press_hour(days: int) -> datetime:
    """Six in the morning, newspaper time, so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=PRESS_HOUR, minute=0, second=0, microsecond=0)
