"""What the pages of the front have in common: whose front is asked for, and who may do what."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles.admin.base import person
from articles.admin.site import desk
from articles.asked import whole_number
from articles.dates import desk_time
from articles.languages import Language, direction, spoken
from articles.models import Front
from articles.permissions import can_arrange_front, can_view_stories
from staff.models import User

LARGEST = 2**63 - 1


def front_asked(request: HttpRequest, language: str) -> User:
    """Whoever looks at an edition's front; nobody else gets this far."""
    user = person(request)
    if not can_view_stories(user):
        raise PermissionDenied
    if language not in Language.values:
        raise Http404
    return user


def front_of(request: HttpRequest, language: str) -> User:
    """Whoever arranges an edition's front; nobody else gets this far."""
    user = front_asked(request, language)
    if not can_arrange_front(user):
        raise PermissionDenied
    return user


def seen_in(request: HttpRequest) -> int:
    """The version that the person had before them; one that never was where none is said."""
    return number_in(request, "seen") or 0


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number that was sent; none where there is no such thing."""
    return whole_number(request.POST.get(name, ""))


def to_front(language: str, place: str = "") -> HttpResponse:
    """Back to the page on which the front is arranged."""
    return HttpResponseRedirect(reverse("admin:articles_front", args=[language]) + place)


def context_of(request: HttpRequest, language: str, title: str) -> dict[str, Any]:
    """What every page about a front shows around its own."""
    return {
        **desk.each_context(request),
        "title": title,
        "language": language,
        "direction": direction(language),
        "editions": Language.choices,
        "edition": Language(language).label,
        "may_arrange": can_arrange_front(person(request)),
        "opts": Front._meta,
    }


def said(moment: Any) -> str:
    """A moment (aware) without doubt, in the language of the page."""
    return desk_time(moment, spoken())
