"""Since when corrections are public, and who approved them: read from the releases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery

from articles.models import Article, Correction, Release, Transition
from articles.workflow import Verb
from staff.models import User


@dataclass(frozen=True)
class Told:
    """Where a correction stands with readers.

    Attributes:
        since: when readers have it, or will have it without a further act.
        by: who approved it, or retracted the story with it; and at which moment.
    """

    since: datetime
    by: User | None
    approved_at: datetime | None


def told_in(articles: Iterable[int]) -> dict[int, Told]:
    """What is promised to readers of the corrections of some stories, by the correction's number.

    What is not here can still be changed; everything else the database keeps as it is. Two
    queries, whatever their number.
    """
    live_from = OuterRef("goes_live_at")
    approval = Q(verb=Verb.APPROVE, revision=OuterRef("revision"), at__lte=live_from)
    # A retraction is told by the act itself; every other text was approved.
    acts = approval | Q(verb=Verb.RETRACT, at=live_from)
    act = Transition.objects.filter(acts, article=OuterRef("article")).order_by("-pk")[:1]
    releases = (
        Release.objects.filter(article__in=set(articles))
        .exclude(superseded_at=F("goes_live_at"))
        .order_by("goes_live_at", "pk")
        .values_list(
            "goes_live_at",
            "withdrawn",
            "corrections",
            "revision__content__corrections",
            Subquery(act.values("by")),
            Subquery(act.values("at")),
        )
    )
    found: dict[int, tuple[datetime, int | None, datetime | None]] = {}
    for since, withdrawn, shown, frozen, by, at in releases:
        numbers = [one.get("id") for one in shown]
        numbers += [] if withdrawn else [one["correction"] for one in frozen]
        for number in numbers:
            found.setdefault(number, (since, by, at))
    people = User.objects.in_bulk([by for _since, by, _at in found.values() if by])
    return {
        number: Told(since, people.get(by or 0), at) for number, (since, by, at) in found.items()
    }


def drop_untold(article: Article) -> None:
    """Within a verb's transaction: give up the corrections of a story that no reader has."""
    Correction.objects.filter(article=article).exclude(pk__in=told_in([article.pk])).delete()
