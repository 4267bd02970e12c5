"""A stored picture as an answer: shown, never executed, and nothing else is given away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import FileResponse
from django.test import Client

from tests.articles.darkroom import addresses_of, bytes_of, developed_photo
from tests.articles.desk import at_desk
from tests.articles.factories import make_story, make_user, publish_story

pytestmark = pytest.mark.django_db

HOSTILE = [
    "photos/none.webp",
    "photos",
    "photos/",
    "",
    "../secret-key.jpg",
    "photos/../../secret.jpg",
    "%2e%2e/%2e%2e/secret.jpg",
    "..%2fsecret.jpg",
    "/etc/passwd",
    "photos/evil.html",
    "photos/evil.svg",
    "photos/.hidden.jpg",
    ".git/evil.jpg",
    "link.jpg",
    "a" * 5000 + ".jpg",
]


@pytest.fixture
def url() -> str:
    """The address of a copy of a picture that a live story shows."""
    photo = developed_photo()
    publish_story(make_story(photos=[photo]))
    return addresses_of(photo)[0]


def file_at(url: str) -> Path:
    return Path(settings.MEDIA_ROOT) / url.removeprefix("/media/")


def test_a_picture_is_served_with_its_own_narrow_policy(client: Client, url: str) -> None:
    response = client.get(url)
    assert isinstance(response, FileResponse)
    told = b"".join(response)
    assert told == file_at(url).read_bytes()
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == str(len(told))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response["Content-Security-Policy"]
    assert not response.cookies
    assert "Vary" not in response


def test_caches_keep_a_picture_for_a_bounded_time_and_then_ask(client: Client, url: str) -> None:
    """What was taken from the readers is gone from a proxy after a minute."""
    response = client.get(url)
    assert response["Cache-Control"] == "public, max-age=600, s-maxage=60, must-revalidate"
    again = client.get(url, headers={"If-None-Match": response["ETag"]})
    assert again["Cache-Control"] == response["Cache-Control"]


def test_a_known_picture_is_not_sent_again(client: Client, url: str) -> None:
    etag = client.get(url)["ETag"]
    assert not etag.startswith("W/")
    again = client.get(url, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again["ETag"]) == (304, etag)
    file_at(url).write_bytes(b"changed")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", [*HOSTILE, "photos/a.jpg%00.html"])
def test_everything_else_is_not_found(client: Client, url: str, path: str) -> None:
    root = Path(settings.MEDIA_ROOT)
    (root.parent / "secret.jpg").write_bytes(b"secret")
    for name in ("photos/evil.html", "photos/evil.svg", "photos/.hidden.jpg"):
        (root / name).write_text("<script>alert(1)</script>")
    (root / "link.jpg").unlink(missing_ok=True)
    (root / "link.jpg").symlink_to(root.parent / "secret.jpg")
    assert client.get(f"/media/{path}").status_code == 404
    assert at_desk(make_user()).get(f"/desk/pictures/{path}").status_code == 404


@pytest.mark.parametrize("trick", ["//", "/./", "/../photos/", "/%2e/", "%5c", "/%00"])
def test_a_public_picture_has_one_address(client: Client, url: str, trick: str) -> None:
    """What was decided of one name must not be had by another."""
    name = url.removeprefix("/media/photos/")
    assert client.get(f"/media/photos{trick}{name}").status_code == 404
    assert client.get(url.upper()).status_code == 404


def test_only_reading_is_possible(client: Client, url: str) -> None:
    head = client.head(url)
    assert (head.status_code, head["Content-Type"]) == (200, "image/webp")
    for method in ("POST", "PUT", "DELETE"):
        assert client.generic(method, url).status_code == 405
        assert client.generic(method, "/media/photos/none.webp").status_code == 405


def test_a_public_picture_whose_file_is_gone_is_not_found(client: Client, url: str) -> None:
    file_at(url).unlink()
    assert client.get(url).status_code == 404


class TestProxy:
    """With MEDIA_ACCEL the proxy in front sends the file, and only after a yes."""

    @pytest.fixture(autouse=True)
    def accelerated(self, settings: Any) -> None:
        settings.MEDIA_ACCEL = "/stored/"

    def test_the_proxy_is_told_where_the_file_lies(self, client: Client, url: str) -> None:
        response = client.get(url)
        assert response["X-Accel-Redirect"] == url.replace("/media/", "/stored/")
        assert response["Content-Type"] == "image/webp"
        assert response["Cache-Control"].startswith("public, max-age=")
        assert response.content == b""
        assert "ETag" not in response  # the proxy makes one and compares it

    def test_what_is_not_public_is_not_told(self, client: Client) -> None:
        photo = developed_photo()
        for path in (*addresses_of(photo), "/media/photos/none.webp"):
            response = client.get(path)
            assert response.status_code == 404
            assert "X-Accel-Redirect" not in response

    def test_the_desk_s_pictures_come_the_same_way_and_stay_private(self) -> None:
        photo = developed_photo()
        path = addresses_of(photo)[0].replace("/media/", "/desk/pictures/")
        response = at_desk(make_user()).get(path)
        assert response["X-Accel-Redirect"] == addresses_of(photo)[0].replace("/media/", "/stored/")
        assert "no-store" in response["Cache-Control"]
        assert bytes_of(photo)
