"""The accounts of the staff as the desk shows them: nobody saves over another's change."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from articles.admin.base import person
from articles.admin.seen import SeenAdmin
from staff.access import end_sessions, password_changed
from staff.admin import StaffAdmin
from staff.models import User
from staff.permissions import can_enter_desk


class AccountAdmin(SeenAdmin[User], StaffAdmin):
    """The accounts, whose stale forms are not saved."""

    change_form_template = "admin/account/change_form.html"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save it; whoever may not enter any more is out at once and stays so."""
        super().save_model(request, obj, form, change)
        if change and not can_enter_desk(obj):
            end_sessions(obj)

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().user_change_password(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            user = User.objects.get(pk=unquote(kwargs["id"]))
            password_changed(request, user, by=person(request))
        return response
