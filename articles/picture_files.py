"""Stored pictures as answers; whether somebody may have one is decided before."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotModified
from django.utils._os import safe_join
from django.utils.http import http_date, parse_etags

#: What a browser shows and never executes; SVG is absent because it can carry scripts.
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
#: Shown, never executed, whatever the browser makes of them.
POLICY = "default-src 'none'; style-src 'none'; sandbox"
PRIVATE = "no-store, private"


def answer(request: HttpRequest, name: str, *, cache_control: str) -> HttpResponseBase:
    """The picture with a name within the media folder.

    With ``MEDIA_ACCEL`` the proxy in front sends the file, which the answer names to it; then it
    also compares what the visitor has.

    Raises:
        Http404: for everything that is no picture there.
    """
    file = _file(name)
    if settings.MEDIA_ACCEL:
        response: HttpResponseBase = HttpResponse()
        response["X-Accel-Redirect"] = settings.MEDIA_ACCEL + quote(name)
    else:
        response = _sent(request, file, is_kept="no-store" not in cache_control)
    response["Content-Type"] = TYPES[file.suffix.lower()]
    response["Cache-Control"] = cache_control
    response["Content-Security-Policy"] = POLICY
    return response


def _sent(request: HttpRequest, file: Path, *, is_kept: bool) -> HttpResponseBase:
    """The file itself; nothing where the visitor has it already."""
    if not is_kept:
        return FileResponse(file.open("rb"))
    status = file.stat()
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(file.open("rb"))
        response["Last-Modified"] = http_date(status.st_mtime)
    response["ETag"] = etag
    return response


def _file(name: str) -> Path:
    """The file of a name, links resolved and still below the media folder."""
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        file = Path(safe_join(root, name)).resolve(strict=True)
    except (SuspiciousFileOperation, OSError, ValueError):
        raise Http404 from None
    hidden = any(part.startswith(".") for part in Path(name).parts)
    known = file.suffix.lower() in TYPES and file.is_file()
    if hidden or not known or not file.is_relative_to(root):
        raise Http404
    return file
