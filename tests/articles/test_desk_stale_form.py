"""Nothing is overwritten unseen: two people in the same story."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from articles.models import Article, Revision
from staff.models import User
from staff.roles import Role
from tests.articles.desk import address, at_desk, form_data, opened, row, save, unmarked
from tests.articles.factories import make_contributor, make_place, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def rima() -> User:
    return make_user(name="Rima Haddad")


@pytest.fixture
def samir() -> User:
    return make_user(name="Samir Khoury")


def _stale(
    story: Article, rima: User, samir: User, theirs: dict[str, str]
) -> tuple[Client, dict[str, str]]:
    """Rima opens the story, Samir saves something else. Rima's browser and her form."""
    client = at_desk(rima)
    form = opened(client, story)
    assert save(at_desk(samir), story, **theirs).status_code == 302
    return client, form


def _send(client: Client, story: Article, form: dict[str, str], **changes: str) -> Any:
    return client.post(address(story), {**form, **changes})


def test_a_stale_save_keeps_both_texts(rima: User, samir: User) -> None:
    story = make_story(rima)
    client, form = _stale(story, rima, samir, {"headline": "His headline"})
    response = _send(client, story, form, headline="Her headline")
    story.refresh_from_db()
    page = unmarked(response)
    assert response.status_code == 409
    assert story.headline == "His headline"
    assert response.context["adminform"].form["headline"].value() == "Her headline"
    assert "His headline" in page
    assert "Samir Khoury" in page


def test_the_others_field_is_taken_over_where_it_was_left_alone(rima: User, samir: User) -> None:
    story = make_story(rima)
    client, form = _stale(story, rima, samir, {"headline": "His headline"})
    response = _send(client, story, form, deck="Her deck")
    assert response.status_code == 409
    shown = response.context["adminform"].form
    assert (shown["headline"].value(), shown["deck"].value()) == ("His headline", "Her deck")
    again = client.post(address(story), form_data(response))
    story.refresh_from_db()
    assert again.status_code == 302
    assert (story.headline, story.deck) == ("His headline", "Her deck")


def test_saving_again_from_there_is_a_decision_and_both_revisions_stay(
    rima: User, samir: User
) -> None:
    story = make_story(rima)
    client, form = _stale(story, rima, samir, {"body": "<p>His text.</p>"})
    response = _send(client, story, form, body="<p>Her text.</p>")
    assert "His text." in unmarked(response)
    client.post(address(story), form_data(response))
    story.refresh_from_db()
    bodies = [revision.frozen["body"] for revision in Revision.objects.filter(article=story)]
    assert story.body == "<p>Her text.</p>"
    assert bodies[:2] == ["<p>Her text.</p>", "<p>His text.</p>"]


def test_a_third_save_between_makes_the_second_try_stale_again(rima: User, samir: User) -> None:
    story = make_story(rima)
    client, form = _stale(story, rima, samir, {"headline": "His first"})
    response = _send(client, story, form, headline="Hers")
    save(at_desk(samir), story, headline="His second")
    again = client.post(address(story), form_data(response))
    assert again.status_code == 409
    assert "His second" in unmarked(again)


def test_rows_that_both_added_are_both_kept(rima: User, samir: User) -> None:
    beirut, homs = make_place(), make_place("Homs", "حمص")
    story = make_story(rima)
    his = row("datelines", 0, place=homs.pk, order=1) | {"datelines-TOTAL_FORMS": "1"}
    client, form = _stale(story, rima, samir, his)
    hers = row("datelines", 0, place=beirut.pk, order=1) | {"datelines-TOTAL_FORMS": "1"}
    response = _send(client, story, form, **hers)
    assert response.status_code == 409
    assert "Homs" in unmarked(response)
    again = client.post(address(story), form_data(response))
    assert again.status_code == 302
    assert {line.place for line in story.datelines.all()} == {beirut, homs}


def test_the_same_row_added_by_both_stays_one(rima: User, samir: User) -> None:
    name, other = make_contributor(), make_contributor("Other")
    story = make_story(rima)
    his = row("bylines", 0, contributor=name.pk, role="by", order=1)
    client, form = _stale(story, rima, samir, {**his, "bylines-TOTAL_FORMS": "1"})
    hers = his | row("bylines", 1, contributor=other.pk, role="by", order=2)
    response = _send(client, story, form, **hers, **{"bylines-TOTAL_FORMS": "2"})
    assert response.status_code == 409
    assert client.post(address(story), form_data(response)).status_code == 302
    assert [line.contributor for line in story.bylines.all()] == [name, other]


def test_a_row_that_the_other_dropped_is_not_an_error(rima: User, samir: User) -> None:
    name = make_contributor()
    story = make_story(rima, bylines=[name])
    client, form = _stale(story, rima, samir, {"bylines-0-DELETE": "on"})
    response = _send(client, story, form, **{"bylines-0-role": "translation"})
    assert response.status_code == 409
    assert client.post(address(story), form_data(response)).status_code == 302
    assert story.bylines.get().role == "translation"


def test_a_row_left_alone_follows_the_others_change(rima: User, samir: User) -> None:
    story = make_story(rima, bylines=[make_contributor("Kept"), make_contributor("Dropped")])
    client, form = _stale(story, rima, samir, {"bylines-1-DELETE": "on"})
    response = _send(client, story, form, headline="Hers")
    client.post(address(story), form_data(response))
    story.refresh_from_db()
    assert story.headline == "Hers"
    assert [line.contributor.name for line in story.bylines.all()] == ["Kept"]


def test_the_second_click_on_save_is_harmless(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = opened(client, story) | {"headline": "Once"}
    responses = [client.post(address(story), form) for _ in range(2)]
    assert [response.status_code for response in responses] == [302, 302]
    assert Revision.objects.filter(article=story).count() == 2


def test_the_second_click_on_a_step_is_harmless(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = opened(client, story) | {"_verb": "submit"}
    responses = [client.post(address(story), form) for _ in range(2)]
    assert [response.status_code for response in responses] == [302, 302]
    assert story.transitions.count() == 1


def test_a_form_without_its_version_is_stale(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = opened(client, story) | {"headline": "Blind"}
    for token in ({"seen_version": ""}, {"seen_version": "x"}, {"seen_version": "-1"}):
        assert client.post(address(story), form | token).status_code == 409
    story.refresh_from_db()
    assert story.headline != "Blind"


def test_a_journalist_who_was_overtaken_by_the_approval_loses_nothing(samir: User) -> None:
    writer = make_user(Role.JOURNALIST)
    story = make_story(writer)
    client = at_desk(writer)
    form = opened(client, story)
    editor = at_desk(samir)
    save(editor, story, "submit")
    save(editor, story, "approve")
    response = _send(client, story, form, headline="My last words")
    story.refresh_from_db()
    assert response.status_code == 403
    assert "My last words" in unmarked(response)
    assert story.headline != "My last words"


def test_signed_out_meanwhile_loses_nothing(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = opened(client, story)
    client.logout()
    response = _send(client, story, form, headline="Typed for an hour", deck="<b>x</b>")
    assert response.status_code == 403
    assert "Typed for an hour" in unmarked(response)
    assert "&lt;b&gt;x&lt;/b&gt;" in unmarked(response)
    story.refresh_from_db()
    assert story.headline != "Typed for an hour"


def test_the_sentence_after_a_step_is_the_verbs_own(rima: User) -> None:
    story = make_story(rima)
    response = save(at_desk(rima), story, "submit", headline="With the last change")
    story.refresh_from_db()
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["Sent to the editors. An editor reads it next."]
    assert story.headline == "With the last change"


def test_a_save_that_changed_nothing_is_in_nobodys_way(rima: User, samir: User) -> None:
    story = make_story(rima)
    client, form = _stale(story, rima, samir, {})
    response = _send(client, story, form, headline="Her headline")
    story.refresh_from_db()
    assert response.status_code == 302
    assert story.headline == "Her headline"


def test_nobody_approves_a_text_that_changed_since_it_was_opened(rima: User, samir: User) -> None:
    story = make_story(rima)
    save(at_desk(samir), story, "submit")
    client, form = _stale(story, rima, samir, {"body": "<p>Something quite different.</p>"})
    response = _send(client, story, form, _verb="approve")
    story.refresh_from_db()
    assert response.status_code == 409
    assert story.editorial == "submitted"
    assert "Something quite different." in unmarked(response)
