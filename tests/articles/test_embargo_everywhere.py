"""Every public address there is, asked for a story that readers may not have yet.

The addresses are read from the site itself, so a new kind of page is walked from its first day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import URLResolver, get_resolver

from articles.admin.preview import sharing
from articles.admin.preview.sharing import Span
from articles.clock import as_it_stands_at, database_now
from articles.models import Article, SharedPreview, Story
from tests.articles.factories import approve_story, make_story, publish_story
from tests.articles.hours import embargo, schedule
from tests.articles.test_embargo import SECRET, SLUG, make_neighbours, secret_story

pytestmark = pytest.mark.django_db

NUMBER, MISSING = 770_000_123, 770_000_999
NOT_PUBLIC = "desk/"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
VALUES = {
    "slug": SLUG,
    "day": "2013-11-20",
    "path": f"photos/{SLUG}.webp",
    "token": SLUG,
    "receipt": SLUG,
    "uidb64": SLUG,
    "pk": "1",
}


def public_patterns() -> list[str]:
    """Every address outside the desk, as it is written in the lists of addresses."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            whole = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, whole)
            elif not whole.startswith(NOT_PUBLIC):
                yield whole

    return list(walk(get_resolver(), ""))


def walked(number: int) -> list[str]:
    """The addresses with this number of a story, and with the secret word in every other place."""
    found, values = [], {**VALUES, "story_id": str(number)}
    for pattern in public_patterns():
        if pattern.endswith("$"):  # the story's own page
            edition = "/ar/" if pattern.startswith("ar/") else "/"
            stems = (f"{number}", f"{number}-{SLUG}-headline")
            found += [f"{edition}middle-east/2026/nov-22/{stem}/" for stem in stems]
            continue
        found.append("/" + PARAMETER.sub(lambda one: values.get(one[1], "1"), pattern))
    return found


def number_of_its_own() -> None:
    """Let the next story have a number that stands in no page by chance."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('articles_article', 'id'), %s)", [NUMBER - 1]
        )


def as_approved_under_embargo(story: Article) -> None:
    approve_story(story)
    embargo(story)


def as_scheduled_by_the_desk(story: Article) -> None:
    approve_story(story)
    embargo(story, 2)
    schedule(story, 3)


def as_called_off(story: Article) -> None:
    schedule(approve_story(story))
    story.refresh_from_db()


STATES: list[Callable[[Article], None]] = [
    as_approved_under_embargo,
    as_scheduled_by_the_desk,
    as_called_off,
]


@pytest.fixture
def story() -> Article:
    number_of_its_own()
    found = secret_story()
    assert found.pk == NUMBER
    return found


def whole(response: Any, number: int) -> str:
    """An answer, headers and all, with the number of the story left out; what is random too."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response).decode()
    text = re.sub(r"nonce-[^']+|nonce=\"[^\"]+\"|csrfmiddlewaretoken[^>]+", "", headers + body)
    return text.replace(str(number), "N")


@pytest.mark.parametrize("state", STATES)
def test_it_answers_everywhere_like_a_story_that_does_not_exist(
    client: Client, story: Article, state: Callable[[Article], None]
) -> None:
    state(story)
    make_neighbours_beside(story)
    telling, different = [], []
    for address, other in zip(walked(NUMBER), walked(MISSING), strict=True):
        for method in ("get", "post"):
            cache.clear()
            found = getattr(Client(), method)(address)
            said = whole(found, NUMBER)
            if SECRET in said:
                telling.append((method, address))
            if address == other:  # it names no story
                continue
            cache.clear()
            missing = getattr(Client(), method)(other)
            if (found.status_code, said) != (missing.status_code, whole(missing, MISSING)):
                different.append((method, address, found.status_code, missing.status_code))
    assert telling == []
    assert different == []


def make_neighbours_beside(story: Article) -> None:
    """Live stories around it, one of which is its translation and one of its topic."""
    make_neighbours(story)
    publish_story(make_story(section=story.section, headline="عاد الجيش", language="ar"))


def test_the_walk_would_find_it_at_its_second_with_no_worker(
    client: Client, story: Article
) -> None:
    """The proof that these are the addresses that would tell."""
    as_scheduled_by_the_desk(story)
    moment = story.goes_live_at
    assert moment
    for when, is_there in ((moment - timedelta(microseconds=1), False), (moment, True)):
        telling = []
        with as_it_stands_at(when):
            for address in walked(NUMBER):
                cache.clear()
                if SECRET in whole(client.get(address), NUMBER):
                    telling.append(address)
        assert bool(telling) == is_there
    assert {"/", f"/topics/{SLUG}/", f"/middle-east/2026/nov-22/{NUMBER}-{SLUG}-headline/"} & set(
        telling
    )
    with as_it_stands_at(moment):
        cache.clear()
        assert (
            SECRET in client.get(Story.objects.get(pk=NUMBER).get_absolute_url()).content.decode()
        )


def test_a_live_story_beside_it_tells_nothing(client: Client, story: Article) -> None:
    """Related stories, translations, and the data for search engines."""
    beside = publish_story(make_story(section=story.section, tags=[SECRET, "Syria"]))
    beside.tags.remove(SECRET)
    other = publish_story(make_story(section=story.section, tags=["Syria"]))
    story.tags.add("Syria")
    as_scheduled_by_the_desk(story)
    cache.clear()
    page = client.get(Story.objects.get(pk=other.pk).get_absolute_url()).content.decode()
    assert str(NUMBER) not in page
    assert f"{SECRET} headline" not in page


def test_previews_with_a_wrong_expired_or_revoked_link_are_all_the_same(
    client: Client, story: Article
) -> None:
    as_scheduled_by_the_desk(story)
    assert story.head_revision
    given = [
        sharing.share(story, story.head_revision, story.created_by, Span.DAY) for _one in range(3)
    ]
    links = ["/preview/" + sharing.link(one).split("/preview/")[1] for one in given]
    assert SECRET in client.get(links[0]).content.decode()
    days = timedelta(days=1)
    SharedPreview.objects.filter(pk=given[0].pk).update(
        created_at=database_now() - 3 * days, expires_at=database_now() - 2 * days
    )
    sharing.revoke(given[1], story.created_by)
    missing = client.get("/preview/nothing/")
    for address in (links[0], links[1], links[2][:-4] + "xyz/", f"{links[2][:-1]}x/"):
        answer = client.get(address)
        assert answer.status_code == missing.status_code == 404
        assert answer.content == missing.content
        assert dict(answer.headers) == dict(missing.headers)
