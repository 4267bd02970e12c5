"""The points before publication: what each finds, what the chief sets, and what holds a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict

from articles import links, twins, verbs
from articles.admin.checklist.guard import Held, let_pass
from articles.admin.checklist.no_byline import chosen
from articles.admin.checklist.report import report_on
from articles.checklist.findings import Facts, Finding, LinkAnswer, State, Twin, examine
from articles.checklist.points import Level, Point, levels_from
from articles.clock import database_now
from articles.link_check import Answer
from articles.models import Article, PointLevels, Transition
from articles.snapshot import freeze
from articles.workflow import Editorial, Verb
from staff.models import User
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, save, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db

LEVELS = "/desk/articles/pointlevels/"
ALL = dict.fromkeys(Point, Level.ADVISORY)
LONG = "<p>" + "The harbour opened again at dawn, and nobody had told the fishermen. " * 6 + "</p>"


def set_levels(by: User | None = None, **levels: Level) -> PointLevels:
    by = by or make_user(Role.CHIEF)
    return PointLevels.objects.create(levels={k: v.value for k, v in levels.items()}, by=by)


def whole_story(**changes: Any) -> Article:
    values: dict[str, Any] = {
        "deck": "A sentence.",
        "bylines": [make_contributor()],
        "places": [make_place()],
        "photos": [make_photo()],
        "printed": [(make_edition(date(2013, 11, 20)), "A5")],
        "tags": ["Syria"],
    }
    return make_story(**{**values, **changes})


def found(story: Article, facts: Facts | None = None) -> dict[Point, Finding]:
    known = replace(facts or Facts(), is_in_print=story.placements.exists())
    findings = examine(freeze(story), known, ALL)
    return {one.point: one for one in findings if not one.is_good}


def test_a_whole_story_lacks_nothing() -> None:
    assert found(whole_story()) == {}


@pytest.mark.parametrize(
    ("changes", "point"),
    [
        ({"deck": ""}, Point.DECK),
        ({"bylines": []}, Point.BYLINE),
        ({"places": []}, Point.DATELINE),
        ({"photos": []}, Point.PHOTO),
        ({"printed": []}, Point.PRINT),
        ({"tags": []}, Point.TAGS),
        ({"body": ""}, Point.TEXT),
        ({"headline": "x" * 71}, Point.SEARCH),
    ],
)
def test_each_point_finds_what_it_asks_for(changes: dict[str, Any], point: Point) -> None:
    assert set(found(whole_story(**changes))) == {point}


@pytest.mark.parametrize(
    ("lacking", "point", "words"),
    [
        ("alt_text", Point.ALT, "2 photos lack their alternative text."),
        ("caption", Point.CAPTION, "2 photos lack their caption."),
        ("credit", Point.CREDIT, "2 photos lack their credit."),
    ],
)
def test_photos_are_asked_one_by_one(lacking: str, point: Point, words: str) -> None:
    photos = [make_photo(), make_photo(), make_photo()]
    for photo, words_left in zip(photos, ("", " "), strict=False):
        setattr(photo, lacking, words_left)
        photo.save()
    lacks = found(whole_story(photos=photos))
    assert {point: words} == {key: one.words for key, one in lacks.items()}


def test_a_headline_can_be_too_long_for_one_place_and_short_enough_for_another() -> None:
    assert set(found(whole_story(headline="x" * 70))) == set()
    assert set(found(whole_story(headline="x" * 100))) == {Point.SEARCH}
    assert set(found(whole_story(headline="x" * 101))) == {Point.SEARCH, Point.SOCIAL}


def test_no_byline_on_purpose_is_as_good_as_one() -> None:
    story = whole_story(bylines=[])
    assert found(story, Facts(no_byline=True)) == {}


def test_links_and_twins_are_told_apart_from_what_is_not_known() -> None:
    dead, unasked = LinkAnswer("https://x/", True, "gone"), LinkAnswer("https://y/", None, "")
    odd = LinkAnswer("https://z/", False, "does not let programs look")
    story, twin = whole_story(), Twin(1, "Same", is_same_text=True)
    assert found(story, Facts(links=[dead, unasked]))[Point.LINKS].state is State.MISSING
    assert found(story, Facts(links=[unasked, odd]))[Point.LINKS].state is State.WAITING
    assert found(story, Facts(links=[odd])) == {}
    assert found(story, Facts(twins=[twin]))[Point.TWIN].words == "A live story has the same text."


def test_what_is_stored_wrong_or_not_at_all_is_at_its_default() -> None:
    levels = levels_from({"alt": "blocking", "credit": "nonsense", "gone": "blocking"})
    assert levels[Point.ALT] == Level.BLOCKING
    assert levels[Point.CREDIT] == Level.ADVISORY
    assert Level.BLOCKING not in levels_from({}).values()


# A second copy of a live story


@pytest.mark.parametrize(
    ("headline", "other", "expected"),
    [
        ("Harbour opens again at dawn", "Harbour opens again at dawn", True),
        ("Harbour opens again at dawn today", "HARBOUR opens again, at dawn", True),
        ("Harbour opens again at dawn", "Harbour closes for the winter", False),
        ("الجيش يدخل بلدة قارة", "الجيش يدخل بلدة قارة", True),
        ("", "", False),
    ],
)
def test_headlines_are_alike_by_their_words(headline: str, other: str, expected: bool) -> None:
    assert twins.alike(twins.words_of(headline), twins.words_of(other)) == expected


def test_a_live_story_that_says_the_same_is_found() -> None:
    editor, now = make_user(), database_now()
    same = publish_story(make_story(editor, headline="One", body=LONG + "<p>End.</p>"), editor)
    close = publish_story(make_story(editor, headline="Harbour opens again at dawn"), editor)
    publish_story(make_story(editor, headline="Something else", body="<p>Short.</p>"), editor)
    publish_story(make_story(editor, headline="Harbour opens again at dawn", language="ar"), editor)
    make_story(editor, headline="Harbour opens again at dawn", body=LONG)  # a draft
    gone = publish_story(make_story(editor, headline="Harbour opens again at dawn"), editor)
    verbs.withdraw(gone, by=editor, note="Wrong.")
    old = now - timedelta(days=20)
    publish_story(make_story(editor, headline="Harbour opens again at dawn", at=old), at=old)
    story = make_story(editor, headline="Harbour opens again at dawn", body=LONG)
    twin, near = twins.twins_of(story, database_now())
    assert (twin.number, twin.is_same_text) == (same.pk, True)
    assert (near.number, near.is_same_text) == (close.pk, False)
    assert [one.number for one in twins.twins_of(same, database_now())] == []
    page = text_of(at_desk(editor).get(address(story)))
    assert f"{LIST}{same.pk}/change/" in page


# The form


def test_the_box_for_no_byline_is_saved_with_the_story_and_never_blindly() -> None:
    writer = make_user(Role.JOURNALIST)
    story, client = make_story(writer), at_desk(writer)
    revision = story.head_revision_id
    assert "No byline: add one" in text_of(client.get(address(story)))
    save(client, story, no_byline_seen="0", no_byline="1")
    story.refresh_from_db()
    assert (story.no_byline, story.head_revision_id) == (True, revision)
    page = text_of(client.get(address(story)))
    assert "No byline: add one" not in page
    save(client, story, no_byline_seen="0")  # a stale form that left the box alone
    save(client, story)  # a form without the box
    story.refresh_from_db()
    assert story.no_byline
    assert not chosen(QueryDict("no_byline_seen=1"), stored=True)
    assert not chosen(QueryDict("no_byline_seen=1&no_byline=1"), stored=False)


def test_the_form_says_what_is_missing_and_leads_there() -> None:
    editor = make_user()
    set_levels(alt=Level.BLOCKING, tags=Level.OFF)
    story = make_story(editor, photos=[make_photo(alt_text="")])
    page = text_of(at_desk(editor).get(address(story)))
    aside = page[page.index('class="story-aside"') :]
    assert "Has to be there" in aside
    assert aside.index("1 photo lacks its alternative text.") < aside.index("No deck.")
    assert 'href="#illustrations-group"' in aside
    assert 'id="illustrations-group"' in page
    assert "No tags." not in aside


def test_saving_asks_the_links_and_the_page_of_points_asks_them_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def answer(url: str) -> Answer:
        asked.append(url)
        return Answer(status=404)

    monkeypatch.setattr(links, "check", answer)
    at_once = SimpleNamespace(enqueue=lambda url, again: links.ask(url))
    monkeypatch.setattr("articles.tasks.try_link", at_once)
    writer = make_user(Role.JOURNALIST)
    story, client = make_story(writer), at_desk(writer)
    save(client, story, body='<p>See <a href="https://dead.example/x">this</a>.</p>')
    assert asked == ["https://dead.example/x"]
    url = f"{LIST}{story.pk}/points/"
    for page in (text_of(client.get(url)), text_of(client.get(address(story)))):
        assert "there is no such page (404)" in page
    again = client.post(url, follow=True)
    assert "1 link is being tried" in text_of(again)
    assert len(asked) == 2


# What the chief sets


def chosen_levels(client: Any, **changes: str) -> dict[str, str]:
    page = client.get(LEVELS)
    context = page.context
    data = {row["field"].html_name: str(row["field"].value()) for row in context["rows"]}
    return {**data, "seen": str(context["newest"].pk if context["newest"] else 0), **changes}


def test_only_the_chief_sets_the_points() -> None:
    for role in Role:
        client = at_desk(make_user(role))
        response = client.post(LEVELS, chosen_levels(client, alt=f"{Level.BLOCKING}"))
        assert response.status_code == (302 if role == Role.CHIEF else 403), role
    assert PointLevels.objects.count() == 1
    assert at_desk(make_user(None)).get(LEVELS).status_code == 403
    page = text_of(at_desk(make_user(Role.EDITOR)).get(LEVELS))
    assert "Only the chief editor changes these points." in page
    assert "Alternative text: Has to be there" in page


def test_two_chiefs_at_once_do_not_overwrite_each_other() -> None:
    first, second = make_user(Role.CHIEF, name="Nadia"), make_user(Role.CHIEF)
    form = chosen_levels(at_desk(second), tags="blocking")
    at_desk(first).post(LEVELS, chosen_levels(at_desk(first), tags="off"))
    stale = at_desk(second).post(LEVELS, form)
    page = text_of(stale)
    assert stale.status_code == 409
    assert "Nadia" in page
    assert "In force now: Not asked" in page
    assert PointLevels.objects.count() == 1
    at_desk(second).post(LEVELS, {**form, "seen": stale.context["newest"].pk})
    newest = PointLevels.objects.first()
    assert newest is not None
    assert newest.levels["tags"] == "blocking"
    at_desk(second).post(LEVELS, chosen_levels(at_desk(second)))  # nothing changed
    wrong = at_desk(second).post(LEVELS, chosen_levels(at_desk(second), tags="maybe"))
    assert wrong.status_code == 400
    assert PointLevels.objects.count() == 2


# What holds a story


@pytest.mark.parametrize("verb", ["approve", "publish"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF])
def test_what_has_to_be_there_holds_a_story(verb: str, role: Role) -> None:
    user = make_user(role)
    story = make_story(user, photos=[make_photo(alt_text="")])
    submitted = Editorial.SUBMITTED if verb == "approve" else Editorial.APPROVED
    if verb == "publish":
        approve_story(story, user)
    else:
        save(at_desk(user), story, "submit")
    set_levels(alt=Level.BLOCKING, credit=Level.BLOCKING)
    for page in (
        save(at_desk(user), story, verb, deck="Typed meanwhile"),
        at_desk(user).post(f"{LIST}{story.pk}/step/{verb}/", {"seen": "1"}),
    ):
        assert page.status_code == 409
        assert "1 photo lacks its alternative text." in text_of(page)
    story.refresh_from_db()
    assert (story.editorial, story.published_revision) == (submitted, None)
    photo = story.illustrations.get().photo
    photo.alt_text = "A road"
    photo.save()
    save(at_desk(user), story)  # the new words become part of the next revision
    story.refresh_from_db()
    if story.editorial == Editorial.DRAFT:
        approve_story(story, user)
    assert save(at_desk(user), story, verb).status_code == 302


def test_the_chief_goes_on_with_a_reason_that_stays_and_nobody_else_does() -> None:
    editor, chief = make_user(), make_user(Role.CHIEF)
    story = approve_story(make_story(editor, photos=[make_photo(alt_text="")]), editor)
    set_levels(chief, alt=Level.BLOCKING)
    url, data = f"{LIST}{story.pk}/step/publish/", {"seen": "1", "note": "News.", "anyway": "on"}
    assert 'name="anyway"' not in text_of(at_desk(editor).get(url))
    assert at_desk(editor).post(url, data).status_code == 409
    with pytest.raises(Held), transaction.atomic():
        let_pass(Verb.PUBLISH, story, editor, note="News.", anyway=True)
    assert 'name="anyway"' in text_of(at_desk(chief).get(url))
    bare = at_desk(chief).post(url, {**data, "note": " "})
    assert bare.status_code == 409
    assert "Say why" in text_of(bare)
    assert at_desk(chief).post(url, data).status_code == 302
    last = Transition.objects.filter(article=story).latest("pk")
    assert (last.verb, last.note) == ("publish", "News.\nWent on without: Alternative text.")


def test_advice_holds_nobody_up_and_other_steps_are_not_asked() -> None:
    editor = make_user()
    story = make_story(editor)
    set_levels(byline=Level.BLOCKING)
    client = at_desk(editor)
    assert save(client, story, "submit").status_code == 302
    assert save(client, story, "approve").status_code == 409
    assert save(client, story, "approve", no_byline_seen="0", no_byline="1").status_code == 302
    assert save(client, story, "publish").status_code == 302
    live = change_story(Article.objects.get(pk=story.pk), headline="Changed")
    assert report_on(live, database_now()).missing


def test_the_points_cost_three_queries(django_assert_max_num_queries: Any) -> None:
    editor = make_user()
    story = make_story(editor, body=f'{LONG}<a href="https://x.example/">x</a>')
    article, now = Article.objects.select_related("head_revision").get(pk=story.pk), database_now()
    with django_assert_max_num_queries(3):
        assert report_on(article, now).missing
