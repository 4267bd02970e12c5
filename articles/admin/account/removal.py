"""Taking a factor away and renewing the recovery codes: each asks for the password again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.account.forms import Confirmed
from articles.admin.account.pages import page
from articles.admin.account.setup import codes_page
from articles.admin.base import person
from staff import factors
from staff.enforcement import must_have
from staff.models import AuthenticatorApp, Passkey, User


def app_remove(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Removes the authenticator app."""
    user = person(request)
    if not AuthenticatorApp.objects.filter(user=user).exists():
        raise Http404
    return _removed(
        site,
        request,
        _("Remove the authenticator app"),
        is_last=not user.passkeys.exists(),
        remove=lambda: factors.remove_app(user),
    )


def passkey_remove(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """Removes one passkey."""
    user = person(request)
    passkey = get_object_or_404(Passkey, pk=pk, user=user)
    has_other = user.passkeys.exclude(pk=pk).exists()
    return _removed(
        site,
        request,
        _("Remove the passkey “%(name)s”") % {"name": passkey.name},
        is_last=not (has_other or AuthenticatorApp.objects.filter(user=user).exists()),
        remove=lambda: factors.remove_passkey(user, passkey),
    )


def recovery(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Makes new recovery codes in place of those before."""
    user = person(request)
    if not factors.has_factor(user):
        messages.info(request, _("Set up an app or a passkey first; the codes come with it."))
        return HttpResponseRedirect(reverse("admin:account"))
    form = Confirmed(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return codes_page(site, request, factors.renew_codes(user), reverse("admin:account"))
    sentence = _("New codes replace the old ones, which no longer work.")
    return _ask(site, request, _("New recovery codes"), form, sentence=sentence)


def recovery_text(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The codes that a page just showed, as a file. They come from that page: only it has them."""
    given = request.POST.getlist("code")[:20]
    if not factors.are_own_codes(person(request), given):
        raise Http404
    lines = [site.each_context(request)["newspaper"], person(request).username, "", *given, ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    response["Cache-Control"] = "no-store, private"
    return response


def _removed(
    site: AdminSite,
    request: HttpRequest,
    title: str,
    *,
    is_last: bool,
    remove: Callable[[], None],
) -> HttpResponse:
    user: User = person(request)
    if is_last and must_have(user):
        sentence = _("Your role needs a second factor. Set up another one first.")
        return _ask(site, request, title, None, sentence=sentence, status=409)
    form = Confirmed(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove()
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(reverse("admin:account"))
    sentence = _("From then on your password alone signs you in.") if is_last else ""
    return _ask(site, request, title, form, sentence=sentence)


def _ask(
    site: AdminSite,
    request: HttpRequest,
    title: str,
    form: Confirmed | None,
    *,
    sentence: str,
    status: int = 200,
) -> HttpResponse:
    if form is not None and request.method == "POST":
        status = form.status
    wait = form.wait if form else 0
    return page(
        site, request, "confirm", title, status=status, wait=wait, form=form, sentence=sentence
    )
