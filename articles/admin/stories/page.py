"""What the page of a story form shows beside Django's own context."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.assignments.beside import assignment_of
from articles.admin.base import person
from articles.admin.checklist import no_byline
from articles.admin.checklist.guard import GUARDED
from articles.admin.checklist.report import report_on
from articles.admin.journal.beside import journal_context
from articles.admin.notes.conversation import conversation
from articles.admin.printing.story_page import places_of
from articles.admin.stories import saving
from articles.admin.stories.standing import length, live_address, standing
from articles.admin.stories.steps import first_steps, steps_for
from articles.admin.stories.timeline import timeline
from articles.admin.stories.visit import visit_of
from articles.admin.time.hours import hours
from articles.body import sanitize
from articles.clock import database_now
from articles.datelines import dateline
from articles.models import Article
from articles.permissions import can_arrange_print, can_copy, can_edit, can_override_points

# From top to bottom like the story itself: fields of the form, rows by their prefix, the paper.
ORDER: list[tuple[str, list[str]]] = [
    ("fields", ["language", "section"]),
    ("fields", ["kicker", "headline", "deck"]),
    ("rows", ["datelines"]),
    ("rows", ["bylines"]),
    ("fields", ["body"]),
    ("rows", ["illustrations"]),
    ("print", []),
    ("rows", ["corrections"]),
    ("fields", ["tags", "translation_of"]),
    ("rows", ["related_stories"]),
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
        "no_byline": no_byline.chosen(request.POST, article.no_byline if article else False),
        "no_byline_stored": article.no_byline if article else False,
    }
    is_form = article is None or can_edit(person(request), article)
    values["journal"] = journal_context(request, article, values["begun_with"], is_form=is_form)
    if article is None:
        return values
    return {**values, **_tokens(request, article), **_beside(request, _stored(request, article))}


def _stored(request: HttpRequest, article: Article) -> Article:
    """The story as it is in the database; a posted form has written into the instance."""
    if request.method != "POST":
        return article
    stories = Article.objects.select_related("head_revision", "published_revision")
    return stories.get(pk=article.pk)


def _tokens(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The version from which the form was made: as posted, else that of the very row shown."""
    head = article.head_revision
    return {
        "seen_version": request.POST.get(saving.VERSION, article.version),
        "seen_revision": request.POST.get(saving.REVISION, head.number if head else 0),
    }


def _beside(request: HttpRequest, article: Article) -> dict[str, Any]:
    now, user = database_now(), person(request)
    steps, may_go_on = steps_for(user, article, now), can_override_points(user)
    return {
        "title": article.headline,
        "steps": steps,
        "stands": standing(article, now),
        "hours": hours(article, now, user),
        "live_address": live_address(article),
        "report": report_on(article, now),
        "ways_round": [step for step in steps if may_go_on and step.verb in GUARDED],
        "talk": conversation(article, user),
        "notes_address": reverse("admin:articles_article_notes", args=[article.pk]),
        "length": length(article),
        "planned": assignment_of(article),
        "entries": timeline(article),
        "places": list(places_of(article)),
        "may_place": can_arrange_print(user),
        "may_copy": can_copy(user, article),
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
        elif kind == "print":
            parts.append({"is_print": True})
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
