"""Live stories that say the same as another one: by how the text begins, and by the headline."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from django.db.models import QuerySet, Value

from articles.checklist.findings import Twin
from articles.models import Article
from articles.models.article import OPENING, OPENING_LENGTH

RECENT = timedelta(days=14)
SHORTEST_OPENING = 80  # characters of HTML; less than a sentence says nothing
NEWEST = 500  # stories whose headlines are compared
ALIKE = 0.7  # of the words of both headlines together
MOST = 3
_WORD = re.compile(r"\w+")


def twins_of(article: Article, now: datetime) -> list[Twin]:
    """Live stories of the last days in the same language; one query, by two indexes.

    Args:
        now: the moment (aware) that decides what is live.
    """
    live = Article.objects.filter(
        goes_live_at__gt=now - RECENT,
        goes_live_at__lte=now,
        withdrawn_at=None,
        language=article.language,
    ).exclude(pk=article.pk)
    found: dict[int, Twin] = {}
    ours = words_of(article.headline)
    for number, headline, opening in _candidates(live, article):
        # What begins with the same text comes with the mark of it, the other headlines without.
        is_same_text = bool(opening)
        if number not in found and (is_same_text or alike(words_of(headline), ours)):
            found[number] = Twin(number, headline, is_same_text)
    return sorted(found.values(), key=lambda twin: (not twin.is_same_text, -twin.number))[:MOST]


def alike(ours: set[str], theirs: set[str]) -> bool:
    """Whether two headlines have nearly the same words."""
    shared = len(ours & theirs)
    return bool(shared) and shared >= ALIKE * (len(ours) + len(theirs) - shared)


def words_of(headline: str) -> set[str]:
    """The words of a headline, whatever their case and order."""
    return set(_WORD.findall(headline.casefold()))


def _candidates(
    live: QuerySet[Article], article: Article
) -> QuerySet[Article, tuple[int, str, str]]:
    """The newest stories' headlines, and whatever begins with the same text."""
    columns = "pk", "headline", "opening"
    newest = live.order_by("-goes_live_at", "-pk").annotate(opening=Value(""))
    headlines = newest.values_list(*columns)[:NEWEST]
    opening = _opening(article.body)
    if not opening:
        return headlines
    same = live.order_by("-goes_live_at").annotate(opening=OPENING).filter(opening=opening)
    return same.values_list(*columns)[:MOST].union(headlines, all=True)


def _opening(body: str) -> str:
    """As the database reckons it for its index."""
    if len(body) < SHORTEST_OPENING:
        return ""
    return hashlib.md5(body[:OPENING_LENGTH].encode(), usedforsecurity=False).hexdigest()
