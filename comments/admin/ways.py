"""Where a form of the desk leads when it is done, and what a script is told instead."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

PASSING = frozenset({"done", "batch"})  # parameters about the last decision


def queue_url() -> str:
    return reverse("admin:comments_comment_changelist")


def back(request: HttpRequest, **parameters: object) -> HttpResponse:
    """To the page that sent the form, if it is one of the desk's; else to the queue."""
    address = request.POST.get("next", "")
    if not (url_has_allowed_host_and_scheme(address, None) and address.startswith("/")):
        address = queue_url()
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in PASSING]
    query = urlencode([*kept, *parameters.items()])
    return HttpResponseRedirect(parts._replace(query=query).geturl())


def wants_json(request: HttpRequest) -> bool:
    """Whether the queue's script asks; a browser that follows a form does not."""
    return request.headers.get("Accept", "").startswith("application/json")


def refuse(request: HttpRequest, sentence: str) -> HttpResponse:
    """Say why nothing was done: 409 for the script, else a message on the page one came from."""
    if wants_json(request):
        return JsonResponse({"message": sentence}, status=409)
    messages.error(request, sentence)
    return back(request)
