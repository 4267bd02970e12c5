"""The policy pages' place at the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.panels import Panel, register
from articles.admin.site import desk
from comments.admin.policies import pages, running
from comments.admin.policies.overview import overview
from comments.models import SitePolicy
from comments.permissions import MODERATORS, can_moderate


class PolicyAdmin(DeskAdmin[SitePolicy]):
    """Policies are only ever added to, by the forms of their own pages."""

    def has_view_permission(self, request: HttpRequest, obj: SitePolicy | None = None) -> bool:
        return can_moderate(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SitePolicy | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        guard, one = self.admin_site.admin_view, "<str:scope>/<str:key>/"
        return [
            path("", guard(overview), name="comments_sitepolicy_changelist"),
            path(one, guard(pages.place), name="comments_policy_place"),
            path(f"{one}conflict/", guard(pages.start), name="comments_conflict_start"),
            path(f"{one}end/", guard(pages.end), name="comments_conflict_end"),
        ]


def put_policies_on_desk() -> None:
    """Called once, when the desk is put together."""
    desk.register(SitePolicy, PolicyAdmin)
    template = "comments/desk/_running.html"
    register(Panel("conflict", _("Conflict mode"), MODERATORS, 16, template, running.panel))
