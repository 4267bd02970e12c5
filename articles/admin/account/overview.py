"""One's own account: the second factor, and where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.account.pages import page
from articles.admin.base import person
from staff.access import end_session, number_of, sessions_of, sign_out_elsewhere
from staff.devices import device_words
from staff.enforcement import must_have
from staff.factors import unused_codes
from staff.models import AuthenticatorApp, DeskSession, User


@dataclass(frozen=True)
class Place:
    """A browser in which somebody is signed in, in words."""

    session: DeskSession
    device: str
    is_here: bool


def places(user: User, here: UUID | None) -> list[Place]:
    """Where somebody is signed in, the last used first.

    Args:
        here: the number of the session that asks, where it is one of theirs.
    """
    found = sessions_of(user)[:100]
    return [Place(one, device_words(one.agent), one.number == here) for one in found]


def account(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The overview."""
    user = person(request)
    return page(
        site,
        request,
        "overview",
        _("Your sign-in"),
        app=AuthenticatorApp.objects.filter(user=user).first(),
        passkeys=list(user.passkeys.all()),
        codes_left=unused_codes(user),
        must_have=must_have(user),
        places=places(user, number_of(request)),
        events=user.access_events.select_related("by").order_by("-at", "-id")[:20],
    )


def session_end(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Signs one browser out."""
    try:
        number = UUID(request.POST.get("session", ""))
    except ValueError:
        raise Http404 from None
    if not end_session(person(request), number):
        raise Http404
    if number == number_of(request):
        request.session.flush()
        return HttpResponseRedirect(reverse("admin:login"))
    messages.success(request, _("That browser is signed out."))
    return HttpResponseRedirect(reverse("admin:account"))


def others_end(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Signs all browsers out but the one that asks."""
    many = sign_out_elsewhere(request, person(request))
    sentence = ngettext(
        "%d other browser is signed out.", "%d other browsers are signed out.", many
    )
    messages.success(request, sentence % many)
    return HttpResponseRedirect(reverse("admin:account"))
