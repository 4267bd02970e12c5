"""Uploaded pictures, for machines without a web server in front."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponseNotModified
from django.utils._os import safe_join
from django.utils.http import http_date, parse_etags
from django.views.decorators.http import require_safe

from articles.withheld import is_withheld
from newsroom.policy import UPLOADED_FILE

#: What a browser shows and never executes; SVG is absent because it can carry scripts.
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
YEAR = 31_536_000


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture at `path` below MEDIA_ROOT; 404 for everything else there is."""
    file = _file(path)
    if is_withheld(file.relative_to(Path(settings.MEDIA_ROOT).resolve()).as_posix()):
        raise Http404
    status = file.stat()
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(file.open("rb"), content_type=TYPES[file.suffix.lower()])
        response["Last-Modified"] = http_date(status.st_mtime)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={YEAR}"
    response["Content-Security-Policy"] = UPLOADED_FILE
    return response


def _file(path: str) -> Path:
    """The file that `path` names, links resolved and still below MEDIA_ROOT."""
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        file = Path(safe_join(root, path)).resolve(strict=True)
    except (SuspiciousFileOperation, OSError, ValueError):
        raise Http404 from None
    hidden = any(part.startswith(".") for part in Path(path).parts)
    known = file.suffix.lower() in TYPES and file.is_file()
    if hidden or not known or not file.is_relative_to(root):
        raise Http404
    return file
