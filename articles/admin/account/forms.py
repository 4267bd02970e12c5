"""The forms of sign-in and account, each of which counts its attempts."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from staff.models import User
from staff.permissions import can_enter_desk
from staff.sign_in import attempt, confirm_limits, password_limits, succeeded

PASSWORD = {"autocomplete": "current-password"}
CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "text",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "dir": "ltr",
}


def too_often(seconds: int) -> str:
    """Why an attempt was not looked at, and when the next will be."""
    minutes = max(1, math.ceil(seconds / 60))
    return ngettext(
        "Too many attempts. Wait %(minutes)d minute, then try again.",
        "Too many attempts. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}


class SignIn(AdminAuthenticationForm):
    """The desk's sign-in: a known account that may not enter is told so.

    Attributes:
        wait: seconds until another attempt is looked at; 0 where this one was.
    """

    wait = 0

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username") or ""
        if self.request is None or not (name and self.cleaned_data.get("password")):
            return super().clean()
        asked = password_limits(self.request, name)
        self.wait = attempt(*asked)
        if self.wait:
            raise ValidationError(too_often(self.wait), code="too_often")
        cleaned = super().clean()
        succeeded(*asked)
        return cleaned

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        if not (isinstance(user, User) and can_enter_desk(user)):
            raise forms.ValidationError(
                _("This account may not enter the desk. Ask the chief editor."), code="no_desk"
            )


class Confirmed(forms.Form):
    """Asks for the password again, unless it was given a moment ago.

    Attributes:
        wait: seconds until another attempt is looked at; 0 where this one was.
    """

    wait = 0
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs=PASSWORD),
    )

    def __init__(self, user: User, *args: Any, is_fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.order_fields([name for name in self.fields if name != "password"] + ["password"])
        if is_fresh:
            del self.fields["password"]

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        asked = confirm_limits(self.user)
        self.wait = attempt(*asked)
        if self.wait:
            raise ValidationError(too_often(self.wait), code="too_often")
        if not self.user.check_password(password):
            raise ValidationError(_("That is not your password."), code="wrong")
        succeeded(*asked)
        return password

    @property
    def status(self) -> int:
        """The status of the page that shows the form again."""
        return 429 if self.wait else 400


class AppForm(Confirmed):
    """The first code of a new authenticator app."""

    code = forms.CharField(
        label=gettext_lazy("The code that the app shows"),
        max_length=40,
        widget=forms.TextInput(attrs={**CODE, "inputmode": "numeric"}),
    )


class PasskeyForm(Confirmed):
    """A name for a new passkey, and what the browser says of it."""

    name = forms.CharField(
        label=gettext_lazy("A name for it, such as “my phone”"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    credential = forms.CharField(max_length=30_000, widget=forms.HiddenInput, required=False)


class CodeForm(forms.Form):
    """A code of the app, or a recovery code; or a passkey's answer."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=CODE),
    )
    credential = forms.CharField(max_length=30_000, widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    """Why a colleague's second factor is reset."""

    reason = forms.CharField(
        label=gettext_lazy("Why? The reason is kept and told to the colleague"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
