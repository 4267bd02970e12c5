"""What a story's form shows of the journal and of who is there, and the marks that it carries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.urls import reverse

from articles.admin.base import person
from articles.admin.journal import store
from articles.admin.journal.entries import notices, offers, waiting
from articles.admin.journal.marks import TAB, Marks, Pass, pass_for, read_marks
from articles.admin.journal.presence import others
from articles.admin.stories.visit import visit_of
from articles.models import Article
from articles.permissions import can_read_unsaved_work


def journal_context(
    request: HttpRequest, article: Article | None, begun_with: UUID, *, is_form: bool
) -> dict[str, Any]:
    """The journal's part of the page; opening the form is a sign of life.

    Args:
        begun_with: the mark of the form, where it begins a story.
        is_form: whether the page can be typed into; else it is for reading.
    """
    user, taken = person(request), visit_of(request).taken
    marks = _marks(request) if is_form else None
    entries = waiting(article, user)
    context: dict[str, Any] = {"taken": taken, "offered": offers(entries, user, article, marks)}
    if marks is not None:
        context |= {
            "marks": marks,
            "pass": pass_for(user.pk, article, begun_with),
            "keep": reverse("admin:articles_journal_keep"),
            "here": reverse("admin:articles_journal_here"),
        }
    if article is not None:
        if marks is not None:
            store.beat(Pass(user.pk, article.pk, None), marks, "")
        tab = marks.tab if marks else None
        context |= {
            "people": others(article.pk, user, tab),
            "notices": notices(entries, leaving_out=user),
            "can_read": can_read_unsaved_work(user, None),
        }
    return context


def _marks(request: HttpRequest) -> Marks:
    """Those of a form that is shown again; else of a new window."""
    if taken := visit_of(request).taken:
        return Marks(uuid4(), took=f"{taken.pk}:{taken.stroke}")
    if TAB in request.POST:
        marks = read_marks(request.POST)
        return replace(marks, stroke=marks.stroke + 2)  # its text may have been kept as the next
    return Marks(uuid4())
