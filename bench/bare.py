"""The reference: Django with one view and no middleware, returning bytes made beforehand.

``BENCH_PAGES`` names a folder with a file for each path, its name in hexadecimal.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def file_name(page: str) -> str:
    """The file that holds the bytes of a path."""
    return page.encode().hex()


PAGES = {
    f"/{bytes.fromhex(file.name).decode().lstrip('/')}": file.read_bytes()
    for file in Path(os.environ.get("BENCH_PAGES", os.devnull)).glob("*")
}


def page(request: HttpRequest, whatever: str) -> HttpResponse:
    """The bytes for the path of the request."""
    body = PAGES[request.path]
    response = HttpResponse(body, content_type="text/html; charset=utf-8")
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(body))
    return response


urlpatterns = [path("<path:whatever>", page), path("", page, {"whatever": ""})]

if not settings.configured and "BENCH_PAGES" in os.environ:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[])
    application = get_wsgi_application()
