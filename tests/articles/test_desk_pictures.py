"""Pictures of what nobody may read yet: at the desk, and for whoever got a link from it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from articles.admin.preview import sharing
from articles.admin.preview.sharing import Span
from articles.clock import database_now
from articles.models import Article, Photo, SharedPreview
from newsroom.logs import SECRET
from tests.articles.darkroom import addresses_of, bytes_of, developed_photo, in_a_body, told
from tests.articles.desk import at_desk
from tests.articles.factories import (
    approve_story,
    change_story,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    return developed_photo()


def scheduled_with(photo: Photo) -> Article:
    story = make_story(photos=[photo], body=in_a_body(photo))
    schedule(approve_story(story))
    return story


class TestDesk:
    def test_staff_see_the_picture_of_what_nobody_may_read_yet(self, photo: Photo) -> None:
        scheduled_with(photo)
        for address, data in zip(addresses_of(photo), bytes_of(photo), strict=True):
            answer = at_desk(make_user()).get(address.replace("/media/", "/desk/pictures/"))
            assert (answer.status_code, b"".join(answer)) == (200, data)
            assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
            assert "ETag" not in answer
            assert "Last-Modified" not in answer
            assert "sandbox" in answer["Content-Security-Policy"]

    def test_their_sign_in_opens_nothing_at_the_readers_address(self, photo: Photo) -> None:
        scheduled_with(photo)
        client = at_desk(make_user())
        assert client.get(addresses_of(photo)[0]).status_code == 404
        assert "cookie" not in client.get(addresses_of(photo)[0]).get("Vary", "").lower()

    def test_a_stranger_is_led_to_the_sign_in_whatever_is_there(self, photo: Photo) -> None:
        names = (addresses_of(photo)[0].removeprefix("/media/"), "photos/none.webp")
        answers = [Client().get(f"/desk/pictures/{name}") for name in names]
        assert [one.status_code for one in answers] == [302, 302]
        said = [
            str(one.headers).replace(name, "") for one, name in zip(answers, names, strict=True)
        ]
        assert said[0] == said[1]

    def test_somebody_without_a_role_gets_none(self, photo: Photo) -> None:
        address = addresses_of(photo)[0].replace("/media/", "/desk/pictures/")
        assert at_desk(make_user(role=None)).get(address).status_code in {302, 403}

    @pytest.mark.parametrize(
        "page",
        [
            "articles/photo/",
            "articles/photo/pick/",
            "articles/photo/{photo}/change/",
            "articles/article/{story}/change/",
            "articles/article/{story}/preview/page/",
            "articles/article/{story}/as-read/page/?at={now}",
            "articles/article/{story}/compare/?old=1&new=2",
        ],
    )
    def test_every_page_of_the_desk_asks_the_desk(self, photo: Photo, page: str) -> None:
        story = make_story(photos=[photo], body=in_a_body(photo))
        change_story(story, deck="Once more.")
        publish_story(story)
        address = page.format(photo=photo.pk, story=story.pk, now=quote(database_now().isoformat()))
        shown_there = at_desk(make_user()).get(f"/desk/{address}").content.decode()
        assert f'src="/desk/pictures/{photo.renditions[0]["file"]}' in shown_there or (
            f'src="/desk/pictures/{photo.renditions[1]["file"]}' in shown_there
        )
        assert ' src="/media/' not in shown_there
        assert ' srcset="/media/' not in shown_there


class TestSharedPreview:
    @pytest.fixture
    def shared(self, photo: Photo) -> SharedPreview:
        story = scheduled_with(photo)
        assert story.head_revision
        return sharing.share(story, story.head_revision, story.created_by, Span.DAY)

    def pictures(self, shared: SharedPreview) -> list[str]:
        page = Client().get("/preview/" + sharing.link(shared).split("/preview/")[1])
        return re.findall(r'\ssrc="(/[^"]+\.webp)"', page.content.decode())

    def assert_nothing_there(self, address: str) -> None:
        missing = Client().get("/preview/nothing/")
        assert told(Client().get(address)) == told(missing)

    def test_whoever_has_the_link_sees_its_pictures(
        self, photo: Photo, shared: SharedPreview
    ) -> None:
        found = self.pictures(shared)
        assert len(found) == 2  # beside the text and within it
        for address in found:
            answer: Any = Client().get(address)
            assert answer.status_code == 200
            assert b"".join(answer) in bytes_of(photo)
            assert answer["Cache-Control"] == "no-store, private"
            assert answer["X-Robots-Tag"] == "noindex, nofollow"
            assert "ETag" not in answer

    def test_it_leaves_the_pictures_of_other_stories_where_they_are(
        self, photo: Photo, shared: SharedPreview
    ) -> None:
        other = developed_photo(shade=5)
        publish_story(make_story(section=shared.article.section, photos=[other]))
        link = "/preview/" + sharing.link(shared).split("/preview/")[1]
        page = Client().get(link).content.decode()
        assert other.renditions[0]["file"] not in page.replace(addresses_of(other)[0], "")

    def test_a_picture_s_address_does_not_lead_to_the_story(self, shared: SharedPreview) -> None:
        token = self.pictures(shared)[0].split("/")[2]
        self.assert_nothing_there(f"/preview/{token}/")
        assert shared.key not in token

    def test_it_opens_no_other_picture(self, shared: SharedPreview) -> None:
        other = developed_photo(shade=5)
        place = self.pictures(shared)[0].partition("photos/")[0]
        for name in (other.renditions[0]["file"], "photos/none.webp", "../secret-key", "x"):
            self.assert_nothing_there(place + name)

    def test_it_ends_with_the_link(self, shared: SharedPreview) -> None:
        found = self.pictures(shared)
        SharedPreview.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        for address in found:
            self.assert_nothing_there(address)
        SharedPreview.objects.update(expires_at=timezone.now() + timedelta(days=1))
        assert Client().get(found[0]).status_code == 200
        sharing.revoke(shared, shared.by)
        for address in found:
            self.assert_nothing_there(address)

    def test_a_forged_address_opens_nothing(self, shared: SharedPreview) -> None:
        good = self.pictures(shared)[0]
        _empty, _preview, token, *rest = good.split("/")
        forged = [token[:-1] + ("A" if token[-1] != "A" else "B"), str(shared.pk), shared.key, "x"]
        forged += [Signer(salt="elsewhere", sep="~").sign(str(shared.pk)), "x" * 500]
        forged += [sharing.link(shared).split("/")[-2]]
        for one in forged:
            self.assert_nothing_there("/".join(["", "preview", one, *rest]))

    def test_no_log_can_be_used(self, shared: SharedPreview) -> None:
        address = self.pictures(shared)[0]
        assert address.split("/")[2] not in SECRET.sub(r"\1…", f'"GET {address} HTTP/1.1" 200')
