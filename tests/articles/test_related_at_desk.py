"""Related stories at the desk: picked in the form, told in the history, restored."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.comparison.story import compare
from articles.models import Article, RelatedStory, Revision
from articles.thawing import carry_out, plan
from staff.roles import Role
from tests.articles.desk import at_desk, opened, row, save, text_of
from tests.articles.factories import make_story, make_user, publish_story
from tests.articles.test_related import pick

pytestmark = pytest.mark.django_db


def picks_of(story: Article) -> list[str]:
    return [one.story.headline for one in story.related_stories.select_related("story")]


def with_picks(*stories: Article) -> dict[str, str]:
    """What the form sends when these are picked in new rows."""
    data = {"related_stories-TOTAL_FORMS": str(len(stories))}
    for number, story in enumerate(stories):
        data |= row("related_stories", number, story=story.pk, order="")
    return data


def test_a_journalist_picks_in_order_for_an_own_story() -> None:
    writer = make_user(Role.JOURNALIST)
    story = make_story(writer)
    one, two = make_story(headline="One"), make_story(headline="Two")
    assert save(at_desk(writer), story, **with_picks(two, one)).status_code == 302
    assert picks_of(story) == ["Two", "One"]
    newest = Revision.objects.filter(article=story).latest("number").frozen
    assert [one["headline"] for one in newest["related"]] == ["Two", "One"]


def test_nobody_picks_for_a_story_that_they_may_not_edit() -> None:
    story, other = make_story(), make_story()
    sent = opened(at_desk(make_user()), story) | with_picks(other)
    for role in (Role.JOURNALIST, Role.MODERATOR):
        client = at_desk(make_user(role))
        client.post(reverse("admin:articles_article_change", args=[story.pk]), sent)
        assert picks_of(story) == []


@pytest.mark.parametrize("wrong", ["itself", "another language", "twice", "nonsense"])
def test_a_wrong_pick_is_told_beside_its_field_and_nothing_is_lost(wrong: str) -> None:
    editor = make_user()
    story, other = make_story(editor), make_story(headline="Other")
    arabic = make_story(headline="عاد الجيش", language="ar")
    rows, words = {
        "itself": (with_picks(story), "A story is not related to itself."),
        "another language": (with_picks(arabic), "That story is in another language."),
        "twice": (with_picks(other, other), "correct the duplicate data"),
        "nonsense": (with_picks(other) | {"related_stories-0-story": "x"}, "valid choice"),
    }[wrong]
    response = save(at_desk(editor), story, headline="Typed before", **rows)
    assert response.status_code == 400
    assert words in text_of(response)
    assert "Typed before" in text_of(response)
    assert picks_of(story) == []


def test_a_story_of_any_state_can_be_found_for_picking() -> None:
    draft = make_story(headline="Harvest begins")
    asked = {"app_label": "articles", "model_name": "relatedstory", "field_name": "story"}
    client = at_desk(make_user(Role.JOURNALIST))
    found = client.get(reverse("admin:autocomplete"), {**asked, "term": "harvest"}).json()
    assert [one["id"] for one in found["results"]] == [str(draft.pk)]


def test_the_comparison_tells_what_was_picked_and_what_went() -> None:
    story = pick(make_story(), make_story(headline="Former"))
    before = Revision.objects.filter(article=story).latest("number").frozen
    RelatedStory.objects.filter(article=story).delete()
    pick(story, make_story(headline="Latter"))
    after = Revision.objects.filter(article=story).latest("number").frozen
    (rows,) = compare(before, after, "en").changed_rows
    told = [(change.what, change.parts[0][1]) for change in rows.changes]
    assert rows.label == "Related stories"
    assert [what for what, _text in told] == ["added", "removed"]


def test_a_restore_brings_the_picks_back() -> None:
    story = pick(make_story(), make_story(headline="Former"))
    first = Revision.objects.filter(article=story).latest("number").frozen
    RelatedStory.objects.filter(article=story).delete()
    pick(story, make_story(headline="Latter"))
    today = story.created_at.date()
    carry_out(story, plan(story, first, today))
    assert picks_of(story) == ["Former"]


def test_the_form_shows_the_picks_in_few_queries() -> None:
    editor = make_user()
    story = pick(make_story(editor), *(make_story(headline=f"Other {n}") for n in range(8)))
    page = at_desk(editor).get(reverse("admin:articles_article_change", args=[story.pk]))
    assert [f">Other {n}</option>" in text_of(page) for n in range(8)] == [True] * 8


def test_more_than_eight_are_refused() -> None:
    editor = make_user()
    story = make_story(editor)
    others = [publish_story() for _ in range(9)]
    response = save(at_desk(editor), story, **with_picks(*others))
    assert response.status_code == 400
    assert "A story has at most 8 related ones." in text_of(response)
    assert picks_of(story) == []
