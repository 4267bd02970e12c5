"""Who else has a story open, since when, and in which field. Nobody is locked out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Sitting
from staff.models import User
from staff.roles import Role
from tests.articles.desk import ADD, LIST, address, at_desk, text_of, whole_form
from tests.articles.factories import make_story, make_user

pytestmark = pytest.mark.django_db
HERE = "/desk/articles/article/journal/here/"
WORDS = "Also in this story now"


@pytest.fixture
def rima() -> User:
    return make_user(name="Rima Haddad")


@pytest.fixture
def samir() -> User:
    return make_user(name="Samir <b>Khoury</b>")


def _beat(client: Client, form: dict[str, str], at: str = "") -> Any:
    marks = {name: value for name, value in form.items() if name.startswith("journal_")}
    return client.post(HERE, marks | {"_at": at})


def _away(**how_long: float) -> None:
    Sitting.objects.update(last_seen=timezone.now() - timedelta(**how_long))


def test_opening_a_story_shows_who_is_in_it(rima: User, samir: User) -> None:
    story = make_story(rima)
    assert WORDS not in text_of(at_desk(samir).get(address(story)))
    page = text_of(at_desk(rima).get(address(story)))
    assert WORDS in page
    assert "Samir &lt;b&gt;Khoury&lt;/b&gt;" in page


def test_the_beat_tells_the_field_and_who_else_is_there(rima: User, samir: User) -> None:
    story = make_story(rima)
    hers, his = at_desk(rima), at_desk(samir)
    form, other = whole_form(hers.get(address(story))), whole_form(his.get(address(story)))
    _beat(his, other, "bylines-0-contributor")
    told = _beat(hers, form, "headline").json()
    assert told["state"] == "kept"
    assert "Bylines" in told["people"]
    assert "Headline" in _beat(his, other, "nonsense<script>").json()["people"]
    assert set(Sitting.objects.values_list("field", flat=True)) == {"headline", ""}


def test_somebody_who_went_silent_has_left(rima: User, samir: User) -> None:
    story = make_story(rima)
    his = at_desk(samir)
    form = whole_form(his.get(address(story)))
    _away(seconds=46)
    assert WORDS not in text_of(at_desk(rima).get(address(story)))
    _beat(his, form)
    assert WORDS in text_of(at_desk(rima).get(address(story)))


def test_saving_ends_the_sitting_and_the_next_form_begins_one(rima: User, samir: User) -> None:
    story = make_story(rima)
    his = at_desk(samir)
    form = whole_form(his.get(address(story)))
    assert his.post(address(story), form | {"deck": "New"}).status_code == 302
    assert WORDS not in text_of(at_desk(rima).get(address(story)))
    assert _beat(his, form).status_code == 409
    his.get(address(story))
    assert WORDS in text_of(at_desk(rima).get(address(story)))


def test_an_own_second_window_is_named_as_such(rima: User) -> None:
    story = make_story(rima)
    at_desk(rima).get(address(story))
    assert "you, in another window" in text_of(at_desk(rima).get(address(story)))


def test_lists_show_who_is_in_a_story_without_another_query(rima: User, samir: User) -> None:
    stories = [make_story(rima) for _number in range(3)]
    client = at_desk(rima)
    client.get(LIST)
    with CaptureQueriesContext(connection) as before:
        assert "is in it" not in text_of(client.get(LIST))
    at_desk(samir).get(address(stories[1]))
    with CaptureQueriesContext(connection) as after:
        page = text_of(client.get(LIST))
    assert page.count("Samir &lt;b&gt;Khoury&lt;/b&gt;") == 1
    assert len(after) == len(before)


def test_reading_leaves_no_trace_and_nobody_is_locked_out(rima: User) -> None:
    story = make_story(rima)
    reader = make_user(Role.MODERATOR)
    assert at_desk(reader).get(address(story)).status_code == 200
    assert not Sitting.objects.exists()
    at_desk(make_user()).get(address(story))
    form = whole_form(at_desk(rima).get(address(story)))
    assert at_desk(rima).post(address(story), form | {"deck": "Mine"}).status_code == 302
    assert Article.objects.get().deck == "Mine"


def test_signed_out_or_forged_tells_nothing(rima: User, samir: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = whole_form(client.get(address(story)))
    at_desk(samir).get(address(story))
    client.logout()
    told = _beat(client, form)
    assert told.status_code == 401
    assert "people" not in told.json()
    assert _beat(client, form | {"journal_pass": "x"}).status_code == 403
    assert client.get(HERE).status_code == 405


def test_a_form_just_left_is_offered_to_the_one_opened_before_its_text_arrived(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    left, opened = whole_form(client.get(address(story))), whole_form(client.get(address(story)))
    late = left | {"headline": "Arrives late", "journal_stroke": "1"}
    assert client.post("/desk/articles/article/journal/keep/", late).status_code == 200
    told = client.post(HERE, {**opened, "_bar": "1"}).json()
    assert "Arrives late" in told["bar"]
    new = whole_form(client.get(ADD))
    assert "bar" in client.post(HERE, {**new, "_bar": "1"}).json()
