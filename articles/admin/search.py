"""Finding rows by the beginnings of words, or a story by its number. Always by an index."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Model, Q, QuerySet

from articles.asked import whole_number

M = TypeVar("M", bound=Model)
MOST_WORDS = 8


def search_query(term: str) -> SearchQuery | None:
    """All words of a term, each as the beginning of a word; none where there is no letter."""
    words = re.findall(r"[^\W_]+", term)[:MOST_WORDS]
    if not words:
        return None
    return SearchQuery(
        " & ".join(f"{word}:*" for word in words), config="simple", search_type="raw"
    )


def find(rows: QuerySet[M], fields: tuple[str, ...], term: str) -> QuerySet[M]:
    """The rows whose fields have words that begin like those of the term.

    Args:
        fields: exactly those of the model's word index, in its order.
        term: what was typed; a whole number finds the row of that number too.
    """
    query = search_query(term)
    if query is None:
        return rows.none() if term.strip() else rows
    wanted = Q(words=query)
    number = whole_number(term.strip().removeprefix("#"))
    if number is not None:
        wanted |= Q(pk=number)
    words: Any = {"words": SearchVector(*fields, config="simple")}
    found: QuerySet[M] = rows.alias(**words).filter(wanted)
    return found
