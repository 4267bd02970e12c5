"""Where a story's page says that it was read. What becomes of it: ``articles.readings``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from articles.readings import counting
from staff.networks import network

LONGEST = 18  # digits of a story's number


@csrf_exempt  # whoever forges it counts a reading of their own visitors, or none
def read(request: HttpRequest) -> HttpResponse:
    """Count a reading of the story whose number is sent.

    The answer is the same whatever was sent and whatever becomes of it, and tells nothing.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if _is_from_our_page(request) and not _wants_no_part(request) and (pk := _number(request)):
        where = network(request.META.get("REMOTE_ADDR", ""), v4=24, v6=48)
        counting.note(where, request.headers.get("User-Agent", "")[:300], pk)
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def _is_from_our_page(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _wants_no_part(request: HttpRequest) -> bool:
    """Do Not Track and Global Privacy Control: who asks not to be followed is not even counted."""
    return "1" in {request.headers.get("DNT"), request.headers.get("Sec-GPC")}


def _number(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    if not (length.isdecimal() and len(length) <= 2 and int(length) <= LONGEST):
        return 0
    sent = request.body
    return int(sent) if sent.isdigit() else 0
