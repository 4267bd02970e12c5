"""Where the pages of the front stand at the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles.admin.front.breaking_page import breaking_page, take_down_page
from articles.admin.front.frame import front_frame
from articles.admin.front.history import history_page
from articles.admin.front.page import front_page, fronts_page
from articles.admin.front.release_pages import (
    discard_page,
    publish_page,
    restore_page,
    schedule_page,
    unschedule_page,
)
from articles.admin.typed import ModelAdmin
from articles.models import Front
from articles.permissions import can_view_stories


class FrontAdmin(ModelAdmin[Front]):
    """The front pages: their own pages instead of lists and forms."""

    def has_view_permission(self, request: HttpRequest, obj: Front | None = None) -> bool:
        return can_view_stories(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Front | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Front | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("", front_page, ""),
            ("frame/", front_frame, "_frame"),
            ("publish/", publish_page, "_publish"),
            ("schedule/", schedule_page, "_schedule"),
            ("scheduled/<int:number>/cancel/", unschedule_page, "_unschedule"),
            ("discard/", discard_page, "_discard"),
            ("history/", history_page, "_history"),
            ("history/<int:number>/restore/", restore_page, "_restore"),
            ("breaking/", breaking_page, "_breaking"),
            ("breaking/<int:number>/down/", take_down_page, "_take_down"),
        ]
        return [
            path("", view(fronts_page), name="articles_front_changelist"),
            *(
                path(f"<slug:language>/{end}", view(page), name=f"articles_front{name}")
                for end, page, name in pages
            ),
        ]
