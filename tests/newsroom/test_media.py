"""Uploaded pictures are shown, never executed, and nothing else is given away."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.http import FileResponse
from django.test import Client

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0 not quite a picture"


@pytest.fixture
def media(client: Client) -> Path:
    root = Path(settings.MEDIA_ROOT)
    (root / "photos").mkdir(exist_ok=True)
    (root / "photos" / "qara.jpg").write_bytes(JPEG)
    return root


def test_a_picture_is_served_with_its_own_narrow_policy(client: Client, media: Path) -> None:
    response = client.get("/media/photos/qara.jpg")
    assert isinstance(response, FileResponse)
    assert b"".join(response) == JPEG
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(len(JPEG))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "public, max-age=31536000"
    assert not response.cookies


def test_a_known_picture_is_not_sent_again(client: Client, media: Path) -> None:
    etag = client.get("/media/photos/qara.jpg")["ETag"]
    assert not etag.startswith("W/")
    again = client.get("/media/photos/qara.jpg", headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again["ETag"]) == (304, etag)
    (media / "photos" / "qara.jpg").write_bytes(JPEG + b"changed")
    changed = client.get("/media/photos/qara.jpg", headers={"If-None-Match": etag})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "photos/none.jpg",
        "photos",
        "photos/",
        "",
        "../secret-key.jpg",
        "photos/../../secret.jpg",
        "%2e%2e/%2e%2e/secret.jpg",
        "..%2fsecret.jpg",
        "/etc/passwd",
        "photos/qara.jpg%00.html",
        "photos/evil.html",
        "photos/evil.svg",
        "photos/.hidden.jpg",
        ".git/qara.jpg",
        "link.jpg",
        "a" * 5000 + ".jpg",
    ],
)
def test_everything_else_is_not_found(client: Client, media: Path, path: str) -> None:
    outside = media.parent / "secret.jpg"
    outside.write_bytes(b"secret")
    for name in ("photos/evil.html", "photos/evil.svg", "photos/.hidden.jpg"):
        (media / name).write_text("<script>alert(1)</script>")
    (media / "link.jpg").unlink(missing_ok=True)
    (media / "link.jpg").symlink_to(outside)
    assert client.get(f"/media/{path}").status_code == 404


def test_only_reading_is_possible(client: Client, media: Path) -> None:
    assert client.head("/media/photos/qara.jpg").status_code == 200
    for method in ("POST", "PUT", "DELETE"):
        assert client.generic(method, "/media/photos/qara.jpg").status_code == 405
