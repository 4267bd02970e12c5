"""What waits for its hour, or was never sent, reaches no reader by any way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from taggit.models import Tag

from articles import verbs
from articles.clock import as_it_stands_at, database_now
from articles.models import (
    Article,
    Contributor,
    Correction,
    Illustration,
    ListedStory,
    Place,
    Story,
)
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_section,
    make_story,
    print_story,
    publish_story,
)

pytestmark = pytest.mark.django_db

SECRET = "Embargoword"
SLUG = "embargoword"
DAY = date(2013, 11, 20)
LONG_AGO = "?before=9999999999000000-1"


def secret_story(language: str = "en") -> Article:
    """A draft with the secret word in every field that it has."""
    story = make_story(
        headline=f"{SECRET} headline",
        kicker=f"{SECRET} kicker",
        deck=f"{SECRET} deck",
        body=f"<p>{SECRET} body</p>",
        language=language,
        bylines=[make_contributor(SECRET, name_ar=SECRET)],
        places=[make_place_of_secret()],
        photos=[make_photo(caption=SECRET, credit=SECRET, alt_text=SECRET)],
        tags=[SECRET],
    )
    paper = make_edition(DAY, publication=SECRET)
    print_story(story, paper, section=SECRET, headline=SECRET)
    Illustration.objects.filter(article=story).update(caption=SECRET, alt_text=SECRET)
    Correction.objects.create(article=story, text=SECRET, internal_reason=SECRET)
    verbs.record_revision(story, by=story.created_by, note=SECRET)
    return story


def make_place_of_secret() -> Place:
    return Place.objects.get_or_create(
        slug=SLUG, defaults={"name": SECRET, "name_ar": SECRET, "qualifier": SECRET}
    )[0]


def addresses(story: Article) -> list[str]:
    """Every address at which the story could show itself."""
    contributor = story.bylines.get().contributor
    section = story.section.slug
    pages = ["", f"{section}/", f"by/{contributor.slug}/", f"places/{SLUG}/", "print/"]
    pages += [f"topics/{tag.slug}/" for tag in Tag.objects.all()]
    pages += ["print/2013-11-20/", f"{section}/2013/nov-20/{story.pk}-{SLUG}-headline/"]
    pages += [f"{section}/2026/nov-22/{story.pk}/", f"x/y/z/{story.pk}/"]
    found = [edition + page for edition in ("/", "/ar/") for page in pages]
    return [*found, *(one + LONG_AGO for one in found)]


def pages_with_the_secret(client: Client, story: Article) -> list[str]:
    """Addresses whose answer, headers and all, has the word."""
    telling = []
    for address in addresses(story):
        cache.clear()
        response = client.get(address)
        if SECRET.lower() in (response.content.decode() + str(response.headers)).lower():
            telling.append(address)
    return telling


def make_neighbours(story: Article) -> None:
    """Published stories around the secret one, so that no list is empty."""
    publish_story(make_story(section=story.section, tags=["Syria"]))
    publish_story(make_story(section=story.section, headline="عاد الجيش", language="ar"))


def as_draft(story: Article) -> None:
    pass


def as_sent(story: Article) -> None:
    verbs.submit(story, by=story.created_by, note=SECRET)


def as_approved(story: Article) -> None:
    approve_story(story)


def as_scheduled(story: Article) -> None:
    publish_story(story, goes_live_at=database_now() + timedelta(hours=1))


def as_put_off(story: Article) -> None:
    as_scheduled(story)
    verbs.publish(story, by=story.created_by, goes_live_at=database_now() + timedelta(hours=2))


def as_taken_back_before_its_hour(story: Article) -> None:
    as_scheduled(story)
    verbs.withdraw(story, by=story.created_by, note=SECRET)


def as_withdrawn(story: Article) -> None:
    publish_story(story)
    verbs.withdraw(story, by=story.created_by, note=SECRET)


UNSEEN = [
    as_draft,
    as_sent,
    as_approved,
    as_scheduled,
    as_put_off,
    as_taken_back_before_its_hour,
    as_withdrawn,
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", UNSEEN)
def test_no_page_has_a_word_of_it(client: Client, state: object, language: str) -> None:
    assert callable(state)
    story = secret_story(language)
    make_neighbours(story)
    state(story)
    assert pages_with_the_secret(client, story) == []


@pytest.mark.parametrize("state", UNSEEN)
def test_no_row_that_readers_can_query_has_a_word_of_it(state: object) -> None:
    assert callable(state)
    story = secret_story()
    make_neighbours(story)
    state(story)
    rows = [*Story.objects.values(), *ListedStory.objects.values()]
    assert rows
    assert SECRET.lower() not in repr(rows).lower()


def test_the_search_for_the_word_would_find_it_once_it_is_live(client: Client) -> None:
    """The proof that the pages above are those that would tell."""
    story = secret_story()
    make_neighbours(story)
    publish_story(story, at=database_now() - timedelta(hours=1))
    telling = pages_with_the_secret(client, story)
    for address in ("/", "/middle-east/", "/topics/embargoword/", "/places/embargoword/"):
        assert address in telling
    assert "/print/2013-11-20/" in telling
    assert len(Story.objects.filter(body_html__contains=SECRET)) == 1


def test_a_change_under_embargo_stays_unread_on_the_live_page(client: Client) -> None:
    story = make_story(headline="Plain words", places=[make_place_of_secret()])
    story.datelines.all().delete()
    verbs.record_revision(story, by=story.created_by)
    publish_story(story)
    moment = database_now() + timedelta(hours=1)
    changed = change_story(story, headline=f"{SECRET} headline", body=f"<p>{SECRET}</p>")
    publish_story(changed, goes_live_at=moment)
    address = Story.objects.get(pk=story.pk).get_absolute_url()
    for page in ("/", "/middle-east/", address):
        cache.clear()
        response = client.get(page)
        assert response.status_code == 200
        assert SECRET not in response.content.decode()
    with as_it_stands_at(moment):
        cache.clear()
        assert SECRET in client.get(address).content.decode()


@pytest.mark.parametrize("state", [one for one in UNSEEN if one is not as_withdrawn])
def test_its_address_answers_like_one_that_does_not_exist(client: Client, state: object) -> None:
    assert callable(state)
    story = secret_story()
    state(story)
    missing = client.get("/middle-east/2026/nov-22/999999999/")
    answer = client.get(f"/middle-east/2026/nov-22/{story.pk}/")
    assert answer.status_code == missing.status_code == 404
    assert answer.content == missing.content
    assert answer.headers == missing.headers


@pytest.mark.parametrize("pk", ["0", "00", "999999999999999999", "9" * 19, "-1", "1e3", "٣"])
def test_no_number_makes_a_fault(client: Client, pk: str) -> None:
    make_section()
    assert client.get(f"/middle-east/2013/nov-20/{pk}-x/").status_code == 404


def test_a_topic_that_only_drafts_carry_is_no_page(client: Client) -> None:
    secret_story()
    for address in ("/topics/embargoword/", "/places/embargoword/"):
        for query in ("", LONG_AGO, "?before=1-1"):
            assert client.get(address + query).status_code == 404


def test_a_withheld_name_stands_nowhere(client: Client) -> None:
    contributor = make_contributor(SECRET, name_ar=SECRET, withheld=True)
    for language in ("en", "ar"):
        story = publish_story(make_story(bylines=[contributor], language=language))
        assert pages_with_the_secret(client, story) == []
    assert SECRET not in repr(list(Story.objects.values()))
    assert client.get(f"/by/{contributor.slug}/").status_code == 404


def test_a_name_withheld_after_publication_leaves_every_page_at_once(client: Client) -> None:
    """Without publishing again: somebody's safety cannot wait for an editor."""
    hidden = make_contributor(SECRET, name_ar=SECRET)
    story = publish_story(make_story(bylines=[hidden]))
    shared = publish_story(make_story(bylines=[hidden, make_contributor("Karim Tannous")]))
    assert pages_with_the_secret(client, story) != []
    Contributor.objects.filter(pk=hidden.pk).update(withheld=True)
    cache.clear()
    assert pages_with_the_secret(client, story) == []
    assert [one["name"] for one in Story.objects.get(pk=shared.pk).people] == ["Karim Tannous"]


def test_a_name_withheld_after_publication_has_no_page_from_then_on(client: Client) -> None:
    contributor = make_contributor()
    publish_story(make_story(bylines=[contributor]))
    assert client.get(f"/by/{contributor.slug}/").status_code == 200
    Contributor.objects.filter(pk=contributor.pk).update(withheld=True)
    cache.clear()
    for query in ("", LONG_AGO):
        assert client.get(f"/by/{contributor.slug}/{query}").status_code == 404
