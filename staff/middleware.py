"""Sessions that no longer suffice are signed out; the others are noted as seen."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from staff.access import note_seen
from staff.enforcement import SecondFactor
from staff.models import User
from staff.sign_in import is_complete


class StaffSessionMiddleware:
    """After Django's own: nobody is signed in without the second factor that the site asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.STAFF_SECOND_FACTOR != SecondFactor.OFF:
            found = request.user
            vars(request)["user"] = SimpleLazyObject(lambda: _sufficient(request, found))
        response = self.get_response(request)
        note_seen(request)
        return response


def _sufficient(request: HttpRequest, found: User | AnonymousUser) -> User | AnonymousUser:
    if isinstance(found, User) and not is_complete(request, found):
        request.session.flush()
        return AnonymousUser()
    return found
