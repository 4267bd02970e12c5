"""The stories that match a question, at a cost that does not grow with the archive."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import BooleanField, F, Func, OuterRef, Q, QuerySet, Subquery, Value

from articles.admin.finding.question import Question, tsquery
from articles.models import Article, Findable

Stories = QuerySet[Article]
FEW = 5_000  # as many are sorted in a few milliseconds


class _Matches(Func):
    """Whether the words of a story match; the question is already in PostgreSQL's language."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class _IsAmong(Func):
    """``x = ANY (array)``: one parameter however many there are."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def matching(stories: Stories, question: Question | None, marks: Sequence[str] = ()) -> Stories:
    """The stories that have all words and marks, or the number.

    Few matches are fetched by the index of words and put in order. Where there are many, the list
    is walked in its own order instead, because a page of it is soon full.
    """
    if question is not None and question.is_hopeless:
        return stories.none()
    wanted = tsquery(question, marks)
    numbers = [question.number] if question and question.number is not None else []
    if not wanted:
        return stories.filter(pk__in=numbers) if question is not None else stories
    found = _found(wanted)
    if len(found) <= FEW:
        return stories.filter(_IsAmong(F("pk"), Value([*found, *numbers])))
    words = Findable.objects.filter(article=OuterRef("pk"))
    matches = words.annotate(fits=_Matches(F("words"), Value(wanted))).values("fits")
    return stories.filter(Q(Subquery(matches, output_field=BooleanField())))


def _found(wanted: str) -> list[int]:
    """The numbers of the stories that match; one more than ``FEW`` stands for any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_find(%s::tsquery, %s)", [wanted, FEW + 1])
        return [pk for (pk,) in cursor.fetchall()]
