"""The addresses of sign-in and account on the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from articles.admin.account import colleague, door, overview, removal, setup

View = Callable[..., HttpResponse]


def account_urls(site: AdminSite, open_view: Callable[[View], View]) -> list[URLPattern]:
    """The addresses; those through ``open_view`` look themselves after who asks."""

    def inside(view: View, *, sends: bool = False) -> Any:
        bound = wraps(view)(partial(view, site))
        return site.admin_view(require_POST(bound) if sends else bound)

    def shown(view: View) -> Any:
        return site.admin_view(require_safe(wraps(view)(partial(view, site))))

    def outside(view: View) -> View:
        return open_view(wraps(view)(partial(view, site)))

    colleagues = "staff/user/<str:object_id>/access/"
    return [
        path("sign-in/", outside(door.second_step), name="second_step"),
        path("account/", shown(overview.account), name="account"),
        path("account/app/", outside(setup.app), name="account_app"),
        path("account/app/remove/", inside(removal.app_remove), name="account_app_remove"),
        path("account/passkeys/add/", outside(setup.passkey), name="account_passkey_add"),
        path(
            "account/passkeys/<int:pk>/remove/",
            inside(removal.passkey_remove),
            name="account_passkey_remove",
        ),
        path("account/recovery/", inside(removal.recovery), name="account_recovery"),
        path(
            "account/recovery/text/",
            inside(removal.recovery_text, sends=True),
            name="account_recovery_text",
        ),
        path(
            "account/sessions/end/",
            inside(overview.session_end, sends=True),
            name="account_session_end",
        ),
        path(
            "account/sessions/end-others/",
            inside(overview.others_end, sends=True),
            name="account_others_end",
        ),
        path(colleagues, shown(colleague.access), name="staff_user_access"),
        path(
            f"{colleagues}reset/",
            inside(colleague.reset_factor, sends=True),
            name="staff_user_reset_factor",
        ),
        path(
            f"{colleagues}end-sessions/",
            inside(colleague.sessions_end, sends=True),
            name="staff_user_end_sessions",
        ),
    ]
