"""What one request to the story form carries along, beside Django's own arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from articles.admin.stories.conflict import Conflict
from articles.models import Article, JournalEntry


@dataclass
class Visit:
    """Why a form is shown again although its fields are good, and with which status.

    Attributes:
        refusal: the sentence above the form; empty while nothing was refused.
        locked: the story as the saving request holds it, until the form takes it.
        conflict: what others saved meanwhile, for a stale form.
        is_unchanged: the save made no new revision.
        lost_approval: the save changed an approved text.
        taken: the unsaved work that the form shows; nothing is saved.
    """

    refusal: str = ""
    locked: Article | None = None
    conflict: Conflict | None = None
    is_unchanged: bool = False
    lost_approval: bool = False
    taken: JournalEntry | None = None


class _Visited(HttpRequest):
    desk_visit: Visit


def visit_of(request: HttpRequest) -> Visit:
    """The visit of a request, the same one for as long as the request lasts."""
    if not hasattr(request, "desk_visit"):
        cast(_Visited, request).desk_visit = Visit()
    return cast(_Visited, request).desk_visit
