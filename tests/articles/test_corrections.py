"""A correction goes from its form to every place that tells it, and stays as it was told."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from articles import verbs
from articles.clock import as_it_stands_at, database_now
from articles.corrections import told_in
from articles.discarding import discard
from articles.models import (
    Article,
    Correction,
    CorrectionKind,
    CorrectionListing,
    Medium,
    PublicCorrection,
)
from articles.releases import sweep_listings
from staff.roles import Role
from tests.articles.desk import address, at_desk, opened, row, save, text_of
from tests.articles.factories import approve_story, make_story, make_user, publish_story
from tests.articles.feeds import FORMS, XML_FORMS, parsed_at, text_at
from tests.articles.public_pages import address_of, html_at, structured

pytestmark = pytest.mark.django_db

PRINT_LIST = "/desk/articles/article/corrections/"
WRONG = "An earlier version gave the height of the pass as 1,800 metres. It is 1,500."
DAY = date(2026, 11, 24)


def correct(story: Article, text: str = WRONG, **values: object) -> Correction:
    """A correction in the working copy."""
    one = Correction.objects.create(
        article=story, text=text, corrected_by=story.created_by, **values
    )
    verbs.record_revision(story, by=story.created_by)
    return one


def told(story: Article, text: str = WRONG, **values: object) -> Correction:
    """A correction that readers have."""
    one = correct(story, text, **values)
    publish_story(story)
    return one


@pytest.mark.parametrize("language, prefix", [("en", "/"), ("ar", "/ar/")])
def test_a_correction_goes_from_its_form_to_every_place_that_tells_it(
    client: Client, language: str, prefix: str
) -> None:
    editor, chief = make_user(Role.EDITOR), make_user(Role.CHIEF, name="Salma Chief")
    hour_ago = database_now() - timedelta(hours=1)
    story = publish_story(make_story(editor, language=language), at=hour_ago, goes_live_at=hour_ago)
    fields = {
        "kind": "clarification",
        "text": WRONG,
        "internal_reason": "Wrongcolleague misread the map.",
        "medium": "both",
        "print_date": DAY.isoformat(),
        "print_page": "A2",
    }
    save(
        at_desk(editor),
        story,
        **row("corrections", 0, **fields),
        **{"corrections-TOTAL_FORMS": "1"},
    )
    assert WRONG not in html_at(client, address_of(story))
    assert WRONG not in html_at(client, f"{prefix}corrections/")
    month = f"{prefix}sitemap-{hour_ago:%Y-%m}.xml"
    before = {one: text_at(client, one) for one in (f"{prefix}feed.atom", month)}
    assert WRONG not in before[f"{prefix}feed.atom"]
    listed = text_of(at_desk(editor).get(PRINT_LIST, {"day": DAY.isoformat()}))
    assert "Not approved and published yet" in listed
    story.refresh_from_db()
    verbs.submit(story, by=editor)
    verbs.approve(story, by=chief)
    verbs.publish(story, by=editor)

    correction = Correction.objects.get()
    page = html_at(client, address_of(story))
    stamp = correction.corrected_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    assert page.index('<div class="body">') < page.rindex(WRONG) < page.index('class="address"')
    shown = structured(page)["correction"]
    assert [(one["@type"], one["text"]) for one in shown] == [("CorrectionComment", WRONG)]
    at = datetime.fromisoformat(shown[0]["datePublished"])
    assert at.utcoffset() is not None
    assert at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") == stamp
    everywhere = html_at(client, f"{prefix}corrections/")
    assert everywhere.count(WRONG) == 1
    assert f'href="{address_of(story)}#corrections"' in everywhere
    kind = "Clarification" if language == "en" else "توضيح"
    assert kind in everywhere
    machines = told_to_machines(client, prefix, address_of(story))
    changed = lastmod_in(text_at(client, month))
    assert changed > lastmod_in(before[month])
    assert {moment.replace(microsecond=0) for moment in machines} == {changed}
    for form in FORMS:
        told_there = text_at(client, f"{prefix}corrections/feed.{form}")
        assert WRONG in told_there
        assert kind in told_there
        assert "#corrections" in told_there
        assert "Wrongcolleague" not in told_there
    listed = text_of(at_desk(editor).get(PRINT_LIST, {"day": DAY.isoformat()}))
    assert WRONG in listed
    assert "Salma Chief" in listed
    assert '<bdi dir="ltr">A2</bdi>' in listed
    assert "Not approved" not in listed
    for said in (page, everywhere, listed):
        assert "Wrongcolleague" not in said
    assert "Salma Chief" in text_of(at_desk(editor).get(address(story)))


def told_to_machines(client: Client, prefix: str, path: str) -> list[datetime]:
    """When each form of feed says that the story with the correction in it changed."""
    item = next(
        one
        for one in json.loads(text_at(client, f"{prefix}feed.json"))["items"]
        if one["url"].endswith(path)
    )
    assert WRONG in item["content_html"]
    moments = [item["date_modified"]]
    for form in XML_FORMS:
        entry = next(
            one
            for one in parsed_at(client, f"{prefix}feed.{form}").entries
            if one.link.endswith(path)
        )
        assert entry.id == item["id"]
        assert WRONG in entry.content[0].value
        assert entry.published_parsed < entry.updated_parsed
        moments.append(entry.updated)
    return [datetime.fromisoformat(one) for one in moments]


def lastmod_in(sitemap: str) -> datetime:
    """When the only story of a sitemap changed."""
    (found,) = re.findall(r"<lastmod>(.*?)</lastmod>", sitemap)
    return datetime.fromisoformat(found)


def test_what_readers_were_told_is_kept_by_the_database() -> None:
    story = make_story()
    one = correct(story)
    Correction.objects.filter(pk=one.pk).update(text="Not told yet.")  # still the desk's own
    verbs.record_revision(story, by=story.created_by)
    approve_story(story)
    soon = database_now() + timedelta(hours=1)
    verbs.publish(story, by=story.created_by, goes_live_at=soon)
    assert_kept(one)  # it goes out without a further act
    verbs.withdraw(story, by=story.created_by, note="Not today.")
    Correction.objects.filter(pk=one.pk).update(text="Nobody saw it, so it is free again.")
    verbs.record_revision(story, by=story.created_by)
    before = database_now() - timedelta(minutes=1)
    publish_story(story, at=before, goes_live_at=before)
    assert_kept(one)
    verbs.withdraw(story, by=story.created_by, note="A wrong name.")
    assert_kept(one)
    other = correct(story, "The second one.")
    other.delete()


def assert_kept(one: Correction) -> None:
    changes: list[dict[str, Any]] = [
        {"text": "Changed."},
        {"internal_reason": "Changed."},
        {"kind": "update"},
        {"medium": "print", "print_date": DAY},
        {"corrected_at": datetime(2013, 1, 1, tzinfo=UTC)},
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
            Correction.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        one.delete()
    Correction.objects.filter(pk=one.pk).update(text=Correction.objects.get(pk=one.pk).text)


def test_the_form_takes_no_change_of_what_readers_were_told_but_another_correction() -> None:
    editor = make_user(Role.EDITOR)
    story = make_story(editor)
    one = told(story, medium=Medium.PRINT, print_date=DAY)
    client = at_desk(editor)
    page = text_of(client.get(address(story)))
    assert "it stays as it is" in page
    forged = row(
        "corrections",
        0,
        id=one.pk,
        kind="update",
        text="Forged",
        internal_reason="Forged",
        medium="web",
        print_date="",
        print_page="9",
        DELETE="on",
    )
    more = row("corrections", 1, kind="correction", text="The correction gave a wrong day.")
    totals = {"corrections-TOTAL_FORMS": "2", "corrections-INITIAL_FORMS": "1"}
    assert (
        client.post(address(story), opened(client, story) | forged | more | totals).status_code
        == 302
    )
    one.refresh_from_db()
    assert (one.text, one.kind, one.medium, one.print_page) == (WRONG, "correction", "print", "")
    assert set(story.corrections.values_list("text", "medium")) == {
        (WRONG, "print"),
        ("The correction gave a wrong day.", "web"),
    }


def test_before_readers_have_it_a_correction_is_changed_and_dropped_in_the_form() -> None:
    editor = make_user(Role.EDITOR)
    story = publish_story(make_story(editor))
    one = correct(story)
    client = at_desk(editor)
    assert save(client, story, **{"corrections-0-text": "Better words."}).status_code == 302
    one.refresh_from_db()
    assert one.text == "Better words."
    assert save(client, story, **{"corrections-0-DELETE": "on"}).status_code == 302
    assert not story.corrections.exists()


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"medium": "print"}, "Say on which day it is to be printed."),
        ({"medium": "both", "print_date": "tomorrow"}, "Enter a valid date."),
        ({"kind": "retraction"}, "retraction is not one of the available choices"),
        ({"text": ""}, ""),
    ],
)
def test_a_correction_that_cannot_be_is_refused_in_words(
    fields: dict[str, str], sentence: str
) -> None:
    editor = make_user(Role.EDITOR)
    story = publish_story(make_story(editor))
    whole = {"kind": "correction", "text": WRONG, "internal_reason": "", "medium": "web"} | fields
    more = row("corrections", 0, **whole) | {"corrections-TOTAL_FORMS": "1"}
    response = save(at_desk(editor), story, **more)
    assert not story.corrections.exists()
    assert sentence in text_of(response)


def test_what_is_told_in_print_alone_is_on_the_print_list_and_nowhere_else(client: Client) -> None:
    story = make_story()
    told(story, medium=Medium.PRINT, print_date=DAY)
    assert WRONG not in html_at(client, address_of(story))
    assert "correction" not in structured(html_at(client, address_of(story)))
    assert WRONG not in html_at(client, "/corrections/")
    listed = text_of(at_desk(make_user(Role.JOURNALIST)).get(PRINT_LIST, {"day": DAY.isoformat()}))
    assert WRONG in listed
    assert "In print" in listed


def test_the_print_list_is_by_page_and_leads_from_day_to_day() -> None:
    for page in ("10", "2", ""):
        told(
            make_story(),
            f"On page {page or 'unknown'}.",
            medium="both",
            print_date=DAY,
            print_page=page,
        )
    told(make_story(), "A week later.", medium="print", print_date=DAY + timedelta(days=7))
    client = at_desk(make_user(Role.EDITOR))
    listed = text_of(client.get(PRINT_LIST, {"day": DAY.isoformat()}))
    assert re.findall(r"On page (\w+)\.", listed) == ["2", "10", "unknown"]
    assert 'href="?day=2026-12-01" rel="next"' in listed
    later = text_of(client.get(PRINT_LIST, {"day": "2026-12-01"}))
    assert 'href="?day=2026-11-24" rel="prev"' in later
    assert "That is no day" in text_of(client.get(PRINT_LIST, {"day": "2026-13-99"}))
    assert "No correction is to be printed" in text_of(
        client.get(PRINT_LIST, {"day": "1990-01-01"})
    )


@pytest.mark.parametrize("prefix, title", [("/", "Corrections"), ("/ar/", "تصويبات")])
def test_the_page_of_corrections_begins_empty_and_every_page_leads_to_it(
    client: Client, prefix: str, title: str
) -> None:
    page = html_at(client, f"{prefix}corrections/")
    assert title in page
    assert '<meta name="description"' in page
    assert 'class="empty"' in page
    assert f'href="http://testserver{prefix}corrections/"' in page or "canonical" in page
    assert f'href="{prefix}corrections/"' in html_at(client, prefix)


def test_corrections_are_newest_first_and_paged_by_the_last_one(client: Client) -> None:
    story, begun = make_story(), datetime(2013, 11, 20, 9, tzinfo=UTC)
    for number in range(45):
        at = begun + timedelta(minutes=number // 2)  # two of the same moment
        Correction.objects.create(article=story, text=f"No. {number:02}.", corrected_at=at)
    verbs.record_revision(story, by=story.created_by)
    publish_story(story)
    seen, url = [], "/corrections/"
    for size in (20, 20, 5):
        html = html_at(client, url)
        found = re.findall(r"No\. (\d\d)\.", html)
        assert len(found) == size
        seen += found
        older = re.search(r'href="(\?before=[\d-]+)"', html)
        url = f"/corrections/{older[1]}" if older else ""
    assert url == ""
    assert seen == [f"{number:02}" for number in reversed(range(45))]
    assert client.get("/corrections/?before=nonsense").status_code == 404
    assert "no older corrections" in html_at(client, "/corrections/?before=1-1")


def test_the_page_of_corrections_is_made_anew_by_a_publication(client: Client) -> None:
    assert WRONG not in client.get("/corrections/").content.decode()
    etag = client.get("/corrections/")["ETag"]
    assert client.get("/corrections/", headers={"If-None-Match": etag}).status_code == 304
    with_commit = make_story()
    told(with_commit)
    cache.delete("edition")  # what the verb does once it is committed
    assert WRONG in client.get("/corrections/", headers={"If-None-Match": etag}).content.decode()


def test_a_correction_is_told_at_its_second_and_leaves_with_its_story(client: Client) -> None:
    story = publish_story()
    correct(story)
    approve_story(story)
    soon = database_now() + timedelta(hours=1)
    verbs.publish(story, by=story.created_by, goes_live_at=soon)
    assert WRONG not in html_at(client, "/corrections/")
    assert WRONG not in html_at(client, address_of(story))
    with as_it_stands_at(soon - timedelta(microseconds=1)):
        assert not PublicCorrection.objects.exists()
    with as_it_stands_at(soon):
        assert [one.text for one in PublicCorrection.objects.newest("en")] == [WRONG]
        assert not PublicCorrection.objects.newest("ar").exists()
    verbs.withdraw(story, by=story.created_by, note="A wrong name.")
    assert not PublicCorrection.objects.exists()
    with as_it_stands_at(soon):
        assert not PublicCorrection.objects.exists()
    assert not CorrectionListing.objects.exists()


def test_a_correction_stands_once_in_the_list_however_often_its_story_is_published() -> None:
    story = make_story()
    told(story)
    told(story, "And another one.")
    assert [one.text for one in PublicCorrection.objects.newest("en")] == [
        "And another one.",
        WRONG,
    ]
    sweep_listings()
    assert CorrectionListing.objects.count() == 2


def test_every_kind_has_its_own_word_in_both_languages(client: Client) -> None:
    words = {
        "en": {"Correction", "Clarification", "Update", "Editor’s note", "Retraction"},
        "ar": {"تصويب", "توضيح", "تحديث", "ملاحظة من التحرير", "تراجُع"},
    }
    for language, prefix in (("en", "/"), ("ar", "/ar/")):
        story = make_story(language=language)
        for kind in CorrectionKind:
            correct(story, f"Words of a {kind}.", kind=kind)
        publish_story(story)
        for url in (address_of(story), f"{prefix}corrections/"):
            shown = re.findall(r"<(?:h2|b)>([^<]+?)\s*<", html_at(client, url))
            assert {one.strip() for one in shown} >= words[language], url


def test_nobody_is_named_for_a_correction_that_no_reader_has() -> None:
    editor, chief = make_user(), make_user(Role.CHIEF)
    story = publish_story(make_story(editor))
    one = correct(story)
    assert told_in([story.pk]) == {}
    verbs.submit(story, by=editor)
    verbs.approve(story, by=chief)
    assert told_in([story.pk]) == {}
    verbs.publish(story, by=editor)
    assert told_in([story.pk])[one.pk].by == chief


def test_discarding_the_changes_gives_up_the_correction_that_no_reader_has() -> None:
    story = make_story()
    one = told(story)
    correct(story, "Never told.")
    discard(story, by=story.created_by, note="It was right after all.")
    assert list(story.corrections.all()) == [one]
    assert (story.editorial, story.has_unpublished_changes) == ("approved", False)


def test_an_empty_list_of_corrections_is_not_shown_to_who_may_not_correct() -> None:
    writer = make_user(Role.JOURNALIST)
    story = make_story(writer)
    rows = re.compile(r'<div [^>]*id="corrections-group"[^>]*>')
    for user, hidden in ((writer, True), (make_user(Role.EDITOR), False)):
        found = rows.search(text_of(at_desk(user).get(address(story))))
        assert found is not None
        assert found[0].endswith(" hidden>") is hidden
