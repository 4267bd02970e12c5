"""The page that a shared link opens. Its address is the project's to place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.admin.preview.render import reader_page
from articles.admin.preview.sharing import count_opening, found
from articles.admin.preview.story import as_story
from articles.clock import database_now


@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """A story before its publication, for whoever has the link.

    A wrong, an ended and a revoked link answer exactly like an address that never existed.
    """
    now = database_now()
    shared = found(token, now)
    if shared is None:
        raise Http404
    if request.method == "GET":
        count_opening(shared, now)
    story = as_story(shared.article, shared.revision, now)
    banner = {"by": shared.by, "until": shared.expires_at}
    return reader_page(story, banner=banner)
