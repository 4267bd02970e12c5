"""Photos received at the desk: checked by content, kept whole, never half stored."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import darkroom
from articles.models import Contributor, Photo
from staff.roles import Role
from tests.articles.desk import at_desk, change, text_of
from tests.articles.factories import (
    make_contributor,
    make_photo,
    make_story,
    make_user,
    publish_story,
)
from tests.hostile import fields

pytestmark = pytest.mark.django_db
ADD = "/desk/articles/photo/add/"


@pytest.fixture(autouse=True)
def own_media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _picture(width: int = 600, height: int = 400, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#445566").save(out, kind)
    return out.getvalue()


def _upload(data: bytes, name: str = "../../etc/<b>photo</b>.jpg") -> dict[str, Any]:
    return {
        "original": SimpleUploadedFile(name, data, "image/jpeg"),
        "caption": "The road",
        "credit": "AFP PHOTO/STR",
        "alt_text": "A road",
    }


def _files() -> list[str]:
    return sorted(str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_a_journalist_uploads_a_photo() -> None:
    writer = make_user(Role.JOURNALIST)
    response = at_desk(writer).post(ADD, _upload(_picture()))
    assert response.status_code == 302, text_of(response)
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.uploaded_by) == (600, 400, writer)
    assert (photo.caption, photo.credit, photo.alt_text) == ("The road", "AFP PHOTO/STR", "A road")
    whole = [copy["width"] for copy in photo.renditions if "ratio" not in copy]
    assert whole == [480, 600]
    assert [copy.get("ratio") for copy in photo.renditions[2:]] == ["16:9", "4:3", "1:1"]
    sizes = [Path(settings.MEDIA_ROOT, copy["file"]).stat().st_size for copy in photo.renditions]
    assert [copy["bytes"] for copy in photo.renditions] == sizes
    assert all(default_storage.exists(copy["file"]) for copy in photo.renditions)
    assert len(_files()) == 1 + 2 + 3


def _halves() -> bytes:
    """A picture that is red on its left and blue on its right."""
    out = io.BytesIO()
    image = Image.new("RGB", (1000, 400), "#cc0000")
    image.paste("#0000cc", (500, 0, 1000, 400))
    image.save(out, "PNG")
    return out.getvalue()


def _square_of(photo: Photo) -> Image.Image:
    (square,) = (copy for copy in photo.renditions if copy.get("ratio") == "1:1")
    with default_storage.open(square["file"]) as file:
        image = Image.open(file)
        image.load()
    return image


def _is_red(image: Image.Image) -> bool:
    left, right = (image.getpixel((x, 200)) for x in (5, 390))
    return all(isinstance(one, tuple) and one[0] > 150 > one[2] for one in (left, right))


def test_crops_are_taken_about_the_focal_point_and_anew_when_it_is_moved() -> None:
    client = at_desk(make_user())
    sent = {**_upload(_halves()), "focal_x": "5", "focal_y": "50"}
    assert client.post(ADD, sent).status_code == 302
    photo = Photo.objects.get()
    before = list(photo.renditions)
    assert _square_of(photo).size == (400, 400)
    assert _is_red(_square_of(photo))
    address = f"/desk/articles/photo/{photo.pk}/change/"
    words = {"caption": "The road", "credit": "STR", "alt_text": "A road"}
    form = {**fields(text_of(client.get(address))), **words}
    assert client.post(address, {**form, "focal_x": "95"}).status_code == 302
    photo.refresh_from_db()
    assert photo.renditions[:3] == before[:3]
    assert not _is_red(_square_of(photo))
    # What was published shows them still.
    assert all(default_storage.exists(copy["file"]) for copy in before)
    form = {**fields(text_of(client.get(address))), **words}
    kept = photo.renditions
    assert client.post(address, {**form, "focal_x": ""}).status_code == 302
    photo.refresh_from_db()
    assert (photo.focal_x, photo.renditions) == (95, kept)
    refused = client.post(address, {**form, "focal_x": "101"})
    assert "less than or equal to 100" in text_of(refused)


def test_the_original_is_kept_under_a_name_of_our_own_and_is_not_served() -> None:
    client = at_desk(make_user())
    client.post(ADD, _upload(_picture()))
    original = Photo.objects.get().original
    name = str(original.name)
    assert name.startswith("originals/")
    assert "photo" not in name
    assert original.read() == _picture()
    assert client.get(f"/media/{name}").status_code == 404
    page = text_of(client.get(f"/desk/articles/photo/{Photo.objects.get().pk}/change/"))
    assert name not in page


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><script>alert(1)</script></html>", "not a JPEG"),
        (SVG, "not a JPEG"),
        (_picture()[:900], "damaged"),
        (_picture(100, 100), "pixels"),
        (b"", "empty"),
        (_picture(300, 300, "TIFF"), "not a JPEG"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 500, ""),
    ],
    ids=["html", "svg", "cut off", "tiny", "empty", "tiff", "noise"],
)
def test_a_wrong_file_is_refused_beside_its_field_and_leaves_nothing(
    data: bytes, words: str
) -> None:
    response = at_desk(make_user()).post(ADD, _upload(data))
    assert response.status_code == 400
    errors = response.context["adminform"].form.errors
    assert list(errors) == ["original"]
    assert words in str(errors["original"])
    assert response.context["adminform"].form["caption"].value() == "The road"
    assert not Photo.objects.exists()
    assert _files() == []


def test_what_fails_after_the_files_were_written_takes_them_along(monkeypatch: Any) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(Photo, "save", fail)
    with pytest.raises(RuntimeError):
        darkroom.receive(io.BytesIO(_picture()), by=make_user())
    assert _files() == []


def test_a_replaced_file_leaves_the_copies_that_readers_have() -> None:
    editor = make_user()
    photo = darkroom.receive(io.BytesIO(_picture()), by=editor, caption="Old")
    before = [copy["file"] for copy in photo.renditions]
    data = _upload(_picture(800, 500)) | {"caption": "New"}
    response = change(at_desk(editor), f"/desk/articles/photo/{photo.pk}/change/", data)
    photo.refresh_from_db()
    assert response.status_code == 302
    assert (photo.width, photo.caption) == (800, "New")
    assert all(default_storage.exists(name) for name in before)
    assert set(before).isdisjoint(copy["file"] for copy in photo.renditions)


def test_a_caption_is_changed_without_a_new_file() -> None:
    editor = make_user()
    photo = darkroom.receive(io.BytesIO(_picture()), by=editor, caption="Old")
    data = {
        "caption": "New\r\nlines",
        "credit": "C",
        "alt_text": "A",
        "width": "9",
        "renditions": "[]",
    }
    change(at_desk(editor), f"/desk/articles/photo/{photo.pk}/change/", data)
    kept = (photo.original.name, photo.renditions, photo.width)
    photo.refresh_from_db()
    assert photo.caption == "New\nlines"
    assert (photo.original.name, photo.renditions, photo.width) == kept


def test_changing_a_photo_in_use_says_that_live_stories_keep_their_text() -> None:
    editor = make_user()
    photo = make_photo(editor)
    publish_story(make_story(editor, photos=[photo]), editor)
    data = {"caption": "New", "credit": "C", "alt_text": "A"}
    response = change(
        at_desk(editor), f"/desk/articles/photo/{photo.pk}/change/", data, follow=True
    )
    assert "until they are published again" in text_of(response)


def test_only_its_sender_and_editors_change_a_photo() -> None:
    writer = make_user(Role.JOURNALIST)
    photo = make_photo(writer)
    data = {"caption": "New", "credit": "C", "alt_text": "A"}
    url = f"/desk/articles/photo/{photo.pk}/change/"
    assert change(at_desk(make_user(Role.JOURNALIST)), url, data).status_code == 403
    assert change(at_desk(writer), url, data).status_code == 302
    assert change(at_desk(make_user(Role.EDITOR)), url, data).status_code == 302


def test_a_portrait_is_changed_by_editors_alone_as_readers_have_it_at_once() -> None:
    writer = make_user(Role.JOURNALIST)
    photo = make_photo(writer)
    Contributor.objects.filter(pk=make_contributor().pk).update(portrait=photo)
    data = {"caption": "New", "credit": "C", "alt_text": "A"}
    url = f"/desk/articles/photo/{photo.pk}/change/"
    assert change(at_desk(writer), url, data).status_code == 403
    assert at_desk(writer).get(url).status_code == 200
    with patch("articles.admin.photos.pages_changed") as told:
        assert change(at_desk(make_user(Role.EDITOR)), url, data).status_code == 302
    told.assert_called_once_with(removal=True)


def test_a_chosen_photo_shows_its_thumbnail() -> None:
    photo = make_photo()
    client = at_desk(make_user(Role.JOURNALIST))
    response = client.get(f"/desk/articles/photo/{photo.pk}/thumbnail/")
    assert response["Location"] == f"/desk/pictures/{photo.renditions[0]['file']}"
    assert client.get("/desk/articles/photo/0/thumbnail/").status_code == 404
    assert client.get(f"/desk/articles/photo/{10**30}/thumbnail/").status_code == 404


def test_a_photo_for_the_body_is_chosen_among_own_photos_only() -> None:
    wanted = make_photo(caption="A bridge <b>", alt_text="Bridge")
    make_photo(caption="A ship")
    page = at_desk(make_user(Role.JOURNALIST)).get(
        "/desk/articles/photo/pick/", {"q": "bridge", "CKEditorFuncNum": '-1"><script>'}
    )
    assert f'data-address="/media/{wanted.renditions[1]["file"]}"' in text_of(page)
    assert "A ship" not in text_of(page)
    assert "<script>" not in text_of(page)
    url = "/desk/articles/photo/pick/"
    assert at_desk(make_user(Role.MODERATOR)).get(url).status_code == 403
