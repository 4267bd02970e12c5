"""Addresses that only take what a form sends, when somebody opens them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from articles.views.errors import not_allowed


class OnlyFormsMiddleware:
    """Says in words what an empty 405 does not.

    Whoever has to sign in after pressing a button is led to the button's address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed):
            return response
        page = not_allowed(request)
        page["Allow"] = response["Allow"]
        return page
