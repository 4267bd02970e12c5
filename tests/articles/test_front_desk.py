"""The front page at the desk: arranged with plain forms, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.admin.front.page import working_copy
from articles.clock import database_now
from articles.fronts import breaking, verbs
from articles.models import BreakingStrip, FrontRelease
from staff.roles import Role
from tests.articles.desk import at_desk, text_of
from tests.articles.factories import approve_story, make_story, make_user
from tests.articles.fronts import FRONT, act, arrange, headlines, newspaper, published, put, words
from tests.articles.hours import schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return at_desk(make_user(Role.EDITOR))


def pins() -> list[tuple[int, str]]:
    return [(pin["story"], pin["slot"]) for pin in working_copy("en").plan["pins"]]


def test_an_editor_arranges_with_buttons_alone(editor: Client) -> None:
    one, two, three = newspaper(3)
    for story in (one, two, three):
        assert act(editor, "put", story=story.pk, slot="deck").status_code == 302
    act(editor, "up", story=three.pk)
    act(editor, "put", story=one.pk, slot="lead")
    act(editor, "out", story=two.pk)
    assert pins() == [(one.pk, "lead"), (three.pk, "deck")]
    page = text_of(editor.get(FRONT))
    assert "is not published" in page


def test_the_page_says_what_was_done(editor: Client) -> None:
    one, *_rest = newspaper(2)
    page = editor.post(
        FRONT, {"act": "put", "seen": "1", "story": one.pk, "slot": "lead"}, follow=True
    )
    assert "“Story number 0”: Lead, 1 of 1." in text_of(page)


def test_what_the_rule_puts_there_stands_beside_what_is_pinned(editor: Client) -> None:
    one, *_rest = newspaper(6)
    arrange(put(one, "deck"))
    slots = {slot.key: slot for slot in editor.get(FRONT).context["slots"]}
    assert [pin.headline for pin in slots["deck"].pins] == ["Story number 0"]
    assert len(slots["deck"].by_rule) == 4
    assert [story.headline for story in slots["lead"].by_rule] == ["Story number 5"]


def test_a_pin_says_why_readers_do_not_see_it(editor: Client) -> None:
    newspaper(2)
    draft, later = make_story(headline="A draft"), approve_story(make_story(headline="Later"))
    schedule(later)
    over = newspaper(1)[0]
    end = database_now() - timedelta(hours=1)
    arrange(put(draft, "deck"), put(later, "deck"), put(over, "deck"), words(over, until=end))
    slots = {slot.key: slot for slot in editor.get(FRONT).context["slots"]}
    states = [pin.state for pin in slots["deck"].pins]
    assert states[0] == "readers do not have it; the rule fills this place"
    assert states[1].startswith("readers get it on")
    assert states[2] == "its time here is over"


def test_words_and_an_end_are_typed_in_the_desk_s_time(editor: Client) -> None:
    one, *_rest = newspaper(2)
    arrange(put(one, "lead"))
    wall = timezone.localtime(database_now() + timedelta(hours=3)).replace(second=0, microsecond=0)
    fields = {
        f"{one.pk}-headline": " New\u202e  words ",
        f"{one.pk}-until": f"{wall:%Y-%m-%dT%H:%M}",
    }
    assert act(editor, "word", story=one.pk, **fields).status_code == 302
    (pin,) = working_copy("en").plan["pins"]
    assert pin["headline"] == "New  words"
    assert pin["until"] == wall.astimezone(UTC).isoformat()


@pytest.mark.parametrize(
    "field, typed",
    [("headline", "x" * 161), ("until", "2026-02-30T25:61"), ("until", "0001-01-01T00:00")],
)
def test_what_cannot_be_used_comes_back_as_it_was_typed(
    editor: Client, field: str, typed: str
) -> None:
    one, *_rest = newspaper(2)
    arrange(put(one, "lead"))
    fields = {f"{one.pk}-kicker": "A kicker typed", f"{one.pk}-{field}": typed}
    answer = act(editor, "word", story=one.pk, **fields)
    assert answer.status_code == 400
    assert "A kicker typed" in text_of(answer)
    assert typed in text_of(answer)
    assert working_copy("en").plan["pins"][0]["kicker"] == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "put", "story": "1", "slot": "lead"},
        {"act": "up", "story": "77"},
        {"act": "block-drop", "section": "99999"},
        {"act": "sing"},
        {"act": ""},
        {"act": "show", "part": "weather"},
    ],
)
def test_what_is_not_possible_is_said_and_changes_nothing(
    editor: Client, fields: dict[str, str]
) -> None:
    newspaper(2)
    answer = editor.post(FRONT, {"seen": "1", **fields})
    assert answer.status_code == 409
    assert 'role="alert"' in text_of(answer)
    assert pins() == []


def test_a_late_change_shows_both_fronts_and_loses_neither(editor: Client) -> None:
    one, two, three = newspaper(3)
    arrange(put(one, "lead"))
    arrange(put(two, "lead"))
    answer = act(editor, "put", seen=2, story=three.pk, slot="deck")
    assert answer.status_code == 409
    lead, deck = answer.context["places"][:2]
    assert [line.text for line in lead.old] == ["Story number 1"]
    assert [line.text for line in lead.new] == ["Story number 0"]
    assert "Story number 2" in [line.text for line in deck.new]
    # What was wanted, on what is stored now; then instead of it.
    again = {"act": "put", "story": three.pk, "slot": "deck", "seen": "3"}
    assert editor.post(FRONT, again).status_code == 302
    assert (three.pk, "deck") in pins()
    assert (two.pk, "lead") in pins()
    instead = {**again, "seen": str(working_copy("en").number), "over": "2"}
    assert editor.post(FRONT, instead).status_code == 302
    assert pins() == [(one.pk, "lead"), (three.pk, "deck")]


def test_late_words_are_on_the_page_that_says_so(editor: Client) -> None:
    one, two = newspaper(2)
    arrange(put(one, "lead"))
    arrange(put(two, "deck"))
    fields = {f"{one.pk}-headline": "Typed with care"}
    answer = act(editor, "word", seen=2, story=one.pk, **fields)
    assert answer.status_code == 409
    assert "Typed with care" in text_of(answer)


def test_publishing_what_somebody_else_changed_meanwhile_is_refused(editor: Client) -> None:
    one, two = newspaper(2)
    arrange(put(one, "lead"))
    arrange(put(two, "lead"))
    answer = editor.post(f"{FRONT}publish/", {"seen": "2"})
    assert answer.status_code == 409
    assert not FrontRelease.objects.exists()
    assert editor.post(f"{FRONT}publish/", {"seen": "3", "note": "Why"}).status_code == 302
    assert FrontRelease.objects.get().version.number == 3


def test_a_front_is_scheduled_after_it_was_shown_on_every_clock(editor: Client) -> None:
    arrange(put(newspaper(2)[0], "lead"))
    wall = timezone.localtime(database_now() + timedelta(hours=3)).replace(second=0, microsecond=0)
    data = {"day": f"{wall:%Y-%m-%d}", "hour": f"{wall:%H:%M}", "note": "", "seen": "2"}
    shown = editor.post(f"{FRONT}schedule/", data)
    assert shown.status_code == 200
    assert not FrontRelease.objects.exists()
    confirmed = {**data, "confirmed": shown.context["confirmed"]}
    assert editor.post(f"{FRONT}schedule/", confirmed).status_code == 302
    release = FrontRelease.objects.get()
    assert release.goes_live_at == wall.astimezone(UTC)
    page = text_of(editor.get(FRONT))
    assert "Version 2 goes to the readers on" in page
    editor.post(f"{FRONT}scheduled/{release.pk}/cancel/")
    assert not verbs.coming("en", database_now()).exists()


def test_an_hour_that_is_past_is_refused_with_what_was_typed(editor: Client) -> None:
    newspaper(2)
    data = {"day": "2020-01-01", "hour": "10:00", "note": "My note", "seen": "1"}
    answer = editor.post(f"{FRONT}schedule/", data)
    assert answer.status_code == 400
    assert "My note" in text_of(answer)


def test_the_preview_is_the_readers_page_of_what_is_arranged(editor: Client) -> None:
    one, *_rest = newspaper(4)
    arrange(put(one, "lead"), words(one, "Front words"))
    page = editor.get(f"{FRONT}frame/?version=3")
    assert headlines(page)["lead"] == ["Front words"]
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert "<script" not in text_of(page)
    readers = editor.get(f"{FRONT}frame/")
    assert headlines(readers)["lead"] == ["Story number 3"]


def test_the_preview_shows_the_page_as_it_will_stand_at_a_moment(editor: Client) -> None:
    newspaper(2)
    later = approve_story(make_story(headline="Comes later"))
    moment = schedule(later, 2)
    arrange(put(later, "lead"))
    wall = timezone.localtime(moment)
    assert headlines(editor.get(f"{FRONT}frame/?version=2"))["lead"] == ["Story number 1"]
    at = editor.get(f"{FRONT}frame/?version=2&at={wall:%Y-%m-%dT%H:%M:%S}")
    assert headlines(at)["lead"] == ["Comes later"]


def test_stories_are_found_by_their_words(editor: Client) -> None:
    newspaper(2)
    make_story(headline="A heron by the river")
    page = editor.get(f"{FRONT}?q=heron")
    assert [story.headline for story in page.context["found"]] == ["A heron by the river"]
    assert "No story of this edition" in text_of(editor.get(f"{FRONT}?q=nothinglikeit"))


def test_the_history_says_who_when_and_why_and_compares(editor: Client) -> None:
    one, two = newspaper(2)
    lena = make_user(name="Lena Aoun")
    arrange(put(one, "lead"), put(two, "deck"), by=lena)
    verbs.publish("en", by=lena, note="For the morning")
    page = text_of(editor.get(f"{FRONT}history/?old=1&new=3"))
    assert "Lena Aoun" in page
    assert "For the morning" in page
    assert "Story number 0" in page
    assert "line-added" in page
    answer = editor.post(f"{FRONT}history/2/restore/", {"seen": "3"})
    assert answer.status_code == 302
    assert pins() == [(one.pk, "lead")]


def test_breaking_news_is_seen_before_it_is_up(editor: Client) -> None:
    newspaper(2)
    data = {"text": "The airport is open again", "lasts": "60"}
    shown = editor.post(f"{FRONT}breaking/", data)
    assert shown.status_code == 200
    assert not BreakingStrip.objects.exists()
    assert "The airport is open again" in text_of(editor.get(shown.context["frame"]))
    confirmed = {**data, "confirmed": shown.context["confirmed"]}
    # Other words than those that were shown are shown first.
    assert editor.post(f"{FRONT}breaking/", {**confirmed, "text": "Other"}).status_code == 200
    assert editor.post(f"{FRONT}breaking/", confirmed).status_code == 302
    strip = BreakingStrip.objects.get()
    assert strip.ends_at - strip.starts_at == timedelta(hours=1)
    assert "The airport is open again" in text_of(Client().get("/"))
    editor.post(f"{FRONT}breaking/{strip.pk}/down/")
    assert not breaking.standing("en", database_now()).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 141},
        {"lasts": "999"},
        {"story": "no such"},
        {"starts": "2020-01-01T10:00"},
        {"ends": "2020-01-01T10:00"},
        {"ends": "2039-01-01T10:00"},
    ],
)
def test_a_strip_that_cannot_stand_is_refused_and_nothing_typed_is_lost(
    editor: Client, wrong: dict[str, str]
) -> None:
    data = {"text": "Words to keep", "lasts": "60", **wrong}
    answer = editor.post(f"{FRONT}breaking/", data)
    assert answer.status_code in {400, 409}
    assert data["text"][:140] in text_of(answer)
    assert not BreakingStrip.objects.exists()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.MODERATOR])
def test_others_look_and_change_nothing(role: Role) -> None:
    one, *_rest = newspaper(2)
    published(put(one, "lead"))
    client = at_desk(make_user(role))
    page = client.get(FRONT)
    assert page.status_code == 200
    assert "Publish now" not in text_of(page)
    assert client.post(FRONT, {"act": "out", "seen": "2", "story": one.pk}).status_code == 403
    for end in ("publish/", "schedule/", "discard/", "breaking/", "history/1/restore/"):
        assert client.post(FRONT + end, {"seen": "2"}).status_code == 403, end


def test_a_front_of_another_language_there_is_none(editor: Client) -> None:
    assert editor.get("/desk/articles/front/fr/").status_code == 404


def test_the_desk_s_page_costs_the_same_for_many_pins(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    stories = newspaper(12)
    editor.get(FRONT)
    arrange(*(put(one, "deck") for one in stories[:6]))
    with django_assert_max_num_queries(30):
        editor.get(FRONT)
