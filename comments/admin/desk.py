"""Comments at the desk: the queue, one comment, and the site's policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, person
from articles.admin.panels import Panel, register
from articles.admin.site import desk
from articles.caching import new_edition
from comments.admin import judging
from comments.admin.appeals import decide
from comments.admin.bulk import judge_many, undo_many
from comments.admin.cards import dressed, for_desk
from comments.admin.queue import count_waiting, queue, waiting
from comments.admin.sitting import veil
from comments.admin.taking import give_back, take, take_over
from comments.models import Comment, SitePolicy
from comments.permissions import MODERATORS, can_moderate, can_set_site_policy

ON_THE_PANEL = 3


class CommentAdmin(DeskAdmin[Comment]):
    """Comments are judged by verbs, never edited; the list is the queue."""

    def has_view_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return can_moderate(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [
            path("", guard(queue), name="comments_comment_changelist"),
            path("policy/", guard(judging.policy), name="comments_thread_policy"),
            path("<int:pk>/", guard(judging.one), name="comments_comment_change"),
            path("appeal/<int:pk>/", guard(decide), name="comments_appeal_decide"),
            path("take/", guard(take), name="comments_comment_take"),
            path("give-back/", guard(give_back), name="comments_comment_give_back"),
            path("veil/", guard(veil), name="comments_comment_veil"),
            path("bulk/", guard(judge_many), name="comments_comment_bulk"),
            path("bulk/<uuid:number>/undo/", guard(undo_many), name="comments_batch_undo"),
            path("<int:pk>/take/", guard(take_over), name="comments_comment_take_over"),
            path("<int:pk>/judge/", guard(judging.judge), name="comments_comment_judge"),
            path("decision/<int:pk>/undo/", guard(judging.undo), name="comments_decision_undo"),
        ]


class SitePolicyAdmin(DeskAdmin[SitePolicy]):
    """Only ever added to, and only by the chief; the newest is in force."""

    fields = ("policy", "hold_newcomers", "hold_links", "note")
    list_display = ("policy", "hold_newcomers", "hold_links", "note", "by", "at")
    list_select_related = ("by",)

    def has_view_permission(self, request: HttpRequest, obj: SitePolicy | None = None) -> bool:
        return can_moderate(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_set_site_policy(request.user)

    def has_change_permission(self, request: HttpRequest, obj: SitePolicy | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: SitePolicy, form: Any, change: bool) -> None:
        obj.by = person(request)
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: SitePolicy, post_url_continue: str | None = None
    ) -> HttpResponse:
        new_edition()  # every story's page says whether one may comment
        return super().response_add(request, obj, post_url_continue)


def _panel(request: HttpRequest) -> Mapping[str, object]:
    cards = dressed(for_desk(waiting())[:ON_THE_PANEL])
    return {"cards": cards, "count": count_waiting()}


def put_on_desk() -> None:
    """Called once, when the desk is put together."""
    desk.register(Comment, CommentAdmin)
    desk.register(SitePolicy, SitePolicyAdmin)
    template = "comments/desk/_panel.html"
    register(Panel("comments", _("Comments that wait"), MODERATORS, 5, template, _panel))
