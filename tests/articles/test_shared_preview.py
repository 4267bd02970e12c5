"""Links to an unpublished story for people without an account."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import verbs
from articles.admin.preview import sharing
from articles.admin.preview.sharing import Span
from articles.models import Article, Byline, Contributor, SharedPreview
from articles.workflow import Editorial
from newsroom.logs import OneLine
from staff.models import User
from staff.roles import Role
from tests.articles.desk import at_desk, text_of
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_photo,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db


def given(story: Article, by: User | None = None, span: Span = Span.DAY) -> SharedPreview:
    assert story.head_revision is not None
    return sharing.share(story, story.head_revision, by or story.created_by, span)


def path(shared: SharedPreview) -> str:
    return "/preview/" + sharing.link(shared).split("/preview/")[1]


def read(address: str) -> Any:
    return Client().get(address)


def nothing_there() -> tuple[bytes, dict[str, str]]:
    """What an address answers that never existed."""
    response = read("/middle-east/2020/jan-01/99999999/")
    return response.content, dict(response.headers)


def assert_nothing_there(response: Any) -> None:
    assert response.status_code == 404
    assert (response.content, dict(response.headers)) == nothing_there()


def test_whoever_has_the_link_reads_the_story_and_its_pictures_without_an_account() -> None:
    photo = make_photo(caption="The empty road.")
    shared = given(make_story(make_user(name="Rima <Haddad>"), headline="Embargo", photos=[photo]))
    response = read(path(shared))
    text = text_of(response)
    assert response.status_code == 200
    assert "<h1>Embargo</h1>" in text
    assert photo.renditions[0]["file"] in text
    assert "Not published." in text
    assert "Rima &lt;Haddad&gt;" in text
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers
    assert "Embargo" not in re.findall(r"<title>.*?</title>", text)[0]
    assert "<form" not in text
    assert "og:title" not in text
    assert path(shared) not in text
    assert shared.key not in text


def test_wrong_ended_and_revoked_links_answer_like_what_never_existed() -> None:
    story = make_story(headline="Embargo-7f3a")
    shared = given(story)
    good = path(shared)
    token = good.split("/")[2]
    wrong = [
        "/preview/x/",
        f"/preview/{shared.key}/",
        f"/preview/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/",
        f"/preview/{Signer(salt='articles.shared-preview', sep='~').sign('another-key')}/",
        f"/preview/{Signer(salt='elsewhere', sep='~').sign(shared.key)}/",
        f"/preview/{'x' * 5000}/",
        "/preview/%00/",
        "/preview/~/",
    ]
    for address in wrong:
        assert_nothing_there(read(address))
    assert read(good).status_code == 200
    SharedPreview.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert_nothing_there(read(good))
    SharedPreview.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert sharing.revoke(shared, make_user())
    assert_nothing_there(read(good))


def test_a_link_ends_with_its_story_and_with_the_account_that_made_it() -> None:
    story, writer = make_story(), make_user()
    good = path(given(story, writer))
    User.objects.filter(pk=writer.pk).update(is_active=False)
    assert_nothing_there(read(good))
    User.objects.filter(pk=writer.pk).update(is_active=True)
    Article.objects.filter(pk=story.pk).update(editorial=Editorial.SPIKED)
    assert_nothing_there(read(good))
    Article.objects.filter(pk=story.pk).update(editorial=Editorial.DRAFT)
    assert read(good).status_code == 200
    publish_story(story)
    verbs.withdraw(story, by=writer, note="Wrong")
    assert_nothing_there(read(good))
    change_story(story, headline="Rewritten")
    later = given(story)
    SharedPreview.objects.filter(pk=later.pk).update(
        created_at=F("created_at") + timedelta(hours=1)
    )
    assert read(path(later)).status_code == 200


def test_a_link_opens_the_revision_that_was_shared_and_no_later_one() -> None:
    story = make_story(headline="What was shared")
    good = path(given(story))
    change_story(story, headline="What came later")
    text = text_of(read(good))
    assert "What was shared" in text
    assert "came later" not in text


def test_withheld_names_stay_withheld_in_a_link_too() -> None:
    story = make_story()
    Byline.objects.create(article=story, contributor=make_contributor("Hidden Name"))
    change_story(story)
    good = path(given(story))
    assert "Hidden Name" in text_of(read(good))
    Contributor.objects.update(withheld=True)
    assert "Hidden Name" not in text_of(read(good))


def test_openings_are_counted_and_nothing_else_about_the_visitor_is_kept() -> None:
    shared = given(make_story())
    client = Client()
    assert client.head(path(shared)).status_code == 200
    shared.refresh_from_db()
    assert (shared.opened, shared.last_opened_at) == (0, None)
    client.get(path(shared))
    client.get(path(shared))
    shared.refresh_from_db()
    assert shared.opened == 2
    assert shared.last_opened_at is not None
    assert client.post(path(shared)).status_code == client.post("/preview/x/").status_code == 405


def test_no_line_of_a_log_can_be_used_as_a_link() -> None:
    address = path(given(make_story()))
    for line in (f'10.0.0.1 "GET {address} HTTP/1.1" 200', f"Not Found: {address}"):
        record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, line, None, None)
        written = OneLine("%(message)s").format(record)
        assert "/preview/…/" in written
        assert address.split("/")[2] not in written


def test_an_arabic_story_is_shared_in_arabic() -> None:
    shared = given(make_story(language="ar", headline="عنوان"))
    response = read(path(shared))
    assert response["Content-Language"] == "ar"
    assert "غير منشور" in text_of(response)


def share(user: User | None, story: Article, **posted: str) -> Any:
    client = at_desk(user) if user else Client()
    address = reverse("admin:articles_article_share", args=[story.pk])
    return client.post(address, {"revision": "1", "span": "hour", **posted})


def test_a_link_is_made_shown_and_revoked_at_the_desk() -> None:
    editor, story = make_user(name="Samir Khoury"), make_story()
    response = share(editor, story)
    shared = SharedPreview.objects.get()
    assert response.status_code == 302
    assert response["Location"].endswith("?revision=1#links")
    assert shared.expires_at - shared.created_at == timedelta(hours=1)
    read(path(shared))
    page = reverse("admin:articles_article_preview", args=[story.pk])
    text = text_of(at_desk(editor).get(page))
    assert sharing.link(shared) in text
    assert "opened once" in text
    other = make_user(name="Hala Nassar")
    revoke = reverse("admin:articles_article_revoke", args=[story.pk, shared.pk])
    assert at_desk(other).get(revoke).status_code == 405
    assert at_desk(other).post(revoke).status_code == 302
    shared.refresh_from_db()
    assert shared.revoked_by == other
    assert not sharing.revoke(shared, editor)
    text = text_of(at_desk(editor).get(page))
    assert sharing.link(shared) not in text
    assert "Hala Nassar" in text
    elsewhere = reverse("admin:articles_article_revoke", args=[make_story().pk, shared.pk])
    assert at_desk(other).post(elsewhere).status_code == 404


@pytest.mark.parametrize(
    "posted", [{"span": "year"}, {"span": ""}, {"revision": "9"}, {"revision": ""}]
)
def test_nonsense_makes_no_link(posted: dict[str, str]) -> None:
    response = share(make_user(), make_story(), **posted)
    assert response.status_code == 302
    assert not SharedPreview.objects.exists()


def test_editors_share_everything_journalists_their_own_and_nobody_else_shares() -> None:
    writer = make_user(Role.JOURNALIST)
    own, foreign = make_story(writer), make_story()
    given(foreign)
    may = {Role.EDITOR, Role.CHIEF}
    for role in [*Role, None]:
        person = make_user(role)
        answer = share(person, foreign).status_code
        assert answer == (302 if role in may else 403), role
        page = at_desk(person).get(reverse("admin:articles_article_preview", args=[foreign.pk]))
        assert ("Make a link" in text_of(page)) is (role in may)
        assert role in may or sharing.link(SharedPreview.objects.all()[0]) not in text_of(page)
    assert share(None, foreign).status_code == 403
    before = SharedPreview.objects.count()
    assert share(writer, foreign).status_code == 403
    assert share(writer, own).status_code == 302
    assert SharedPreview.objects.count() == before + 1
    shared = SharedPreview.objects.get(article=own)
    revoke = reverse("admin:articles_article_revoke", args=[own.pk, shared.pk])
    for role in (Role.JOURNALIST, Role.MODERATOR, None):
        assert at_desk(make_user(role)).post(revoke).status_code == 403
    shared.refresh_from_db()
    assert shared.revoked_at is None
    assert at_desk(writer).post(revoke).status_code == 302
