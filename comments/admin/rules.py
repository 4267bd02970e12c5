"""The rules of moderation at the desk: the list, one rule with its versions, on and off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import DeskAdmin, person
from articles.admin.site import desk
from articles.asked import whole_number
from comments.admin import rules_trial
from comments.admin.rules_form import RuleForm
from comments.models import Action, Hold, Kind, Rule, RuleName, RuleVersion, ScorerModel
from comments.permissions import can_let_rules_refuse, can_see_rules, can_write_rules
from comments.verbs.rules import switch, try_rule
from comments.workflow import Refused

COUNTED = timedelta(days=30)
FIXED = (
    RuleName.POLICY,
    RuleName.CONFLICT,
    RuleName.NEWCOMER,
    RuleName.LINK,
    RuleName.DISPOSABLE,
    RuleName.EDITED,
    RuleName.ALIAS,
    RuleName.STANDING,
    RuleName.CLOSED,
)


class RuleAdmin(DeskAdmin[Rule]):
    """Rules are changed by trying and saving a version; there is nothing to edit in place."""

    def has_view_permission(self, request: HttpRequest, obj: Rule | None = None) -> bool:
        return can_see_rules(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_write_rules(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Rule | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [
            path("", guard(rules), name="comments_rule_changelist"),
            path("add/", guard(add), name="comments_rule_add"),
            path("<int:pk>/", guard(one), name="comments_rule_change"),
            path("<int:pk>/switch/", guard(on_or_off), name="comments_rule_switch"),
            path("trial/<int:pk>/", guard(rules_trial.trial), name="comments_rule_trial"),
        ]


def rules(request: HttpRequest) -> HttpResponse:
    """All rules by their newest versions, with how many comments each found in the last days."""
    _ask(can_see_rules(request.user))
    versions = list(RuleVersion.objects.newest().select_related("by").order_by("-is_on", "name"))
    found = _found_lately()
    context = {
        "title": _("Rules"),
        "rows": [(one, found.get(one.rule_id, 0)) for one in versions],
        "kinds": Kind.choices,
        "fixed": [name.label for name in FIXED],
        "scorer": ScorerModel.objects.defer("words").first(),
        "may_write": can_write_rules(request.user),
    }
    return _page(request, "comments/desk/rules.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """A new rule of the kind ``?kind=``."""
    _ask(can_write_rules(request.user))
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        return HttpResponseRedirect(reverse("admin:comments_rule_changelist"))
    return _form(request, RuleVersion(kind=kind), None)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A rule as it stands, to be changed, with all its versions."""
    _ask(can_see_rules(request.user))
    newest = RuleVersion.objects.newest().filter(rule=pk).select_related("rule").first()
    if newest is None:
        raise Http404
    if request.method == "POST":
        _ask(_may_change(request, newest))
    return _form(request, newest, newest.rule)


@require_POST
def on_or_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a rule (``is_on``, ``seen``, ``note``), as a new version."""
    rule = get_object_or_404(Rule, pk=pk)
    newest = RuleVersion.objects.newest().get(rule=rule)
    _ask(_may_change(request, newest))
    seen, is_on = whole_number(request.POST.get("seen", "")) or 0, request.POST.get("is_on") == "on"
    try:
        switch(rule, by=person(request), is_on=is_on, seen=seen, note=request.POST.get("note", ""))
    except Refused as why:
        messages.error(request, str(why))
    else:
        said = _("The rule is in force again.") if is_on else _("The rule is switched off.")
        messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:comments_rule_change", args=[pk]))


def _form(request: HttpRequest, version: RuleVersion, rule: Rule | None) -> HttpResponse:
    seen = version.number or 0
    form = RuleForm(
        request.POST or None,
        instance=RuleVersion(**version.said()),
        initial={"seen": seen, "note": ""},
        kind=Kind(version.kind),
        may_refuse=can_let_rules_refuse(request.user),
    )
    if request.method == "POST" and form.is_valid():
        replay = try_rule(
            form.draft(), by=person(request), rule=rule, seen=form.cleaned_data["seen"]
        )
        return HttpResponseRedirect(reverse("admin:comments_rule_trial", args=[replay.pk]))
    context = {
        "title": version.name if rule else _("A new rule"),
        "form": form,
        "version": version,
        "rule": rule,
        "versions": _versions(rule) if rule else [],
        "may_write": _may_change(request, version),
    }
    status = 400 if form.errors else 200
    return _page(request, "comments/desk/rule.html", context, status)


def _versions(rule: Rule) -> QuerySet[RuleVersion]:
    return rule.versions.select_related("by").order_by("-number")


def _may_change(request: HttpRequest, version: RuleVersion) -> bool:
    """Rules that refuse by themselves are the chief's, also to be switched off or softened."""
    if version.action in {"", Action.HOLD}:
        return can_write_rules(request.user)
    return can_let_rules_refuse(request.user)


def _found_lately() -> dict[int, int]:
    rows = Hold.objects.filter(version__isnull=False, at__gte=timezone.now() - COUNTED)
    counted = rows.order_by().values("version__rule").annotate(n=Count("comment", distinct=True))
    return dict(counted.values_list("version__rule", "n"))


def _ask(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    whole = {**desk.each_context(request), "opts": Rule._meta, **context}
    return TemplateResponse(request, template, whole, status=status)


def put_rules_on_desk() -> None:
    """Called once, when the desk is put together."""
    desk.register(Rule, RuleAdmin)
