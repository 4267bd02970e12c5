"""Old addresses: bookmarks and links of other sites outlive every system."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from articles.caching import ReaderResponse, reader_page
from articles.languages import Language
from articles.old_addresses import led_to
from articles.views.page import furniture

KEPT = 2_000  # ways; of addresses with a number there is no end


@reader_page(places=KEPT)
def old_address(request: HttpRequest, old: str) -> HttpResponse:
    """The way to the story that stands here instead, if it is live; kept like a page.

    Everything else is answered like any address that does not exist.
    """
    found = led_to(old)
    if not found:
        raise Http404
    response = ReaderResponse(status=301)
    response["Location"] = quote(found)
    response.fresh_for = furniture(Language.ENGLISH.value).fresh_for
    return response
