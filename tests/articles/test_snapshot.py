"""A frozen story: complete, in order, and equal exactly when its content is."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from articles import verbs
from articles.content import Content, content_hash
from articles.models import (
    Article,
    Byline,
    Correction,
    Dateline,
    Illustration,
    Revision,
)
from articles.snapshot import freeze
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    print_story,
)

pytestmark = pytest.mark.django_db


def full_story() -> Article:
    original = make_story(headline="Original", language="ar")
    story = make_story(
        headline="Headline",
        kicker="Analysis",
        deck="Deck",
        bylines=[make_contributor("Second", name_ar="ثانية"), make_contributor("First")],
        places=[make_place("Moscow", "موسكو"), make_place("Beirut")],
        photos=[make_photo(caption="One"), make_photo(caption="Two")],
        tags=["Syria", "Hezbollah", "لبنان"],
        translation_of=original,
    )
    Correction.objects.create(
        article=story, text="Later.", corrected_at=datetime(2013, 11, 22, 8, tzinfo=UTC)
    )
    Correction.objects.create(
        article=story, text="Earlier.", corrected_at=datetime(2013, 11, 21, 8, tzinfo=UTC)
    )
    return story


def test_everything_is_in_it_in_the_order_of_print() -> None:
    story = full_story()
    content = freeze(story)
    assert [one["name"] for one in content["bylines"]] == ["Second", "First"]
    assert [one["name"] for one in content["dateline"]] == ["Moscow", "Beirut"]
    assert [one["caption"] for one in content["pictures"]] == ["One", "Two"]
    assert [one["slug"] for one in content["tags"]] == ["hezbollah", "syria", "لبنان"]
    assert [one["text"] for one in content["corrections"]] == ["Earlier.", "Later."]
    assert content["translation_of"] == story.translation_of_id
    assert content["section"]["name_ar"] == "الشرق الأوسط"
    assert (content["headline"], content["kicker"], content["deck"]) == (
        "Headline",
        "Analysis",
        "Deck",
    )


def test_what_the_desk_keeps_for_itself_is_not_in_it() -> None:
    story = make_story()
    Correction.objects.create(article=story, text="x", internal_reason="A lawyer rang")
    assert "lawyer" not in repr(freeze(story))


def test_the_order_of_rows_decides_not_the_order_of_saving() -> None:
    story = make_story()
    late, early = make_contributor("Late"), make_contributor("Early")
    Byline.objects.create(article=story, contributor=late, order=2)
    Byline.objects.create(article=story, contributor=early, order=1)
    Dateline.objects.create(article=story, place=make_place("Tyre"), order=2)
    Dateline.objects.create(article=story, place=make_place("Sidon"), order=1)
    content = freeze(story)
    assert [one["name"] for one in content["bylines"]] == ["Early", "Late"]
    assert [one["name"] for one in content["dateline"]] == ["Sidon", "Tyre"]


def test_a_picture_speaks_for_itself_or_as_the_story_says() -> None:
    photo = make_photo(caption="Its own", alt_text="Its own alt")
    story = make_story(photos=[photo])
    assert freeze(story)["pictures"][0]["caption"] == "Its own"
    Illustration.objects.filter(article=story).update(caption="Here", alt_text="Here alt")
    picture = freeze(story)["pictures"][0]
    assert (picture["caption"], picture["alt"]) == ("Here", "Here alt")
    assert (picture["own_caption"], picture["credit"]) == ("Here", "R. Haddad")


def test_the_body_is_frozen_clean() -> None:
    story = make_story(body='<p onclick="x">a<script>steal()</script></p>')
    assert freeze(story)["body"] == "<p>a</p>"


def test_freezing_twice_gives_the_same_fingerprint() -> None:
    story = full_story()
    assert content_hash(freeze(story)) == content_hash(freeze(Article.objects.get(pk=story.pk)))


def test_the_stored_content_is_the_frozen_one() -> None:
    story = full_story()
    verbs.record_revision(story, by=story.created_by)
    revision = Revision.objects.filter(article=story).latest("number")
    assert revision.frozen == freeze(story)
    assert content_hash(revision.frozen) == revision.content_hash


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Other"},
        {"kicker": "Other"},
        {"deck": "Other"},
        {"body": "<p>Other</p>"},
        {"language": "ar"},
    ],
)
def test_every_change_of_text_is_a_new_revision(change: dict[str, Any]) -> None:
    story = make_story()
    before = story.head_revision
    change_story(story, **change)
    assert story.head_revision != before
    assert Revision.objects.filter(article=story).count() == 2


def test_every_change_of_a_row_is_a_new_revision() -> None:
    story = full_story()
    verbs.record_revision(story, by=story.created_by)
    seen = {story.head_revision_id}
    bylines = Byline.objects.filter(article=story)
    changes: list[Callable[[], object]] = [
        lambda: bylines.filter(order=0).delete(),
        lambda: bylines.update(role="reporting"),
        lambda: Dateline.objects.filter(article=story, order=0).delete(),
        lambda: Illustration.objects.filter(article=story).update(caption="Other"),
        lambda: Correction.objects.filter(article=story).update(text="Other"),
        lambda: story.tags.set(["Syria", "New"]),
        lambda: story.tags.set(["New"]),
        lambda: Article.objects.filter(pk=story.pk).update(section=make_section("Culture")),
        lambda: Article.objects.filter(pk=story.pk).update(translation_of=None),
    ]
    for change in changes:
        change()
        verbs.record_revision(story, by=story.created_by)
        seen.add(story.head_revision_id)
    assert len(seen) == len(changes) + 1


def test_what_readers_cannot_see_makes_no_revision() -> None:
    story = full_story()
    verbs.record_revision(story, by=story.created_by)
    before = story.head_revision_id
    Correction.objects.filter(article=story).update(internal_reason="A lawyer rang")
    Article.objects.filter(pk=story.pk).update(version=99)
    print_story(story, make_edition(date(2013, 11, 22)), "9")
    verbs.record_revision(story, by=story.created_by)
    assert story.head_revision_id == before


def test_a_revision_has_its_author_number_and_note() -> None:
    story = make_story()
    story.headline = "Other"
    story.save()
    revision = verbs.record_revision(story, by=story.created_by, note="after a call")
    assert (revision.number, revision.author, revision.note) == (
        2,
        story.created_by,
        "after a call",
    )


class TestFingerprint:
    def content(self) -> Content:
        return freeze(full_story())

    def test_the_order_of_keys_does_not_matter(self) -> None:
        content = self.content()
        turned = cast(Content, dict(reversed(content.items())))
        assert content_hash(turned) == content_hash(content)

    @pytest.mark.parametrize("part", ["bylines", "dateline", "pictures", "tags"])
    def test_the_order_of_rows_matters(self, part: str) -> None:
        content = self.content()
        other: Any = deepcopy(content)
        other[part].reverse()
        assert content_hash(other) != content_hash(content)

    def test_letters_that_look_alike_are_different_text(self) -> None:
        one, other = self.content(), self.content()
        one["headline"], other["headline"] = "é", "e\u0301"
        assert content_hash(one) != content_hash(other)
