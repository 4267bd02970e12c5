"""The pages: open to everybody where nothing is personal, and to nobody else where something is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import verbs as desk
from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Flag, SitePolicy, Vote
from readers.models import Reader
from staff.models import User
from tests.articles.factories import make_story, make_user, publish_story
from tests.comments.tools import (
    OWN_FORM,
    browser,
    counted_queries,
    make_reader,
    sign_in,
    typed,
    write,
)

pytestmark = pytest.mark.django_db


def test_drafts_and_embargoed_stories_answer_like_numbers_that_do_not_exist(
    reader: Reader,
) -> None:
    draft = make_story(headline="EMBARGO-7f3a")
    waiting = publish_story(
        make_story(headline="EMBARGO-7f3a"), goes_live_at=timezone.now() + timedelta(minutes=10)
    )
    client = browser(reader)
    asks: list[Callable[[int], Any]] = [
        lambda pk: client.get(f"/comments/{pk}/"),
        lambda pk: client.post(f"/comments/{pk}/", {"body": "Hello."}),
        lambda pk: client.get(f"/comments/{pk}/mine/"),
        lambda pk: client.get(f"/comments/{pk}/news/"),
        lambda pk: client.post(f"/comments/{pk}/follow/"),
        lambda pk: client.get(f"/comments/{pk}/1/"),
        lambda pk: client.post(f"/comments/{pk}/1/vote/", {"value": "1"}),
    ]
    for ask in asks:
        nothing = ask(10**15)
        for pk in (draft.pk, waiting.pk):
            answer = ask(pk)
            assert answer.status_code == nothing.status_code == 404
            assert answer.content == nothing.content
            assert b"EMBARGO" not in answer.content
    assert not Comment.objects.exists()


def test_a_withdrawn_story_says_so_and_keeps_what_was_typed(reader: Reader) -> None:
    article = publish_story()
    comment = write(article.pk, reader)
    desk.withdraw(article, by=make_user(), note="Wrong.", notice="It was wrong.")
    response = browser(reader).post(f"/comments/{article.pk}/", {"body": "Typed meanwhile."})
    assert response.status_code == 410
    assert "Typed meanwhile." in response.content.decode()
    assert "withdrawn" in response.content.decode()
    page = browser().get(f"/comments/{article.pk}/")
    assert page.status_code == 410
    assert "It was wrong." in page.content.decode()
    assert browser(reader).get(comment.address).status_code == 410
    assert Comment.objects.count() == 1


def test_the_storys_page_is_the_same_for_everybody_and_sets_nothing(
    story: Story, open_site: SitePolicy
) -> None:
    reader = make_reader("Secret Salma", "secret.salma@example.org")
    comment = write(story.pk, make_reader())
    verbs.vote(comment, reader=reader, value=1)
    own, other = browser(reader), Client()
    for address in (story.get_absolute_url(), f"/comments/{story.pk}/"):
        first = own.get(address)
        second = other.get(address)
        assert not second.cookies
        for trace in ("Secret Salma", "secret.salma", "aria-pressed", "csrfmiddlewaretoken"):
            assert trace not in second.content.decode()
        assert first.status_code == second.status_code == 200
    assert own.get(story.get_absolute_url()).content == other.get(story.get_absolute_url()).content


def test_a_page_for_one_reader_is_kept_by_nobody(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    client = browser(reader)
    for address in (
        f"/comments/{story.pk}/",
        comment.address,
        f"{comment.address}reply/",
        f"{comment.address}edit/",
        f"{comment.address}withdraw/",
        f"{comment.address}flag/",
        f"/comments/{story.pk}/mine/",
        "/comments/ticket/",
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "no-store" in response["Cache-Control"], address
    anonymous = Client().get(f"/comments/{story.pk}/")
    assert "private" in anonymous["Cache-Control"]
    assert "Cookie" in anonymous["Vary"]


def test_own_votes_and_comments_come_by_one_small_request(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    comment, own = write(story.pk, make_reader()), write(story.pk, reader)
    waiting = write(story.pk, reader, "See http://example.com/ too.")
    verbs.vote(comment, reader=reader, value=-1)
    with counted_queries() as queries:
        told = json.loads(browser(reader).get(f"/comments/{story.pk}/mine/").content)
    assert len(queries) <= 9
    assert told["votes"] == {str(comment.pk): [-1, 0, 1]}
    assert [one["number"] for one in told["own"]] == [own.pk]
    assert f'id="c{waiting.pk}"' in told["waiting"]
    assert reader.name in told["reader"]
    assert reader.email not in told["reader"]
    assert json.loads(Client().get(f"/comments/{story.pk}/mine/").content) == {"reader": None}


def test_everything_works_without_a_script(story: Story, open_site: SitePolicy) -> None:
    writer, other = browser(make_reader("Salma")), browser(make_reader("Nadim"))
    writer.post(f"/comments/{story.pk}/", {"body": "First words."})
    comment = Comment.objects.get()
    page = other.get(f"/comments/{story.pk}/").content.decode()
    reply_link = re.search(rf'href="({comment.address}reply/)"', page)
    assert reply_link is not None
    form = other.get(reply_link[1]).content.decode()
    assert "First words." in form
    assert f'name="parent" value="{comment.pk}"' in form
    assert (
        other.post(
            f"/comments/{story.pk}/", {"body": "An answer.", "parent": comment.pk}
        ).status_code
        == 303
    )
    voted = other.post(f"{comment.address}vote/", {"value": "1"})
    assert voted["Location"] == comment.get_absolute_url()
    assert 'aria-pressed="true"' in other.get(comment.address).content.decode()
    other.post(f"{comment.address}vote/", {"value": "0"})
    assert not Vote.objects.exists()
    assert other.post(f"{comment.address}flag/", {}).status_code == 422
    assert (
        "Thank you"
        in other.post(
            f"{comment.address}flag/", {"reason": "other", "note": "Odd."}
        ).content.decode()
    )
    assert Flag.objects.get().note == "Odd."
    edit = writer.get(f"{comment.address}edit/").content.decode()
    assert "First words." in edit
    writer.post(f"{comment.address}edit/", {"body": "Better words."})
    assert "Better words." in other.get(comment.address).content.decode()
    other.post(f"/comments/{story.pk}/follow/")
    assert "Stop letters" in other.get(f"/comments/{story.pk}/").content.decode()
    other.post(f"/comments/{story.pk}/follow/", {"stop": "1"})
    assert "Send me a letter about" in other.get(f"/comments/{story.pk}/").content.decode()
    writer.post(f"{comment.address}withdraw/")
    assert "withdrawn by its author" in other.get(comment.address).content.decode()


def test_withdrawing_what_leaves_no_place_says_so(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    answer = browser(reader).post(f"{comment.address}withdraw/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Your comment is withdrawn" in page
    assert "nothing stands in its place" in page


@pytest.mark.parametrize("act", ["vote/", "flag/", "edit/", "withdraw/"])
def test_forged_requests_change_nothing(
    story: Story, reader: Reader, open_site: SitePolicy, act: str
) -> None:
    comment = write(story.pk, reader, "As it was.")
    voter = make_reader()
    who = reader if act in {"edit/", "withdraw/"} else voter
    data = {"value": "1", "reason": "spam", "body": "Forged."}
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/page"},
        {},  # a browser that tells nothing, with the cookie
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},  # no token
    ):
        response = sign_in(Client(headers=headers), who).post(f"{comment.address}{act}", data)
        assert response.status_code == 403, headers
    sign_in(Client(headers=OWN_FORM), who).get(f"{comment.address}{act}", data)
    comment.refresh_from_db()
    assert (comment.raw, comment.state, comment.up) == ("As it was.", "published", 0)
    assert not Flag.objects.exists()


def test_a_script_votes_with_a_token_and_gets_the_numbers(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    comment = write(story.pk, make_reader())
    client = sign_in(Client(headers=OWN_FORM | {"Sec-Fetch-Mode": "cors"}), reader)
    token = json.loads(client.get("/readers/token/").content)["token"]
    answer = client.post(
        f"{comment.address}vote/",
        {"value": "1"},
        HTTP_ACCEPT="application/json",
        HTTP_X_READER_TOKEN=token,
    )
    assert json.loads(answer.content) == {"up": 1, "down": 0, "own": 1}


def test_whoever_has_no_confirmed_address_is_told_how_to_get_one(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    for act, data in (("vote/", {"value": "1"}), ("flag/", {"reason": "spam"})):
        response = browser().post(f"{comment.address}{act}", data)
        assert response.status_code == 403
        assert "/readers/sign-in/" in response.content.decode()
    assert not Vote.objects.exists()


def test_only_its_author_is_told_that_a_comment_is_published(
    reader: Reader, story: Story, open_site: SitePolicy
) -> None:
    comment, said = write(story.pk, reader, "The bus was full."), "Your comment is published."
    assert said in browser(reader).get(comment.address).content.decode()
    for other in (browser(make_reader("Somebody")), Client()):
        assert said not in other.get(comment.address).content.decode()


def test_other_peoples_waiting_comments_cannot_be_reached_by_their_number(
    story: Story, reader: Reader
) -> None:
    waiting = write(story.pk, reader, "Not for you yet.")
    for client in (browser(), browser(make_reader())):
        for act in ("", "reply/", "edit/", "withdraw/", "flag/"):
            response = client.get(f"{waiting.address}{act}")
            assert response.status_code == 404, act
        for act in ("vote/", "edit/", "withdraw/"):
            response = client.post(f"{waiting.address}{act}", {"value": "1", "body": "x"})
            assert response.status_code in {403, 404}, act
    waiting.refresh_from_db()
    assert waiting.state == "pending"


def test_a_comment_is_not_found_under_another_story(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    other = publish_story()
    assert browser().get(f"/comments/{other.pk}/{comment.pk}/").status_code == 404
    assert browser(reader).post(f"/comments/{other.pk}/{comment.pk}/withdraw/").status_code == 404


def test_a_new_comment_shows_at_once_and_only_its_own_storys_page_is_made_afresh(
    story: Story,
    reader: Reader,
    open_site: SitePolicy,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    other = Story.objects.get(pk=publish_story().pk)
    client = Client()
    pages = [story.get_absolute_url(), f"/comments/{story.pk}/"]
    for address in [*pages, other.get_absolute_url(), "/"]:
        client.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        write(story.pk, reader, "Seen at once.")
    for address in pages:
        assert "Seen at once." in client.get(address).content.decode()
    for address in (other.get_absolute_url(), "/"):
        with counted_queries() as queries:
            client.get(address)
        assert queries == []


def test_with_the_database_down_a_removed_comment_is_not_revived(
    story: Story,
    reader: Reader,
    moderator: User,
    open_site: SitePolicy,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise OperationalError("down")

    comment = write(story.pk, reader, "Soon to be removed.")
    client = Client()
    client.get(story.get_absolute_url())
    with django_capture_on_commit_callbacks(execute=True):
        write(story.pk, make_reader(), "One more.")
    with monkeypatch.context() as patch:
        patch.setattr("articles.views.story.furniture", down)
        kept = client.get(story.get_absolute_url())
        assert "Soon to be removed." in kept.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        verbs.delete(comment, by=moderator)
    monkeypatch.setattr("articles.views.story.furniture", down)
    gone = client.get(story.get_absolute_url())
    assert gone.status_code == 503
    assert "Soon to be removed." not in gone.content.decode()


def test_with_the_database_down_the_typed_text_is_shown_again(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise OperationalError("down")

    monkeypatch.setattr("comments.views.pages.live_story", down)
    form = typed("A long and careful comment.", lang="ar")
    response = browser().post(f"/comments/{story.pk}/", form)
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "A long and careful comment." in page
    assert form["email"] in page
    assert 'lang="ar"' in page
    assert browser().get(f"/comments/{story.pk}/").status_code == 503


def test_comments_are_under_arabic_stories_in_arabic(reader: Reader, open_site: SitePolicy) -> None:
    article = publish_story(make_story(headline="خبر من بيروت", language="ar"))
    comment = write(article.pk, reader, "تعليق أول.\n\nAnd one in English.")
    page = browser().get(f"/comments/{article.pk}/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count('<p dir="auto">') >= 2
    assert comment.get_absolute_url() in page


def test_news_counts_what_is_newer(story: Story, open_site: SitePolicy) -> None:
    first = write(story.pk, make_reader())
    for _ in range(3):
        write(story.pk, make_reader())
    response = Client().get(f"/comments/{story.pk}/news/?since={first.pk}")
    assert json.loads(response.content) == {"count": 3}
    assert json.loads(Client().get(f"/comments/{story.pk}/news/?since=x").content) == {"count": 4}


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=-1", "?after=99999999999999999999", "?sort=;drop"]
)
def test_nonsense_in_the_address_is_as_good_as_nothing(story: Story, query: str) -> None:
    assert Client().get(f"/comments/{story.pk}/{query}").status_code == 200


def test_counts_in_lists_take_one_query(story: Story, open_site: SitePolicy) -> None:
    write(story.pk, make_reader())
    stories = [*Story.objects.all(), Story.objects.get(pk=publish_story().pk)]
    source = (
        "{% load comments %}{% count_comments first rest nothing %}"
        "{% for one in rest %}[{{ one.comment_count }}]{% endfor %}"
    )
    context = Context({"first": stories[0], "rest": stories, "nothing": None})
    with counted_queries() as queries:
        html = Template(source).render(context)
    assert len(queries) == 1
    assert "1 comment</a>]" in html
    assert "[]" in html


def test_a_closed_thread_has_no_form(
    story: Story, reader: Reader, chief: User, open_site: SitePolicy
) -> None:
    write(story.pk, reader)
    verbs.set_story_policy(story.pk, verbs.Wanted("closed"), by=chief)
    page = browser().get(f"/comments/{story.pk}/").content.decode()
    assert "have been closed" in page
    assert 'name="body"' not in page
    assert "/reply/" not in page
