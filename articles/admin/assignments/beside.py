"""The assignment of a story beside the story's form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from articles.admin.assignments import rows
from articles.admin.assignments.shown import page_of, standing
from articles.body import word_count
from articles.dates import full_date, number
from articles.languages import spoken
from articles.models import Article, Assignment


def assignment_of(article: Article) -> dict[str, Any] | None:
    """What was planned of a story, against what there is; none where nobody planned it."""
    found = rows.for_list(Assignment.objects.filter(article=article)).first()
    if found is None:
        return None
    return {
        "row": found,
        "address": page_of(found),
        "stage": found.stage.value,
        "length": _length(found, word_count(article.body)),
        "planned_for": _planned_for(found),
        **standing(found),
    }


def _length(assignment: Assignment, words: int) -> str:
    if assignment.length is None:
        return ""
    planned = {"words": words, "planned": assignment.length}
    if words > assignment.length:
        over = {**planned, "over": words - assignment.length}
        return _("%(words)s of %(planned)s words planned; %(over)s too many.") % over
    return _("%(words)s of %(planned)s words planned.") % planned


def _planned_for(assignment: Assignment) -> str:
    """The day, and the hour where one was planned, by the desk's clock."""
    if assignment.planned_day is None:
        return ""
    day, hour = full_date(assignment.planned_day, spoken()), assignment.planned_hour
    return f"{day}, {number(f'{hour:%H:%M}', spoken())}" if hour else day
