"""What the page of a story form shows beside Django's own context."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.stories import saving
from articles.admin.stories.checklist import missing
from articles.admin.stories.standing import length, live_address, standing
from articles.admin.stories.steps import first_steps, steps_for
from articles.admin.stories.timeline import timeline
from articles.admin.stories.visit import visit_of
from articles.body import sanitize
from articles.clock import database_now
from articles.datelines import dateline
from articles.models import Article
from articles.permissions import can_edit

# From top to bottom like the story itself: fields of the form, and rows by their prefix.
ORDER: list[tuple[str, list[str]]] = [
    ("fields", ["language", "section"]),
    ("fields", ["kicker", "headline", "deck"]),
    ("rows", ["datelines"]),
    ("rows", ["bylines"]),
    ("fields", ["body"]),
    ("rows", ["illustrations"]),
    ("rows", ["placements"]),
    ("rows", ["corrections"]),
    ("fields", ["tags", "translation_of"]),
]


def form_context(
    request: HttpRequest, context: dict[str, Any], article: Article | None
) -> dict[str, Any]:
    """The parts of the page in their order, the buttons, and what stands beside the form."""
    visit = visit_of(request)
    values: dict[str, Any] = {
        "parts": _parts(context),
        "conflict": visit.conflict,
        "refusal": visit.refusal,
        "steps": first_steps(person(request)),
        "begun_with": saving.begun_with(request.POST) if request.POST else uuid4(),
        "title": _("New story"),
        "subtitle": None,
    }
    if article is None:
        return values
    stored = Article.objects.select_related("head_revision", "published_revision").get(
        pk=article.pk
    )
    return {**values, **_tokens(request, article), **_beside(request, stored)}


def _tokens(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The version from which the form was made: as posted, else that of the very row shown."""
    head = article.head_revision
    return {
        "seen_version": request.POST.get(saving.VERSION, article.version),
        "seen_revision": request.POST.get(saving.REVISION, head.number if head else 0),
    }


def _beside(request: HttpRequest, article: Article) -> dict[str, Any]:
    now, head = database_now(), article.head_revision
    user = person(request)
    return {
        "title": article.headline,
        "steps": steps_for(user, article, now),
        "stands": standing(article, now),
        "live_address": live_address(article),
        "missing": missing(head.frozen) if head else [],
        "length": length(article),
        "entries": timeline(article),
        "reading": None if can_edit(user, article) else _reading(article),
    }


def _parts(context: dict[str, Any]) -> list[dict[str, Any]]:
    fields = {
        field.field.name: line
        for fieldset in context["adminform"]
        for line in fieldset
        for field in line
        if hasattr(field.field, "name")
    }
    rows = {inline.formset.prefix: inline for inline in context["inline_admin_formsets"]}
    parts: list[dict[str, Any]] = []
    for kind, names in ORDER:
        if kind == "fields":
            lines = [fields[name] for name in names if name in fields]
            parts.append({"lines": lines, "names": names})
        else:
            parts += [{"rows": rows[name]} for name in names if name in rows]
    return parts


def _reading(article: Article) -> dict[str, Any]:
    """The story as text, for those who may only read it."""
    head = article.head_revision
    content = head.frozen if head else None
    return {
        "content": content,
        "body": SafeString(sanitize(article.body)),
        "dateline": dateline(content["dateline"], article.language) if content else "",
    }
