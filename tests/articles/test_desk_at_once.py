"""Forms sent in the same moment: the database decides, not a disabled button."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Revision, Wording
from staff.roles import Role
from tests.articles.desk import ADD, address, at_desk, form_data, opened
from tests.articles.factories import make_section, make_story, make_user

pytestmark = pytest.mark.django_db(transaction=True)

Send = Callable[[], int]


def at_once(*sends: Send) -> list[int]:
    """The status of each answer, all of them asked for together."""
    start = Barrier(len(sends))

    def run(send: Send) -> int:
        try:
            start.wait(timeout=10)
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sends)) as pool:
        return sorted(pool.map(run, sends))


def _sends(client: Client, url: str, *forms: dict[str, str]) -> list[Send]:
    def send(form: dict[str, str]) -> int:
        return client.post(url, form).status_code

    return [partial(send, form) for form in forms]


def test_of_two_saves_one_is_told_of_the_other() -> None:
    editor = make_user()
    story = make_story(editor)
    client = at_desk(editor)
    form = opened(client, story)
    both = [{**form, "headline": "One"}, {**form, "headline": "Two"}]
    assert at_once(*_sends(client, address(story), *both)) == [302, 409]
    assert Revision.objects.filter(article=story).count() == 2


def test_a_new_story_sent_by_two_clicks_at_once_is_one() -> None:
    client = at_desk(make_user())
    form = {
        **form_data(client.get(ADD)),
        "section": str(make_section().pk),
        "headline": "Twice",
        "_verb": "submit",
    }
    assert at_once(*_sends(client, ADD, form, form, form)) == [302, 302, 302]
    story = Article.objects.get()
    assert story.transitions.count() == 1


def test_two_wordings_at_once_get_two_numbers() -> None:
    client = at_desk(make_user(Role.CHIEF))
    forms = [{"language": "en", "kind": "alert", "text": f"Words {n}"} for n in range(3)]
    assert at_once(*_sends(client, "/desk/articles/wording/add/", *forms)) == [302, 302, 302]
    versions = Wording.objects.filter(language="en", kind="alert").values_list("version", flat=True)
    assert len(set(versions)) == len(versions) >= 3


def test_the_same_address_at_once_is_refused_in_words() -> None:
    client = at_desk(make_user(Role.CHIEF))
    form = {"name": "Same", "slug": "same", "order": "1"}
    assert at_once(*_sends(client, "/desk/articles/section/add/", form, form)) == [302, 400]
