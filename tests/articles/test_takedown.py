"""A story taken down by law: 410, and not one byte of it is served any more, by any way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from articles import removals, verbs
from articles.caching import new_edition
from articles.clock import database_now
from articles.models import (
    Article,
    Correction,
    CorrectionListing,
    Listing,
    Photo,
    SharedPreview,
    ShownFile,
    Story,
)
from articles.workflow import Publication, Refused
from staff.models import User
from staff.roles import Role
from tests.articles.desk import LIST, at_desk, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_photo,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.public_pages import address_of, html_at
from tests.articles.test_embargo import SECRET, addresses, secret_story
from tests.comments.tools import make_reader, open_policy, write

pytestmark = pytest.mark.django_db

REASON = "Courtorder 17 of the court of first instance."


def take_down(story: Article, by: User | None = None) -> str:
    return removals.take_down(story, by=by or story.created_by, note=REASON)


def files_of(photo: Photo) -> list[Path]:
    """The photo's copies, as if they had been developed."""
    found = []
    for copy in photo.renditions:
        file = Path(settings.MEDIA_ROOT) / copy["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"not quite a picture")
        found.append(file)
    return found


def served(client: Client, photo: Photo) -> set[int]:
    """What every copy of a picture is answered with, crops included."""
    cache.clear()
    assert len(photo.renditions) == 6
    return {client.get(f"/media/{copy['file']}").status_code for copy in photo.renditions}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_byte_tells_of_a_story_that_was_taken_down(client: Client, language: str) -> None:
    open_policy(make_user())
    story = publish_story(secret_story(language))
    other = publish_story(make_story(section=story.section, language=language))
    comment = write(story.pk, make_reader(), f"{SECRET} comment")
    address = address_of(story)
    urls = [
        *addresses(story),
        address,
        address.replace("-embargoword", "-other"),
        address_of(other),
    ]
    urls += [f"/comments/{story.pk}/", f"/comments/{story.pk}/{comment.pk}/"]
    urls += ["/corrections/", "/ar/corrections/"]
    kept = {url: client.get(url).headers.get("ETag", "") for url in urls}
    files_of(Photo.objects.get())
    files = [f"/media/{copy['file']}" for copy in Photo.objects.get().renditions]
    pictures = {url: client.get(url)["ETag"] for url in files}
    take_down(story)
    new_edition(removal=True)  # what the verb does once it is committed
    for url, etag in {**kept, **pictures}.items():
        for headers in ({}, {"If-None-Match": etag}, {"If-None-Match": "*"}):
            for method in (client.get, client.head, client.post):
                response = method(url, headers=headers)
                told = b"".join(response) if response.streaming else response.content
                words = (told.decode(errors="replace") + str(response.headers)).lower()
                assert SECRET.lower() not in words, url
                assert "courtorder" not in words, url
                if url in pictures or re.search(rf"/{story.pk}[-/]", url):
                    assert response.status_code != 304, url


def test_the_address_answers_that_it_is_gone_and_so_do_its_comments(client: Client) -> None:
    open_policy(make_user())
    story = publish_story(make_story(headline="Pilots strike at dawn"))
    comment = write(story.pk, make_reader(), "Said under it.")
    address = address_of(story)
    thread = f"/comments/{story.pk}/"
    take_down(story)
    urls = [address, f"/x/y/z/{story.pk}/", thread, f"{thread}{comment.pk}/"]
    urls += [f"{thread}{comment.pk}/{act}/" for act in ("edit", "withdraw", "flag")]
    for url in urls:
        cache.clear()
        response = client.get(url)
        page = response.content.decode()
        assert response.status_code == 410, url
        assert response["Cache-Control"] in {"no-store", "private, no-cache"}
        assert "noindex" in page
        assert "canonical" not in page
        assert not {"Pilots", "pilots", "Said under", "Middle East"} & set(page.split()), url
        assert "ETag" not in response
    for act in ("", f"{comment.pk}/vote/", f"{comment.pk}/flag/", "follow/"):
        sent = client.post(
            f"{thread}{act}", {"body": "x"}, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert sent.status_code == 410, act
    arabic = client.get(f"/ar/x/y/z/{story.pk}/").content.decode()
    assert 'lang="ar"' in arabic


def test_a_story_taken_down_leaves_every_list_at_once(client: Client) -> None:
    story = secret_story()
    publish_story(story)
    assert Story.objects.filter(pk=story.pk, withdrawn=False).exists()
    take_down(story)
    for url in addresses(story):
        cache.clear()
        assert SECRET.lower() not in client.get(url).content.decode().lower(), url
    assert SECRET not in html_at(client, "/corrections/")
    found = Story.objects.get(pk=story.pk)
    assert (found.headline, found.slug, found.notice, found.corrections) == (
        "",
        "withdrawn",
        "",
        [],
    )
    assert not Listing.objects.filter(story_id=story.pk).exists()  # whatever the clock does
    assert not CorrectionListing.objects.exists()


def test_its_pictures_are_refused_unless_another_story_shows_them(client: Client) -> None:
    own, shared, planned, dropped = (make_photo() for _number in range(4))
    for photo in (own, shared, planned, dropped):
        files_of(photo)
    story = publish_story(make_story(photos=[own, shared, planned, dropped]))
    story.illustrations.filter(photo=dropped).delete()
    publish_story(change_story(story, deck="One picture less."))
    publish_story(make_story(photos=[shared]))
    make_story(photos=[planned])  # a draft gives no right to be served
    take_down(story)
    assert served(client, own) == {404}
    assert served(client, dropped) == {404}
    assert served(client, planned) == {404}
    assert served(client, shared) == {200}


def test_a_picture_comes_back_with_the_next_story_that_shows_it(client: Client) -> None:
    photo = make_photo()
    files_of(photo)
    story = publish_story(make_story(photos=[photo]))
    take_down(story)
    assert served(client, photo) == {404}
    publish_story(make_story(photos=[photo]))
    assert served(client, photo) == {200}


def test_what_is_kept_of_pictures_ends_with_the_takedown(client: Client) -> None:
    photo = make_photo()
    files_of(photo)
    story = publish_story(make_story(photos=[photo]))
    url = f"/media/{photo.renditions[0]['file']}"
    client.get("/")  # leaves the marks in the cache
    etag = client.get(url)["ETag"]
    assert client.get(url).status_code == 200
    take_down(story)
    new_edition(removal=True)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404


def test_it_comes_back_only_by_the_chief_with_a_reason_and_a_new_approval(client: Client) -> None:
    editor, chief = make_user(Role.EDITOR), make_user(Role.CHIEF)
    story = publish_story(make_story(editor))
    address = address_of(story)
    removals.take_down(story, by=chief, note=REASON)
    with pytest.raises(Refused):
        verbs.publish(story, by=chief)
    approve_story(story, editor)  # an approval of before does not count
    with pytest.raises(Refused, match="not taken down"):
        verbs.publish(story, by=chief)
    with pytest.raises(Refused, match="Say why the story may come back"):
        removals.reinstate(story, by=chief, note="")
    removals.reinstate(story, by=chief, note="The court lifted its order.")
    assert (story.editorial, story.approved_revision) == ("draft", None)
    assert client.get(address).status_code == 410
    with pytest.raises(Refused):
        verbs.publish(story, by=chief)
    publish_story(story, editor)
    assert "Nobody knew when" in html_at(client, address)


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.EDITOR, Role.MODERATOR])
def test_nobody_but_the_chief_takes_down_or_lets_back(role: Role) -> None:
    person, chief = make_user(role), make_user(Role.CHIEF)
    story = publish_story(make_story(person))
    for verb, does in (("take_down", removals.take_down), ("reinstate", removals.reinstate)):
        url = f"{LIST}{story.pk}/step/{verb}/"
        assert at_desk(person).get(url).status_code == 403
        assert at_desk(person).post(url, {"note": REASON, "seen": 1}).status_code == 403
        does(story, by=chief, note=REASON)


def test_the_chief_takes_down_with_a_reason_that_stays_at_the_desk() -> None:
    chief = make_user(Role.CHIEF)
    story = publish_story(make_story(chief))
    client, url = at_desk(chief), f"{LIST}{story.pk}/step/take_down/"
    page = text_of(client.get(url))
    assert 'name="notice"' not in page
    assert client.post(url, {"note": "", "seen": 1}).status_code == 400
    assert client.post(url, {"note": REASON, "seen": 1}).status_code == 302
    story.refresh_from_db()
    assert story.publication_at(database_now()) == Publication.TAKEN_DOWN
    page = text_of(client.get(f"{LIST}{story.pk}/change/"))
    assert "Taken down" in page
    assert "Lift the takedown" in page
    assert REASON in text_of(client.get(f"{LIST}{story.pk}/history/"))


def test_a_shared_preview_of_what_was_taken_down_opens_nothing() -> None:
    chief = make_user(Role.CHIEF)
    story = publish_story(make_story(chief))
    take_down(story)
    sharing = {"revision": "1", "span": "day"}
    assert at_desk(chief).post(f"{LIST}{story.pk}/preview/share/", sharing).status_code == 403
    later = database_now()
    head = story.head_revision
    assert head
    SharedPreview.objects.create(
        key="k" * 43, article=story, revision=head, by=chief, expires_at=later.replace(year=2100)
    )
    assert not SharedPreview.objects.usable(later).exists()


def test_a_story_that_no_reader_had_is_not_taken_down() -> None:
    story = make_story()
    with pytest.raises(Refused, match="Only a story that readers had"):
        take_down(story)
    Correction.objects.create(article=story, text="A draft's.")
    assert not ShownFile.objects.exists()
