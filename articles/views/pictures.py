"""The pictures of what readers have."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from articles.picture_files import answer
from articles.shown import is_public

# Of a picture that is taken from the readers, a shared cache may give a copy for a minute more, and
# a browser that had it for ten. After that they ask, and are told without a byte that it is the
# same, as a file never changes under its name.
CACHE_CONTROL = "public, max-age=600, s-maxage=60, must-revalidate"


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture that a live story shows; 404 for every other, as if it had never existed."""
    if not is_public(path):
        raise Http404
    return answer(request, path, cache_control=CACHE_CONTROL)
