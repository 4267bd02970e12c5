"""Comments at the desk: the queue and one comment."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.panels import Panel, register
from articles.admin.site import desk
from comments.admin import branches, judging
from comments.admin.appeals import decide
from comments.admin.bulk import judge_many, undo_many
from comments.admin.commenter import commenter_urls
from comments.admin.panel import comments_that_wait
from comments.admin.queue import queue
from comments.admin.sitting import veil
from comments.admin.taking import give_back, take, take_over
from comments.models import Comment
from comments.permissions import MODERATORS, can_moderate


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
            path("<int:pk>/", guard(judging.one), name="comments_comment_change"),
            path("appeal/<int:pk>/", guard(decide), name="comments_appeal_decide"),
            path("take/", guard(take), name="comments_comment_take"),
            path("give-back/", guard(give_back), name="comments_comment_give_back"),
            path("veil/", guard(veil), name="comments_comment_veil"),
            path("bulk/", guard(judge_many), name="comments_comment_bulk"),
            path("bulk/<uuid:number>/undo/", guard(undo_many), name="comments_batch_undo"),
            path("<int:pk>/take/", guard(take_over), name="comments_comment_take_over"),
            path("<int:pk>/judge/", guard(judging.judge), name="comments_comment_judge"),
            path("<int:pk>/note/", guard(branches.note), name="comments_comment_note"),
            path("<int:pk>/branch/", guard(branches.branch), name="comments_comment_branch"),
            path("decision/<int:pk>/undo/", guard(judging.undo), name="comments_decision_undo"),
            *commenter_urls(guard),
        ]


def put_on_desk() -> None:
    """Called once, when the desk is put together."""
    desk.register(Comment, CommentAdmin)
    template = "comments/desk/_panel.html"
    register(
        Panel("comments", _("Comments that wait"), MODERATORS, 15, template, comments_that_wait)
    )
