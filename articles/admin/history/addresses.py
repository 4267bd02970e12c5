"""The addresses of a story's past and of its preview, below those of the stories."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from articles.admin.history.as_read import as_read_frame, as_read_page
from articles.admin.history.compare_page import compare_page
from articles.admin.history.restore import restore_page
from articles.admin.preview.page import preview_frame, preview_page, revoke_page, share_page

PAGES: list[tuple[str, Callable[..., Any], str]] = [
    ("<int:number>/compare/", compare_page, "articles_article_compare"),
    ("<int:number>/restore/<int:revision>/", restore_page, "articles_article_restore"),
    ("<int:number>/as-read/", as_read_page, "articles_article_as_read"),
    ("<int:number>/as-read/page/", as_read_frame, "articles_article_as_read_frame"),
    ("<int:number>/preview/", preview_page, "articles_article_preview"),
    ("<int:number>/preview/page/", preview_frame, "articles_article_preview_frame"),
    ("<int:number>/preview/share/", share_page, "articles_article_share"),
    ("<int:number>/preview/<int:shared>/revoke/", revoke_page, "articles_article_revoke"),
]


def addresses(view: Callable[[Any], Any]) -> list[URLPattern]:
    """The pages, each behind the desk's sign-in.

    Args:
        view: what guards a view, ``AdminSite.admin_view``.
    """
    return [path(route, view(page), name=name) for route, page, name in PAGES]
