"""The page of one place: who may comment there, and its conflict mode."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.admin.site import desk
from articles.asked import whole_number
from articles.clock import database_now
from comments.admin.policies import naming, running, saying
from comments.admin.policies.forms import ConflictForm, PolicyForm
from comments.admin.ways import back
from comments.models import ConflictSwitch, SitePolicy
from comments.permissions import can_moderate, can_set_policy_of, can_switch_conflict_mode
from comments.policy import in_force_on
from comments.policy.places import Place
from comments.policy.words import desk_sentences
from comments.verbs.conflict import (
    AlreadyOn,
    end_conflict,
    is_running,
    newest_switch,
    start_conflict,
)
from comments.verbs.policies import Stale, newest_of, set_place_policy, set_story_policy
from comments.workflow import Refused


def place(request: HttpRequest, scope: str, key: str) -> HttpResponse:
    """What one place says, to be changed; with POST, changed."""
    here = _place(request, scope, key)
    if request.method != "POST":
        return _page(request, here)
    _ask(can_set_policy_of(request.user, here.scope))
    form = PolicyForm(here, request.POST)
    if not form.is_valid():
        return _page(request, here, form=form, status=400)
    try:
        _set(request, here, form)
    except Stale as why:
        again = {**request.POST.dict(), "seen": str(why.newest.pk)}
        form = PolicyForm(here, again)
        return _page(request, here, form=form, sentence=str(why), theirs=why.newest, status=409)
    except Refused as why:
        return _page(request, here, form=form, sentence=str(why), status=400)
    messages.success(request, _("Saved. It counts from now on, also for what was typed before."))
    return HttpResponseRedirect(naming.page_of(here))


def _set(request: HttpRequest, here: Place, form: PolicyForm) -> None:
    note, seen = form.cleaned_data["note"], form.cleaned_data["seen"] or 0
    by, story = person(request), here.story_id
    if story is not None:
        set_story_policy(story, form.wanted, by=by, note=note, seen=seen)
    else:
        set_place_policy(here, form.wanted, by=by, note=note, seen=seen)


@require_POST
def start(request: HttpRequest, scope: str, key: str) -> HttpResponse:
    """Switch conflict mode on."""
    here = _place(request, scope, key)
    _ask(can_switch_conflict_mode(request.user))
    form = ConflictForm(request.POST)
    if not form.is_valid():
        return _page(request, here, conflict=form, status=400)
    try:
        start_conflict(here, form.preset, by=person(request), note=form.cleaned_data["note"])
    except Refused as why:
        status = 409 if isinstance(why, AlreadyOn) else 400
        return _page(request, here, conflict=form, conflict_sentence=str(why), status=status)
    messages.success(request, _("Conflict mode is on: every comment waits from now on."))
    return HttpResponseRedirect(f"{naming.page_of(here)}#conflict")


@require_POST
def end(request: HttpRequest, scope: str, key: str) -> HttpResponse:
    """End conflict mode now (``seen``: the switch that is to end)."""
    here = _place(request, scope, key)
    _ask(can_switch_conflict_mode(request.user))
    seen, note = whole_number(request.POST.get("seen", "")) or 0, request.POST.get("note", "")
    try:
        end_conflict(here, by=person(request), seen=seen, note=note)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Conflict mode has ended; the policy counts again."))
    return back(request)


def _page(
    request: HttpRequest,
    here: Place,
    *,
    form: PolicyForm | None = None,
    conflict: ConflictForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    now, newest, switch = database_now(), newest_of(here), _switch(here)
    shown = running.dressed([switch], now)[0] if switch and is_running(switch, now) else None
    initial = {**newest.said(), "seen": newest.pk} if newest else {"seen": 0, "hold_links": True}
    context = {
        **desk.each_context(request),
        "title": naming.names([here])[here],
        "opts": SitePolicy._meta,
        "place": here,
        "page": naming.page_of(here),
        "kind": here.scope.label,
        "is_live": naming.is_live(here),
        "in_force": desk_sentences(in_force_on(here.story_id)) if here.story_id else [],
        "says": saying.says(here),
        "form": form or PolicyForm(here, initial=initial),
        "may_set": can_set_policy_of(request.user, here.scope),
        "mode": shown,
        "conflict": conflict or ConflictForm.fresh(now),
        "may_switch": can_switch_conflict_mode(request.user),
        "history": saying.history(here),
        **more,
    }
    if theirs := more.get("theirs"):
        context["theirs_say"] = saying.row_says(here, theirs)
    return TemplateResponse(request, "comments/desk/policy.html", context, status=status)


def _switch(here: Place) -> ConflictSwitch | None:
    return newest_switch(here) if here.takes_conflict_mode else None


def _place(request: HttpRequest, scope: str, key: str) -> Place:
    _ask(can_moderate(request.user))
    found = naming.place_at(scope, key)
    if found is None or found not in naming.names([found]):
        raise Http404
    return found


def _ask(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
