"""The two steps of signing in: the password, then the second factor of whoever has one."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.account.forms import CodeForm, SignIn, too_often
from articles.admin.account.pages import page
from staff import passkeys
from staff.factors import use_code
from staff.models import AuthenticatorApp, User
from staff.sign_in import (
    Pending,
    attempt,
    begin_pending,
    code_limits,
    finish,
    pending,
    succeeded,
)


class PasswordStep(LoginView):
    """The sign-in page of the desk."""

    authentication_form = SignIn
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        user, then = cast("User", form.get_user()), self.get_success_url()
        if begin_pending(self.request, user, then):
            return HttpResponseRedirect(reverse("admin:second_step"))
        response = HttpResponseRedirect(then)
        finish(self.request, response, user)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.wait:
            response.status_code = 429
            response["Retry-After"] = str(form.wait)
        return response


def second_step(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Proves the second factor by the app, a recovery code or a passkey."""
    waiting = pending(request)
    if waiting is None:
        name = "admin:index" if site.has_permission(request) else "admin:login"
        return HttpResponseRedirect(reverse(name))
    if waiting.sets_up:
        return HttpResponseRedirect(reverse("admin:account_app"))
    if request.method != "POST":
        return _form(site, request, waiting, CodeForm())
    return _answered(site, request, waiting)


def _answered(site: AdminSite, request: HttpRequest, waiting: Pending) -> HttpResponse:
    form, user = CodeForm(request.POST), waiting.user
    if not form.is_valid() or not any(form.cleaned_data.values()):
        return _form(site, request, waiting, form, _("Type the code of your app."))
    if answer := form.cleaned_data["credential"]:
        if passkeys.answered(request, user, answer):
            return _signed_in(request, waiting, "passkey")
        sentence = _("The passkey was not accepted. Try again, or type a code.")
        return _form(site, request, waiting, form, sentence)
    asked = code_limits(request, user)
    if wait := attempt(*asked):
        return _form(site, request, waiting, form, too_often(wait), wait=wait)
    if proof := use_code(user, form.cleaned_data["code"]):
        succeeded(*asked)
        return _signed_in(request, waiting, proof)
    sentence = _(
        "That code is wrong or was used already. Wait for the next one that the app shows."
    )
    return _form(site, request, waiting, form, sentence)


def _signed_in(request: HttpRequest, waiting: Pending, proof: str) -> HttpResponse:
    response = HttpResponseRedirect(waiting.then)
    finish(request, response, waiting.user, proof)
    return response


def _form(
    site: AdminSite,
    request: HttpRequest,
    waiting: Pending,
    form: CodeForm,
    sentence: str = "",
    *,
    wait: int = 0,
) -> HttpResponse:
    user = waiting.user
    return page(
        site,
        request,
        "second_step",
        _("Second step"),
        status=429 if wait else 400 if sentence else 200,
        wait=wait,
        form=form,
        sentence=sentence,
        account=user,
        has_app=AuthenticatorApp.objects.filter(user=user).exists(),
        question=passkeys.question(request, user),
    )
