"""Parts of a story's page are made once for the rows they show, and anew for any others."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from articles import memory
from articles.models import Article, Contributor, Section
from articles.models.story import Story
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No parts that former tests made."""
    monkeypatch.setattr(memory, "_lasting", {})


def read(story: Article) -> str:
    """The page, made afresh."""
    cache.clear()
    return Client().get(Story.objects.get(pk=story.pk).get_absolute_url()).content.decode()


def test_the_same_release_is_not_made_twice_and_reads_the_same() -> None:
    story = publish_story(make_story(make_user(), headline="Snow on the pass"))
    first = read(story)
    parts = len(memory._lasting)
    assert parts == 3
    assert read(story) == first
    assert len(memory._lasting) == parts


def test_another_release_has_its_own_words() -> None:
    editor = make_user()
    story = publish_story(make_story(editor, headline="Snow on the pass"))
    assert "Snow on the pass" in read(story)
    publish_story(change_story(story, editor, headline="Rain on the pass"))
    page = read(story)
    assert "Rain on the pass" in page
    assert "Snow on the pass" not in page


def test_a_name_withheld_afterwards_leaves_the_very_next_page() -> None:
    writer = make_contributor("Rima Haddad")
    story = publish_story(make_story(make_user(), bylines=[writer]))
    assert "Rima Haddad" in read(story)
    Contributor.objects.filter(pk=writer.pk).update(withheld=True)
    assert "Rima Haddad" not in read(story)


def test_a_translation_that_appears_is_linked_at_once() -> None:
    editor = make_user()
    story = publish_story(make_story(editor))
    assert 'rel="alternate" hreflang="ar"' not in read(story)
    publish_story(make_story(editor, language="ar", translation_of=story))
    page = read(story)
    assert 'rel="alternate" hreflang="ar"' in page
    assert "اقرأ بالعربية" in page


def test_a_section_that_becomes_one_of_opinions_is_told_to_machines_at_once() -> None:
    story = publish_story(make_story(make_user()))
    assert "OpinionNewsArticle" not in read(story)
    Section.objects.filter(pk=story.section_id).update(is_opinion=True)
    assert "OpinionNewsArticle" in read(story)
