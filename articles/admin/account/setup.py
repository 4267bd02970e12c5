"""Setting up a second factor: an authenticator app, a passkey, and the recovery codes."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.admin.account.forms import AppForm, PasskeyForm
from articles.admin.account.pages import Subject, page, setting_up, to_sign_in
from staff import factors, passkeys, totp
from staff.access import sign_out_elsewhere
from staff.sealing import seal, unseal
from staff.sign_in import finish, note_proof

ASKED = "app_setup"


def app(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Sets up an authenticator app, in place of the one before."""
    subject = setting_up(site, request)
    if subject is None:
        return to_sign_in(request)
    if request.method != "POST":
        form = AppForm(subject.user, is_fresh=subject.pending is not None)
        return _app_page(site, request, subject, form)
    form = AppForm(subject.user, request.POST, is_fresh=subject.pending is not None)
    secret = unseal(request.session.get(ASKED, ""))
    if form.is_valid() and secret is not None:
        is_first = not factors.has_factor(subject.user)
        if factors.enable_app(subject.user, secret, form.cleaned_data["code"]):
            request.session.pop(ASKED)
            return _is_set_up(site, request, subject, "app", is_first=is_first)
        form.add_error("code", _("That is not the code of this app now. Try the one it shows."))
    return _app_page(site, request, subject, form)


def _app_page(
    site: AdminSite, request: HttpRequest, subject: Subject, form: AppForm
) -> HttpResponse:
    secret = unseal(request.session.get(ASKED, ""))
    if secret is None:
        secret = totp.new_secret()
        request.session[ASKED] = seal(secret)
    issuer = settings.NEWSPAPER_NAME["en"]
    address = totp.setup_address(secret, subject.user.username, issuer)
    return page(
        site,
        request,
        "app",
        _("Set up an authenticator app"),
        status=form.status if form.is_bound else 200,
        wait=form.wait,
        form=form,
        subject=subject,
        picture=_qr_code(address),
        address=address,
        secret=[secret[at : at + 4] for at in range(0, len(secret), 4)],
        has_app=hasattr(subject.user, "authenticator_app"),
    )


def _qr_code(address: str) -> SafeString:
    """The address as a drawing of the page itself: nobody else learns the secret."""
    drawing = segno.make_qr(address, error="m").svg_inline(
        border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawing)  # noqa: S308  # made of numbers by segno


def passkey(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Adds a passkey. The browser's part needs its script; without it the page says so."""
    subject = setting_up(site, request)
    if subject is None:
        return to_sign_in(request)
    is_fresh = subject.pending is not None
    if request.method != "POST":
        return _passkey_page(site, request, subject, PasskeyForm(subject.user, is_fresh=is_fresh))
    form = PasskeyForm(subject.user, request.POST, is_fresh=is_fresh)
    if form.is_valid():
        is_first = not factors.has_factor(subject.user)
        if _add(request, subject, form.cleaned_data["credential"], form.cleaned_data["name"]):
            return _is_set_up(site, request, subject, "passkey", is_first=is_first)
        form.add_error(None, _("The browser made no passkey that can be used here. Try again."))
    return _passkey_page(site, request, subject, form)


def _add(request: HttpRequest, subject: Subject, answer: str, name: str) -> bool:
    made = passkeys.registered(request, answer, name)
    if made is None or subject.user.passkeys.count() >= passkeys.MOST:
        return False
    try:
        with transaction.atomic():
            factors.add_passkey(subject.user, made)
    except IntegrityError:  # the same answer sent twice at once
        return False
    return True


def _passkey_page(
    site: AdminSite, request: HttpRequest, subject: Subject, form: PasskeyForm
) -> HttpResponse:
    is_possible = passkeys.possible(request)
    return page(
        site,
        request,
        "passkey",
        _("Add a passkey"),
        status=form.status if form.is_bound else 200,
        wait=form.wait,
        form=form,
        subject=subject,
        question=passkeys.registration(request, subject.user) if is_possible else "",
    )


def _is_set_up(
    site: AdminSite, request: HttpRequest, subject: Subject, proof: str, *, is_first: bool
) -> HttpResponse:
    """Sign in whoever had to do this first; with the first factor come the recovery codes."""
    if not is_first:
        messages.success(request, _("Done. Your sign-in asks for it from now on."))
        return HttpResponseRedirect(reverse("admin:account"))
    made = factors.renew_codes(subject.user)
    cookies = HttpResponse()
    if subject.pending is None:
        note_proof(request, proof)
        sign_out_elsewhere(request, subject.user)
    else:
        finish(request, cookies, subject.user, proof)
    response = codes_page(site, request, made, subject.then)
    response.cookies.update(cookies.cookies)
    return response


def codes_page(site: AdminSite, request: HttpRequest, made: list[str], then: str) -> HttpResponse:
    """The recovery codes, shown this once."""
    return page(site, request, "codes", _("Your recovery codes"), codes=made, then=then)
