"""A colleague's ways in, for the chief: sessions to end, a second factor to reset with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.account.forms import ReasonForm
from articles.admin.account.overview import places
from articles.admin.account.pages import page
from articles.admin.base import person
from articles.asked import whole_number
from staff.access import end_colleagues_sessions
from staff.enforcement import must_have
from staff.factors import reset, unused_codes
from staff.models import AuthenticatorApp, User
from staff.permissions import can_manage_access


def access(site: AdminSite, request: HttpRequest, object_id: str) -> HttpResponse:
    """Where a colleague is signed in, what second factor there is, and what happened to it."""
    return _page(site, request, _colleague(request, object_id), ReasonForm())


def reset_factor(site: AdminSite, request: HttpRequest, object_id: str) -> HttpResponse:
    """Takes a colleague's second factor away, with a reason; nobody does so to themselves."""
    user = _colleague(request, object_id)
    form = ReasonForm(request.POST)
    if user.pk == request.user.pk:
        form.add_error(None, _("Another chief has to reset yours."))
    if not form.is_valid():
        return _page(site, request, user, form)
    reset(user, by=person(request), reason=form.cleaned_data["reason"])
    messages.success(request, _("The second factor is reset and the colleague is signed out."))
    return HttpResponseRedirect(_address(user))


def sessions_end(site: AdminSite, request: HttpRequest, object_id: str) -> HttpResponse:
    """Signs a colleague out everywhere."""
    user = _colleague(request, object_id)
    end_colleagues_sessions(user, by=person(request))
    messages.success(request, _("The colleague is signed out everywhere."))
    return HttpResponseRedirect(_address(user))


def _colleague(request: HttpRequest, object_id: str) -> User:
    asks = person(request)
    if not can_manage_access(asks, None):
        raise PermissionDenied
    user = get_object_or_404(User, pk=whole_number(object_id) or 0)
    if not can_manage_access(asks, user):
        raise PermissionDenied
    return user


def _page(site: AdminSite, request: HttpRequest, user: User, form: ReasonForm) -> HttpResponse:
    return page(
        site,
        request,
        "colleague",
        _("Sign-in of %(name)s") % {"name": user},
        status=400 if form.is_bound else 200,
        colleague=user,
        is_own=user.pk == request.user.pk,
        app=AuthenticatorApp.objects.filter(user=user).first(),
        passkeys=list(user.passkeys.all()),
        codes_left=unused_codes(user),
        must_have=must_have(user),
        places=places(user, None),
        events=user.access_events.select_related("by").order_by("-at", "-id")[:50],
        form=form,
    )


def _address(user: User) -> str:
    return reverse("admin:staff_user_access", args=[user.pk])
