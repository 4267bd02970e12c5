"""A retracted story: its address stays with a dated notice, its text goes, and it can be found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from articles import removals, verbs
from articles.clock import database_now
from articles.models import (
    Article,
    Correction,
    CorrectionKind,
    PublicCorrection,
    Revision,
    Story,
    Transition,
)
from articles.workflow import Publication, Refused
from staff.roles import Role
from tests.articles.desk import LIST, at_desk, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.public_pages import address_of, html_at
from tests.articles.test_embargo import SECRET, addresses, secret_story
from tests.comments.tools import make_reader, open_policy, write

pytestmark = pytest.mark.django_db

NOTICE = "The document that this article rested on was forged. We should have seen it."
REASON = "Forgedreason: the source broke off contact."


def retract(story: Article, note: str = REASON, notice: str = NOTICE) -> str:
    return removals.retract(story, by=story.created_by, note=note, notice=notice)


@pytest.mark.parametrize("language, prefix", [("en", "/"), ("ar", "/ar/")])
def test_a_retracted_story_keeps_its_address_with_a_dated_notice_and_loses_its_text(
    client: Client, language: str, prefix: str
) -> None:
    story = publish_story(secret_story(language))
    address = address_of(story)
    retract(story)
    row = Correction.objects.get(kind=CorrectionKind.RETRACTION)
    for url in (address, f"{prefix}x/y/z/{story.pk}-{SECRET}/"):
        page = html_at(client, url)
        assert NOTICE in page
        assert localtime(row.corrected_at).strftime("%Y-%m-%dT%H:%M") in page
        assert "noindex" in page
        assert ("has been retracted" if language == "en" else "تراجعت الصحيفة") in page
    everywhere = html_at(client, f"{prefix}corrections/")
    assert NOTICE in everywhere
    assert f'href="{address_of(story)}"' in everywhere
    assert client.get(address_of(story)).status_code == 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_retracted_story_leaves_every_list_at_once_and_no_word_of_it_stays(
    client: Client, language: str
) -> None:
    story = publish_story(secret_story(language))
    other = publish_story(make_story(section=story.section, tags=[SECRET], language=language))
    open_policy(make_user())
    write(story.pk, make_reader(), "Secretcomment under it.")
    urls = [*addresses(story), address_of(other), f"/comments/{story.pk}/"]
    urls += ["/corrections/", "/ar/corrections/"]
    retract(story)
    for url in urls:
        html = client.get(url).content.decode()
        assert "Secretcomment" not in html, url
        assert REASON not in html, url
        told = html.replace(other.tags.get().name, "")  # the other story's own topic
        assert f"{SECRET} headline" not in told, url
        assert f"{SECRET} body" not in told, url
        assert f"{story.pk}-{SECRET.lower()}" not in told, url
    assert client.get(f"/comments/{story.pk}/").status_code == 410
    assert (
        "has been retracted" in html_at(client, f"/comments/{story.pk}/", 410) or language == "ar"
    )


def test_the_desk_keeps_who_retracted_it_and_why_and_the_notice_for_good() -> None:
    editor = make_user(Role.EDITOR)
    story = publish_story(make_story(editor))
    change_story(story, deck="A change that was not published yet.")
    assert "Retracted" in retract(story)
    step = Transition.objects.filter(article=story).latest("pk")
    assert (step.verb, step.note, step.by) == ("retract", REASON, editor)
    assert (step.publication_before, step.publication_after) == ("live", "retracted")
    assert (story.editorial, story.publication_at(database_now())) == ("draft", "retracted")
    newest = Revision.objects.filter(article=story).latest("number")
    assert [one["text"] for one in newest.frozen["corrections"]] == [NOTICE]
    page = text_of(at_desk(editor).get(f"{LIST}{story.pk}/change/"))
    assert NOTICE in page
    assert "it stays as it is" in page


def test_what_was_to_come_of_a_retracted_story_never_comes() -> None:
    story = publish_story()
    approve_story(change_story(story, deck="For tomorrow."))
    soon = database_now() + timedelta(days=1)
    verbs.publish(story, by=story.created_by, goes_live_at=soon)
    retract(story)
    assert not story.releases.filter(superseded_at=None).exclude(removal="retracted").exists()


def test_a_withdrawn_story_can_still_be_retracted_and_a_retracted_one_come_back_approved(
    client: Client,
) -> None:
    story = publish_story()
    verbs.withdraw(story, by=story.created_by, note="To be looked into.")
    assert not PublicCorrection.objects.exists()
    retract(story)
    assert PublicCorrection.objects.count() == 1
    with pytest.raises(Refused):
        retract(story)
    publish_story(story)
    page = html_at(client, address_of(story))
    assert "Nobody knew when" in page
    assert NOTICE in page  # it was said, and it stays said


@pytest.mark.parametrize(
    "values, sentence",
    [
        ({"note": " "}, "Say why the story cannot stand"),
        ({"notice": "\n "}, "Say what readers are told"),
    ],
)
def test_a_retraction_needs_a_reason_and_a_notice(values: dict[str, str], sentence: str) -> None:
    story = publish_story()
    with pytest.raises(Refused, match=sentence):
        retract(story, **values)
    assert not Correction.objects.exists()
    assert not Story.objects.get(pk=story.pk).withdrawn


def test_a_story_that_no_reader_had_is_not_retracted() -> None:
    story = publish_story(goes_live_at=database_now() + timedelta(days=1))
    verbs.withdraw(story, by=story.created_by, note="Before its hour.")
    with pytest.raises(Refused, match="Only a story that readers have"):
        retract(story)


def test_the_desk_asks_for_both_texts_and_takes_the_step() -> None:
    editor = make_user(Role.EDITOR)
    story = publish_story(make_story(editor))
    client, url = at_desk(editor), f"{LIST}{story.pk}/step/retract/"
    page = text_of(client.get(url))
    assert 'name="note"' in page
    assert 'name="notice"' in page
    head = story.head_revision
    assert head
    sent = {"seen": head.number, "note": REASON, "notice": ""}
    assert client.post(url, sent).status_code == 400
    assert client.post(url, sent | {"notice": NOTICE}).status_code == 302
    story.refresh_from_db()
    assert story.publication_at(database_now()) == Publication.RETRACTED
    listed = text_of(client.get(f"{LIST}?publication=retracted"))
    assert story.headline in listed
