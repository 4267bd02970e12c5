"""Alerts at the desk: what was sent, where to, and above which limits."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.base import DeskAdmin, person
from articles.admin.site import desk
from articles.languages import spoken
from comments.admin.decided import number_in
from comments.alerts.episodes import limits_in_force
from comments.alerts.message import message_of
from comments.models import Alert, AlertLimits
from comments.permissions import can_see_alerts, can_set_alert_limits

ON_A_PAGE = 20


class LimitsForm(forms.ModelForm[AlertLimits]):
    """The limits; saved as new ones, the older stay in the record."""

    class Meta:
        model = AlertLimits
        fields = ("queue_minutes", "per_minute", "times_usual", "language", "is_on")
        widgets = {
            name: forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
            for name in ("per_minute", "times_usual")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class AlertAdmin(DeskAdmin[Alert]):
    """Alerts are made by the worker; the list has the limits under it."""

    def has_view_permission(self, request: HttpRequest, obj: Alert | None = None) -> bool:
        return can_see_alerts(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Alert | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [path("", guard(alerts), name="comments_alert_changelist")]


def alerts(request: HttpRequest) -> HttpResponse:
    """The alerts, newest first, ``?after=`` a number; POST puts new limits into force."""
    if not can_see_alerts(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, LimitsForm(instance=limits_in_force()))
    if not can_set_alert_limits(request.user):
        raise PermissionDenied
    form = LimitsForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    form.instance.by = person(request)
    form.save()
    messages.success(request, _("The limits are changed; the worker looks every minute."))
    return HttpResponseRedirect(reverse("admin:comments_alert_changelist"))


def _page(request: HttpRequest, form: LimitsForm, status: int = 200) -> HttpResponse:
    context = {
        **desk.each_context(request),
        "title": _("Alerts"),
        "opts": Alert._meta,
        "form": form,
        "limits": limits_in_force(),
        "may_set": can_set_alert_limits(request.user),
        "addresses": settings.ALERT_MAIL,
        # The rest of the address is often a secret.
        "hook": urlsplit(settings.ALERT_HOOK_URL).hostname if settings.ALERT_HOOK_URL else "",
        **_alerts(number_in(request, "after")),
    }
    return TemplateResponse(request, "comments/desk/alerts.html", context, status=status)


def _alerts(after: int | None) -> dict[str, Any]:
    rows = Alert.objects.select_related("thread").prefetch_related("deliveries")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    entries = [
        {
            "alert": one,
            "message": message_of(one, spoken()),
            "last": list(one.deliveries.all())[-1:],
            "tries": len(one.deliveries.all()),
        }
        for one in shown
    ]
    return {"entries": entries, "next": shown[-1].pk if len(found) > ON_A_PAGE else None}


def put_alerts_on_desk() -> None:
    """Called once, when the desk is put together."""
    desk.register(Alert, AlertAdmin)
