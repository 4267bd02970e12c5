"""Pictures at the desk: those of what nobody may read yet, for those who may.

A picture has no address of its own that opens by being known. Readers ask for one at ``/media/``,
where the database's clock decides; the desk's pages ask here, which needs their sign-in.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.permissions import can_view_stories
from articles.picture_files import PRIVATE, answer
from articles.pictures import asked_at

ANY = "x"  # stands for a name where an address without one is made


@require_safe
def desk_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored picture, whoever shows it or nobody."""
    if not can_view_stories(request.user):
        raise PermissionDenied
    return answer(request, path, cache_control=PRIVATE)


def desk_address(file: str) -> str:
    """Where the desk finds a stored file, given its name within the media folder."""
    return reverse("admin:picture", args=[file])


def at_the_desk(response: HttpResponse) -> HttpResponse:
    """A page that asks the desk for its pictures, whatever made it."""
    is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
    if is_page and b'="/media/' in response.content:
        response.content = asked_at(place(), response.content.decode())
    return response


def place() -> str:
    """What stands before a stored file's name in its address at the desk."""
    return desk_address(ANY).removesuffix(ANY)
