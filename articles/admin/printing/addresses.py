"""The addresses of the printed paper's pages at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from articles.admin.printing.mark_page import mark_page, unprint_page
from articles.admin.printing.plan_page import plan_page
from articles.admin.printing.record_page import record_page
from articles.admin.printing.story_page import story_print_page

View = Callable[[Any], Any]


def edition_urls(view: View) -> list[URLPattern]:
    """Those below editions.

    Args:
        view: wraps a view for the desk (``AdminSite.admin_view``).
    """
    return [
        path("<int:number>/plan/", view(plan_page), name="articles_print_plan"),
        path("<int:number>/printed/", view(mark_page), name="articles_print_mark"),
        path("<int:number>/unprint/", view(unprint_page), name="articles_print_unprint"),
        path("<int:number>/record/", view(record_page), name="articles_print_record"),
    ]


def story_urls(view: View) -> list[URLPattern]:
    """Those below stories; see ``edition_urls``."""
    return [path("<int:number>/print/", view(story_print_page), name="articles_article_print")]
