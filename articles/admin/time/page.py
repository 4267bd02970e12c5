"""The pages that ask for an hour: schedule and embargo. The moment is shown before it counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import schedules
from articles.admin.base import person
from articles.admin.checklist.guard import held_by, let_pass
from articles.admin.site import desk
from articles.admin.stories.posting import to_form
from articles.admin.stories.standing import standing
from articles.admin.stories.steps import was_just_done
from articles.admin.time.clocks import clocks_of
from articles.admin.time.form import MomentForm, desk_zone
from articles.admin.time.hours import desk_wall, hours
from articles.clock import database_now
from articles.models import Article
from articles.permissions import can_override_points, can_use, can_view_stories
from articles.walltime import Typed
from articles.workflow import Editorial, Publication, Refused, Verb, is_allowed
from staff.models import User

TEMPLATE = "admin/articles/time/moment.html"


def time_urls(view: Callable[[Any], Any]) -> list[URLPattern]:
    """The addresses of both pages, below those of stories.

    Args:
        view: wraps a view for the desk (``AdminSite.admin_view``).
    """
    return [
        path(
            f"<int:number>/{verb}/",
            view(partial(moment_page, verb=verb)),
            name=f"articles_article_{verb}",
        )
        for verb in (Verb.SCHEDULE, Verb.EMBARGO)
    ]


def moment_page(request: HttpRequest, number: int, verb: Verb) -> HttpResponse:
    """Ask for the hour; show it on every clock; once that is confirmed (POST), take the step."""
    if number >= 2**63:
        raise Http404
    beside = Article.objects.select_related("head_revision", "published_revision")
    article, user, now = get_object_or_404(beside, pk=number), person(request), database_now()
    if not (can_view_stories(user) and can_use(user, verb, article)):
        raise PermissionDenied
    missing = held_by(verb, article)
    may_go_on = bool(missing) and can_override_points(user)
    first = _first(article, verb)
    form = MomentForm(verb, now, request.POST or None, initial=first, may_go_on=may_go_on)
    refusal, is_shown = "", False
    if request.method == "POST" and form.is_valid() and form.typed:
        is_confirmed = request.POST.get("confirmed", "") == form.typed.moment.isoformat()
        try:
            said = _take(verb, article, user, form, is_confirmed)
        except Refused as refused:
            if is_confirmed and was_just_done(verb, article, user, database_now()):
                return to_form(article)
            refusal = str(refused)
        else:
            if is_confirmed:
                messages.success(request, said)
                return to_form(article)
            is_shown = True
    context = {**desk.each_context(request), **_context(verb, article, form, user, is_shown)}
    context |= {"refusal": refusal, "missing": missing}
    status = 200 if request.method == "GET" or is_shown else 409 if refusal else 400
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _take(verb: Verb, article: Article, user: User, form: MomentForm, is_confirmed: bool) -> str:
    """Take the step; before it is confirmed only try it, so that a refusal comes in time."""
    note, seen, typed = form.cleaned_data["note"], form.cleaned_data["seen"], form.typed
    if typed is None:
        raise TypeError("a valid form without its moment")
    with transaction.atomic():
        anyway = form.cleaned_data.get("anyway", False)
        words = let_pass(verb, article, user, note=note, anyway=anyway)
        act = schedules.schedule if verb == Verb.SCHEDULE else schedules.embargo
        said = act(article, by=user, typed=typed, note=words, seen=seen)
        transaction.set_rollback(not is_confirmed)
    if not is_confirmed:
        article.refresh_from_db()
    return said


def _first(article: Article, verb: Verb) -> dict[str, Any]:
    """What the form begins with: the hour that is set, or the end of the embargo."""
    head = article.head_revision
    first: dict[str, Any] = {"seen": head.number if head else 0}
    due = article.embargo_until
    if verb == Verb.SCHEDULE and article.is_to_come(database_now()):
        due = article.goes_live_at
    if due is not None and due > database_now():
        wall = desk_wall(due)
        first |= {"day": wall.date(), "hour": wall.time()}
    return first


def _context(
    verb: Verb, article: Article, form: MomentForm, user: User, is_shown: bool
) -> dict[str, Any]:
    now = database_now()
    publication = article.publication_at(now)
    typed: Typed | None = form.typed if is_shown else None
    language = (get_language() or "en")[:2]
    return {
        "title": _name(verb, publication, is_to_come=article.is_to_come(now)),
        "verb": verb.value,
        "article": article,
        "stands": standing(article, now),
        "hours": hours(article, now, user),
        "form": form,
        "zone": desk_zone().key,
        "typed": typed,
        "clocks": clocks_of(typed.moment, article.language, language) if typed else None,
        "confirmed": typed.moment.isoformat() if typed else "",
        "is_live": publication == Publication.LIVE,
        "is_possible": is_allowed(verb, Editorial(article.editorial), publication),
        "story_page": reverse("admin:articles_article_change", args=[article.pk]),
        "opts": Article._meta,
    }


def _name(verb: Verb, publication: Publication, *, is_to_come: bool) -> str:
    if verb == Verb.EMBARGO:
        return _("Embargo")
    if is_to_come:
        return _("Reschedule")
    return _("Schedule the changes") if publication == Publication.LIVE else _("Schedule")
