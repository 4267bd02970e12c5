"""Giving the front to the readers: now, at an hour, not after all; and taking one's work back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.front.asked import context_of, front_of, seen_in, to_front
from articles.admin.front.compared import compared
from articles.admin.front.page import working_copy
from articles.admin.time.clocks import clocks_of
from articles.admin.time.form import MomentForm, desk_zone
from articles.clock import database_now
from articles.fronts import verbs
from articles.languages import spoken
from articles.walltime import Typed
from articles.workflow import Refused, Stale, Verb

SCHEDULE, LATE = "admin/articles/front/schedule.html", "admin/articles/front/late.html"


@require_POST
def publish_page(request: HttpRequest, language: str) -> HttpResponse:
    """Publish the version that the person has before them."""
    user = front_of(request, language)
    note = request.POST.get("note", "")[:2000]
    return _done(
        request,
        language,
        lambda: verbs.publish(language, by=user, note=note, seen=seen_in(request)),
    )


@require_POST
def discard_page(request: HttpRequest, language: str) -> HttpResponse:
    """Arrange the front as readers have it."""
    user = front_of(request, language)
    return _done(request, language, lambda: verbs.discard(language, by=user, seen=seen_in(request)))


@require_POST
def unschedule_page(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Let an hour pass without a change."""
    user, release = front_of(request, language), min(number, 2**63 - 1)
    return _done(request, language, lambda: verbs.unschedule(language, release, by=user))


@require_POST
def restore_page(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Bring a former version back."""
    user, version = front_of(request, language), number
    return _done(
        request,
        language,
        lambda: verbs.restore(language, version, by=user, seen=seen_in(request)),
    )


def schedule_page(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for the hour; show it on every clock; once that is confirmed (POST), schedule."""
    user, now = front_of(request, language), database_now()
    working = working_copy(language)
    form = MomentForm(Verb.SCHEDULE, now, request.POST or None, initial={"seen": working.number})
    refusal, typed, status = "", None, 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and form.typed:
            typed, seen = form.typed, form.cleaned_data["seen"]
            if seen != working.number:
                return _late(request, language, seen)
            if request.POST.get("confirmed", "") == typed.moment.isoformat():
                note = form.cleaned_data["note"]
                try:
                    said = verbs.schedule(language, by=user, typed=typed, note=note, seen=seen)
                except Stale:
                    return _late(request, language, seen)
                except Refused as refused:
                    refusal, typed, status = str(refused), None, 409
                else:
                    messages.success(request, said)
                    return to_front(language)
            else:
                status = 200
    context = {
        **context_of(request, language, _("Schedule the front page")),
        "form": form,
        "zone": desk_zone().key,
        "working": working,
        "refusal": refusal,
        **_on_every_clock(typed, language),
    }
    return TemplateResponse(request, SCHEDULE, context, status=status)


def _on_every_clock(typed: Typed | None, language: str) -> dict[str, object]:
    if typed is None:
        return {"clocks": None, "confirmed": ""}
    clocks = clocks_of(typed.moment, language, spoken())
    return {"clocks": clocks, "confirmed": typed.moment.isoformat(), "typed": typed}


def _done(request: HttpRequest, language: str, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Stale:
        return _late(request, language, seen_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    return to_front(language)


def _late(request: HttpRequest, language: str, seen: int) -> HttpResponse:
    """Nothing was done: the front is not the one that the person looked at. Both are shown."""
    working = working_copy(language)
    had = verbs.version_of(language, seen)
    context = {
        **context_of(request, language, _("Somebody else arranged this front")),
        "working": working,
        "seen": seen,
        "places": compared(working.plan, had.plan if had else verbs.automatic_plan()),
    }
    return TemplateResponse(request, LATE, context, status=409)
