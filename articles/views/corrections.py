"""All corrections of an edition, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from articles.caching import reader_page
from articles.languages import address_prefix, other
from articles.models.public_correction import PublicCorrection
from articles.views.lists import PAGE, cursor_of, read_cursor
from articles.views.page import furniture, page

PATH = "corrections/"


@reader_page("before")
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """What the newspaper put right, what it retracted, and when."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    rows = PublicCorrection.objects.newest(language)
    cursor = read_cursor(request.GET.get("before", ""))
    if cursor is not None:
        rows = rows.older_than(*cursor)
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "corrections": found[:PAGE],
        "is_first_page": cursor is None,
        "older_url": f"?before={cursor_of(last.told_at, last.pk)}" if last else "",
        "canonical_path": f"{address_prefix(language)}{PATH}",
    }
    return page(request, "articles/corrections.html", paper, context)
