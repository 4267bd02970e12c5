"""The page that a shared link opens. Its address is the project's to place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from articles.admin.preview.render import closed, reader_page
from articles.admin.preview.sharing import (
    count_opening,
    found,
    found_by_picture,
    pictures_place,
)
from articles.admin.preview.story import as_story
from articles.clock import database_now
from articles.models import SharedPreview
from articles.picture_files import PRIVATE, answer
from articles.pictures import asked_at, files_of


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
    page = reader_page(story, banner=banner)
    html = asked_at(pictures_place(shared), page.content.decode(), _files(shared))
    page.content = html.encode()
    return page


@require_safe
def shared_picture(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """A picture of the shared revision, for whoever has the link and as long as it opens.

    Everything else answers like an address that never existed.
    """
    shared = found_by_picture(token, database_now())
    if shared is None or path not in _files(shared):
        raise Http404
    return closed(answer(request, path, cache_control=PRIVATE))


def _files(shared: SharedPreview) -> set[str]:
    content = shared.revision.frozen
    return files_of(content["pictures"], content["body"])
