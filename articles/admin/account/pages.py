"""What the pages of an account have in common."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.base import person
from staff.models import User
from staff.sign_in import Pending, pending


@dataclass(frozen=True)
class Subject:
    """Whose account a page is about: somebody signed in, or about to be.

    Attributes:
        pending: of somebody who has given the password only.
    """

    user: User
    pending: Pending | None

    @property
    def then(self) -> str:
        """Where to go on afterwards."""
        return self.pending.then if self.pending else reverse("admin:account")


def page(
    site: AdminSite,
    request: HttpRequest,
    name: str,
    title: str,
    *,
    status: int = 200,
    wait: int = 0,
    **context: object,
) -> TemplateResponse:
    """A page of the account, kept by nobody.

    Args:
        wait: seconds until another attempt is looked at.
    """
    values = {**site.each_context(request), "title": title, **context}
    response = TemplateResponse(request, f"admin/account/{name}.html", values, status=status)
    response["Cache-Control"] = "no-store, private"
    if wait:
        response["Retry-After"] = str(wait)
    return response


def setting_up(site: AdminSite, request: HttpRequest) -> Subject | None:
    """Who may set up a second factor here: somebody signed in, or who has to before they are."""
    if site.has_permission(request):
        return Subject(person(request), None)
    waiting = pending(request)
    return Subject(waiting.user, waiting) if waiting and waiting.sets_up else None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards."""
    way = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('admin:login')}?{way}")
