"""A rule on trial: how far it has come, what it would have found, and the button that saves it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.site import desk
from comments.admin.decided import number_in
from comments.admin.marking import marked
from comments.belonging import headlines
from comments.matching.scripts import Script
from comments.models import Action, Hold, Replay, ReplayHit, Rule, RuleVersion
from comments.models.rule import SAID
from comments.permissions import can_let_rules_refuse, can_see_rules, can_write_rules
from comments.replay import DAYS, MOST_LISTED, draft_of
from comments.verbs.rules import Stale, save_tried, try_rule
from comments.workflow import Refused

ON_A_PAGE = 25
SECONDS = 2  # between two looks at a trial that is under way


def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a trial, ``?after=`` the last comment of the page before; POST ``do`` saves or rebases.

    While it is under way the page asks for itself again, without any script.
    """
    if not can_see_rules(request.user):
        raise PermissionDenied
    replay = get_object_or_404(Replay.objects.select_related("rule", "by", "saved"), pk=pk)
    if request.method == "POST":
        return _decide(request, replay)
    response = _page(request, replay)
    if not replay.is_done and replay.saved is None:
        response["Refresh"] = str(SECONDS)
    return response


def _decide(request: HttpRequest, replay: Replay) -> HttpResponse:
    draft = draft_of(replay)
    if not _may_save(request, draft, replay.rule):
        raise PermissionDenied
    try:
        if request.POST.get("do") == "rebase" and replay.rule is not None:
            newest = RuleVersion.objects.newest().get(rule=replay.rule)
            again = try_rule(draft, by=person(request), rule=replay.rule, seen=newest.number)
            return HttpResponseRedirect(reverse("admin:comments_rule_trial", args=[again.pk]))
        version = save_tried(replay, by=person(request))
    except Stale as why:
        return _page(request, replay, {"newest": why.newest, "sentence": str(why)}, 409)
    except Refused as why:
        return _page(request, replay, {"sentence": str(why)}, 409)
    in_force, off = _("Saved: the rule is in force from now on."), _("Saved, switched off.")
    messages.success(request, in_force if version.is_on else off)
    return HttpResponseRedirect(reverse("admin:comments_rule_change", args=[version.rule_id]))


def _may_save(request: HttpRequest, draft: RuleVersion, rule: Rule | None) -> bool:
    actions = {draft.action}
    if rule is not None:
        actions.add(RuleVersion.objects.newest().get(rule=rule).action)
    if actions == {Action.HOLD}:
        return can_write_rules(request.user)
    return can_let_rules_refuse(request.user)


def _page(
    request: HttpRequest, replay: Replay, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    draft = draft_of(replay)
    hits, following = _hits(request, replay)
    newest = (more or {}).get("newest")
    context = {
        **desk.each_context(request),
        "title": _("Trial of “%s”") % draft.name,
        "opts": Rule._meta,
        "replay": replay,
        "draft": draft,
        "days": DAYS.days,
        "hits": hits,
        "next": following,
        "most": MOST_LISTED,
        "may_save": _may_save(request, draft, replay.rule),
        "differences": differences(newest, draft) if newest else [],
        **(more or {}),
    }
    return TemplateResponse(request, "comments/desk/rule_trial.html", context, status=status)


def _hits(request: HttpRequest, replay: Replay) -> tuple[list[dict[str, Any]], int | None]:
    rows = ReplayHit.objects.filter(replay=replay).select_related("comment__thread")
    if (after := number_in(request, "after")) is not None:
        rows = rows.filter(comment__lt=after)
    found = list(rows.order_by("-comment")[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    stories = headlines({one.comment.thread.story_id for one in shown})
    hits = [
        {
            "comment": one.comment,
            "headline": stories.get(one.comment.thread.story_id, ""),
            "text": marked(
                one.comment.raw, [Hold(start=pair[0], end=pair[1]) for pair in one.spans]
            ),
            "detail": one.detail,
        }
        for one in shown
    ]
    return hits, shown[-1].comment_id if len(found) > ON_A_PAGE else None


def differences(newest: RuleVersion, draft: RuleVersion) -> list[tuple[str, object, object]]:
    """The fields in which a colleague's version and a draft differ: name, theirs, ours."""
    differing = (
        name for name in SAID if name != "note" and getattr(newest, name) != getattr(draft, name)
    )
    return [(_label(name), _shown(newest, name), _shown(draft, name)) for name in differing]


def _shown(version: RuleVersion, name: str) -> object:
    value = getattr(version, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(Script(one).label) for one in value if one in Script.values)
    display = getattr(version, f"get_{name}_display", None)
    return display() if display else value


def _label(name: str) -> str:
    labels = {
        "name": _("name"),
        "kind": _("looks at"),
        "action": _("what it finds"),
        "reason": _("reason"),
        "language": _("language of the story"),
        "is_on": _("in force"),
        "words": _("Words or web addresses"),
        "prefixes": _("Also after Arabic and Hebrew prefixes (and, the, to, with)"),
        "disguises": _("Also with digits, signs and foreign letters that look alike"),
        "limit": _("Number"),
        "minutes": _("Within so many minutes"),
        "scripts": _("Scripts that may appear at once"),
        "must_find": _("It must find, one text in each line"),
        "must_pass": _("It must let pass, one text in each line"),
    }
    return labels[name]
