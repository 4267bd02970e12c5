from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from readers.safe_post import new_token


@require_GET
def token(request: HttpRequest) -> JsonResponse:
    """A token for the scripts of this browser; see `readers.safe_post`."""
    headers = {"Cache-Control": "no-store, private", "Cross-Origin-Resource-Policy": "same-origin"}
    return JsonResponse({"token": new_token(request)}, headers=headers)
