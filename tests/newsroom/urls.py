"""Addresses that go wrong in a certain way, for tests."""

from __future__ import annotations

from typing import NoReturn

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

handler500 = "newsroom.faults.server_error"


def database_down(request: HttpRequest) -> NoReturn:
    raise OperationalError("the server closed the connection; password=hush")


def connection_lost(request: HttpRequest) -> NoReturn:
    raise InterfaceError("connection already closed")


def mistake(request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError("hush")


def session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse("seen")


def mirror(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "host": request.get_host(),
            "secure": request.is_secure(),
            "address": request.META["REMOTE_ADDR"],
            "absolute": request.build_absolute_uri("/x"),
        }
    )


def nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(getattr(request, "csp_nonce", "")))


urlpatterns = [
    path("down", database_down),
    path("lost", connection_lost),
    path("mistake", mistake),
    path("session", session),
    path("mirror", mirror),
    path("nonce", nonce),
]
