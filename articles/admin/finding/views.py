"""Lists of stories that somebody comes back to, kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import person
from articles.admin.text import one_line
from articles.models import SavedView
from articles.permissions import can_forget_view, can_share_view, can_view_stories
from staff.models import User
from staff.permissions import roles_of
from staff.roles import Role

MOST = 20  # views of one person
MOST_SHOWN = 40
LONGEST_NAME, LONGEST_QUERY = 60, 600  # characters, as in the table
# What a list of stories can be asked for; the page within it is no part of a view.
KEPT = (
    "q mine status publication section__id__exact contributor place tag published_from "
    "published_to language__exact"
).split()


@dataclass(frozen=True)
class Shown:
    """A view in the row above the list."""

    view: SavedView
    is_current: bool
    is_mine: bool
    may_forget: bool


def view_urls(view: Any) -> list[URLPattern]:
    """The addresses of views, below those of stories.

    Args:
        view: wraps a view for the desk (``AdminSite.admin_view``).
    """
    return [
        path("views/", view(keep_view), name="articles_view_keep"),
        path("views/<int:number>/forget/", view(forget_view), name="articles_view_forget"),
    ]


def question_of(params: Mapping[str, Any]) -> str:
    """What a list is asked for, as a view keeps it: always in the same order."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if value := str(params.get(name) or "").replace("\0", "").strip():
            kept[name] = value
    return kept.urlencode()


def views_of(user: User) -> QuerySet[SavedView]:
    """Somebody's own views and those shared with one of the person's roles."""
    shared = Q(shared_with__in=[role.value for role in roles_of(user)])
    return SavedView.objects.filter(Q(user=user) | shared).select_related("user")


def shown(user: User, params: Mapping[str, Any]) -> list[Shown]:
    """The views for the row above a list."""
    current = question_of(params)
    return [
        Shown(one, one.query == current, one.user_id == user.pk, can_forget_view(user, one))
        for one in views_of(user)[:MOST_SHOWN]
    ]


def roles_to_share_with(user: User) -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in Role if can_share_view(user, role)]


@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep a list under a name; under a name that the person has, in the place of the old one."""
    user = person(request)
    if not can_view_stories(user):
        raise PermissionDenied
    query = question_of(QueryDict(request.POST.get("query", "")[:2000]))
    name = one_line(request.POST.get("name", ""))
    role = request.POST.get("shared_with", "")
    if role and (role not in Role.values or not can_share_view(user, Role(role))):
        raise PermissionDenied
    if refusal := _refusal(user, name, query):
        messages.error(request, refusal)
    else:
        _keep(user, name, query, role)
        messages.success(request, _("Kept as “%(name)s”.") % {"name": name})
    return HttpResponseRedirect(f"{reverse('admin:articles_article_changelist')}?{query}")


def _keep(user: User, name: str, query: str, role: str) -> None:
    values = {"query": query, "shared_with": role}
    try:
        with transaction.atomic():
            SavedView.objects.update_or_create(user=user, name=name, defaults=values)
    except IntegrityError:  # the same name twice at once: the second one has the last word
        SavedView.objects.filter(user=user, name=name).update(**values)


def _refusal(user: User, name: str, query: str) -> str:
    if not name or len(name) > LONGEST_NAME:
        return _("Give the view a name of at most 60 characters.")
    if not query or len(query) > LONGEST_QUERY:
        return _("There is no search and no filter to keep, or it is too long.")
    own = SavedView.objects.filter(user=user)
    if own.count() >= MOST and not own.filter(name=name).exists():
        return _("You have %(most)s views already. Forget one first.") % {"most": MOST}
    return ""


@require_POST
def forget_view(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a view; a shared one goes for everybody."""
    user = person(request)
    view = get_object_or_404(views_of(user), pk=min(number, 2**63 - 1))
    if not can_forget_view(user, view):
        raise PermissionDenied
    view.delete()
    messages.success(request, _("Forgotten: “%(name)s”.") % {"name": view.name})
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
