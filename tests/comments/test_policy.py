"""Who may comment: which policy of a story counts, and that it counts whenever somebody writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone, translation

from articles import verbs as desk_verbs
from articles.clock import as_it_stands_at, database_now
from articles.models.story import Story
from comments import verbs
from comments.models import (
    Comment,
    ConflictSwitch,
    Decision,
    OwnPolicy,
    Policy,
    Scope,
    SitePolicy,
    Thread,
)
from comments.policy import Choice, Mode, Situation, Why, in_force_on, resolve
from comments.policy.places import Place
from comments.policy.words import closed_sentence, desk_sentences, length
from comments.verbs import Wanted
from comments.verbs.policies import Stale, newest_of
from comments.workflow import Refused, State
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_story, make_user, publish_story
from tests.comments.test_parallel import at_once
from tests.comments.tools import browser, counted_queries, make_reader, open_policy, write

DESK = "/desk/comments/sitepolicy/"
NOW = datetime(2014, 3, 20, 12, tzinfo=UTC)
PUBLISHED = NOW - timedelta(days=3)
SITE = Choice(Scope.SITE, policy=Policy.OPEN)


def choice(scope: Scope, policy: str, name: str = "", **more: Any) -> Choice:
    return Choice(scope, name, name, Policy(policy), **more)


def situation(*own: Choice, site: Choice = SITE, **more: Any) -> Situation:
    return Situation(NOW, site, own, published=PUBLISHED, **more)


# The rule, pure


@pytest.mark.parametrize("story", ["", *Policy.values])
@pytest.mark.parametrize("tag", ["", *Policy.values])
@pytest.mark.parametrize("section", ["", *Policy.values])
@pytest.mark.parametrize("site", Policy.values)
def test_the_most_specific_counts(story: str, tag: str, section: str, site: str) -> None:
    said = {Scope.STORY: story, Scope.TAG: tag, Scope.SECTION: section}
    own = [choice(scope, policy) for scope, policy in said.items() if policy]
    found = resolve(situation(*own, site=choice(Scope.SITE, site)))
    expected = next((pair for pair in said.items() if pair[1]), (Scope.SITE, site))
    assert (found.source.scope, found.policy) == expected
    assert found.is_closed == (expected[1] == Policy.CLOSED)
    assert found.holds_all == (expected[1] in {Policy.HOLD, Policy.CLOSED})


STRICTEST_LAST = [
    choice(Scope.TAG, "open", "a"),
    choice(Scope.TAG, "open", "b", closes_after=9),
    choice(Scope.TAG, "newcomers", "c", newcomers=1),
    choice(Scope.TAG, "newcomers", "d", newcomers=5),
    choice(Scope.TAG, "hold", "e"),
    choice(Scope.TAG, "hold", "f", closes_after=30),
    choice(Scope.TAG, "hold", "g", closes_after=4),
    choice(Scope.TAG, "closed", "h"),
]


@pytest.mark.parametrize("number", range(1, len(STRICTEST_LAST)))
def test_of_several_tags_the_strictest_counts(number: int) -> None:
    section = choice(Scope.SECTION, "closed", "not asked")
    for two in permutations(STRICTEST_LAST[number - 1 : number + 1]):
        assert resolve(situation(*two, section)).source == STRICTEST_LAST[number]


def test_of_two_tags_that_are_equally_strict_the_first_by_name_counts() -> None:
    one, two = (choice(Scope.TAG, "hold", name) for name in ("Aleppo", "Beirut"))
    assert resolve(situation(two, one)).source == resolve(situation(one, two)).source == one


def test_a_tag_that_has_closed_by_its_days_is_the_strictest() -> None:
    closing = choice(Scope.TAG, "open", "Elections", closes_after=3)
    holding = choice(Scope.TAG, "hold", "Beirut")
    before = replace(situation(closing, holding), now=NOW - timedelta(seconds=1))
    assert resolve(before).source == holding
    found = resolve(situation(closing, holding))
    assert (found.source, found.is_closed) == (closing, True)


@pytest.mark.parametrize(
    ("published", "days", "closed", "turns_in"),
    [
        (NOW - timedelta(days=3), 3, True, None),
        (NOW - timedelta(days=3) + timedelta(microseconds=1), 3, False, 1e-6),
        (NOW - timedelta(days=2), 3, False, 86400.0),
        (NOW, None, False, None),
        (None, 3, False, None),
    ],
)
def test_days_count_from_the_first_publication(
    published: datetime | None, days: int | None, closed: bool, turns_in: float | None
) -> None:
    at = replace(situation(site=replace(SITE, closes_after=days)), published=published)
    found = resolve(at)
    assert (found.is_closed, found.turns_in) == (closed, turns_in)
    if found.closed is not None:
        assert (found.closed.why, found.closed.since) == (Why.DAYS, NOW)


def mode(**more: Any) -> Mode:
    until = NOW + timedelta(hours=1)
    return Mode(1, Scope.STORY, "7", "", NOW - timedelta(hours=1), until, **more)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("open", "hold"), ("newcomers", "hold"), ("hold", "hold"), ("closed", "closed")],
)
def test_conflict_mode_makes_any_policy_at_least_hold(policy: str, expected: str) -> None:
    found = resolve(situation(choice(Scope.STORY, policy), modes=(mode(),)))
    assert (found.policy, found.is_closed) == (expected, policy == "closed")
    assert found.turns_in == 3600.0


@pytest.mark.parametrize(
    ("waited", "closed"), [(None, False), (29, False), (30, True), (31, True), (9999, True)]
)
def test_conflict_mode_closes_while_the_queue_is_too_old(waited: int | None, closed: bool) -> None:
    since = NOW - timedelta(minutes=waited) if waited is not None else None
    found = resolve(situation(modes=(mode(queue_minutes=30, waiting_since=since),)))
    assert found.is_closed is closed
    if found.closed is not None:
        assert found.closed.why == Why.QUEUE
        # What waited before the mode began closes nothing before it.
        moment = max(NOW - timedelta(minutes=(waited or 0) - 30), NOW - timedelta(hours=1))
        assert found.closed.since == moment
    if waited == 29:
        assert found.turns_in == 60.0


def test_of_two_modes_the_slower_counts_and_the_storys_speaks_first() -> None:
    of_tag = replace(mode(slow=900), scope=Scope.TAG, key="gaza", name="Gaza")
    found = resolve(situation(modes=(of_tag, mode(slow=60))))
    assert found.slowest == of_tag
    assert [one.scope for one in found.modes] == [Scope.STORY, Scope.TAG]


@pytest.mark.parametrize(
    ("seconds", "en", "ar"),
    [
        (0, "1 second", "ثانية"),
        (80, "1 minute and 20 seconds", "دقيقة و٢٠ ثانية"),
        (120, "2 minutes", "دقيقتين"),
        (3 * 3600 + 59, "3 hours and 59 seconds", "٣ ساعات و٥٩ ثانية"),
    ],
)
def test_a_length_of_time_in_words(seconds: int, en: str, ar: str) -> None:
    with translation.override("en"):
        assert length(seconds) == en
    with translation.override("ar"):
        assert length(seconds) == ar


# On stories


@pytest.fixture
def tagged(db: None) -> Story:
    """A live story with two tags."""
    return Story.objects.get(pk=publish_story(make_story(tags=["Gaza", "Elections"])).pk)


def section_of(story: Story) -> Place:
    return Place(Scope.SECTION, str(story.section_id))


GAZA, ELECTIONS = Place(Scope.TAG, "gaza"), Place(Scope.TAG, "elections")


@pytest.mark.django_db
def test_each_place_counts_for_its_stories_alone_until_it_is_taken_back(
    tagged: Story, chief: User
) -> None:
    open_policy(chief)
    other = publish_story(make_story(section=None, tags=["Beirut"]))
    sayings: list[tuple[Place, str, str]] = [
        (section_of(tagged), "newcomers", "from the section “Middle East”"),
        (ELECTIONS, "newcomers", "from the tag “Elections”"),
        (GAZA, "hold", "from the tag “Gaza”"),
        (Place.of_story(tagged.pk), "open", "from the story itself"),
    ]
    for place, policy, source in sayings:
        verbs.set_place_policy(place, Wanted(policy, newcomers=3), by=chief)
        found = in_force_on(tagged.pk)
        assert found.policy == policy
        assert source in desk_sentences(found)[0]
        expected = "newcomers" if place.scope == Scope.SECTION else in_force_on(other.pk).policy
        assert in_force_on(other.pk).policy == expected
    for place, _policy, source in reversed(sayings):
        assert source in desk_sentences(in_force_on(tagged.pk))[0]
        verbs.set_place_policy(place, Wanted(""), by=chief)
    assert desk_sentences(in_force_on(tagged.pk))[0].endswith("from the site.")


@pytest.mark.django_db
def test_it_is_one_query_whatever_there_is(tagged: Story, chief: User) -> None:
    for place in (section_of(tagged), GAZA, ELECTIONS, Place.of_story(tagged.pk)):
        verbs.set_place_policy(place, Wanted("hold", closes_after=9), by=chief)
    with counted_queries() as queries:
        in_force_on(tagged.pk)
    assert len(queries) == 1


@pytest.mark.django_db
def test_where_nobody_has_chosen_anything_a_first_comment_waits(tagged: Story) -> None:
    found = in_force_on(tagged.pk)
    assert (found.policy, found.newcomers, found.hold_links) == (Policy.NEWCOMERS, 1, True)
    assert in_force_on(99_999_999).policy == in_force_on(None).policy == Policy.NEWCOMERS


@pytest.mark.django_db
def test_newcomers_wait_until_so_many_were_approved(
    tagged: Story, chief: User, moderator: User
) -> None:
    open_policy(chief)
    verbs.set_place_policy(GAZA, Wanted("newcomers", newcomers=3), by=chief)
    reader = make_reader()
    for number in range(3):
        held = write(tagged.pk, reader)
        assert held.state == State.PENDING
        assert [(one.rule, one.detail) for one in held.holds.all()] == [
            ("newcomers", f"{number}/3")
        ]
        verbs.approve(held, by=moderator)
    assert write(tagged.pk, reader).state == State.PUBLISHED


@pytest.mark.django_db
def test_a_hold_names_the_tag_it_comes_from(tagged: Story, chief: User) -> None:
    open_policy(chief)
    verbs.set_place_policy(GAZA, Wanted("hold"), by=chief)
    held = write(tagged.pk, make_reader())
    assert [(one.rule, one.detail) for one in held.holds.all()] == [("policy", "Gaza")]


@pytest.mark.django_db
def test_a_published_comment_that_is_edited_under_a_new_policy_waits(
    tagged: Story, chief: User
) -> None:
    open_policy(chief)
    reader = make_reader()
    comment = write(tagged.pk, reader)
    verbs.set_place_policy(GAZA, Wanted("hold"), by=chief)
    verbs.edit(comment, reader=reader, raw="Something else altogether.")
    assert comment.state == State.PENDING


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(Scope.SITE), "Comments on all stories have been closed since"),
        (None, "Comments in the section “Middle East” have been closed since"),
        (GAZA, "Comments on all stories about “Gaza” have been closed since"),
        ("story", "Comments on this story have been closed since"),
    ],
)
def test_closed_says_why_and_since_when_and_can_be_read(
    tagged: Story, chief: User, place: Place | str | None, words: str
) -> None:
    open_policy(chief)
    reader = make_reader()
    comment = write(tagged.pk, reader, "Written in time.")
    where = place if isinstance(place, Place) else section_of(tagged)
    where = Place.of_story(tagged.pk) if place == "story" else where
    verbs.set_place_policy(where, Wanted("closed"), by=chief)
    for address in (tagged.get_absolute_url(), f"/comments/{tagged.pk}/"):
        page = Client().get(address).content.decode()
        assert words in page
        assert "Written in time." in page
        assert 'name="body"' not in page
    client = browser(reader)
    form = {"body": "Typed while it was open.", "parent": comment.pk}
    answer = client.post(f"/comments/{tagged.pk}/", form)
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert "Typed while it was open." in answer.content.decode()
    assert client.get(f"/comments/{tagged.pk}/{comment.pk}/reply/").status_code == 409
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_closed_after_days_closes_at_its_moment_by_the_databases_clock(chief: User) -> None:
    open_policy(chief)
    first = database_now() - timedelta(days=1)
    article = publish_story(make_story(at=first), at=first)
    # A correction is published again; the days count from the first time.
    desk_verbs.record_revision(article, by=article.created_by)
    verbs.set_place_policy(Place.of_story(article.pk), Wanted("open", closes_after=14), by=chief)
    story = Story.objects.get(pk=article.pk)
    ends = story.first_published_at + timedelta(days=14)
    for moment, closed in (
        (ends - timedelta(microseconds=1), False),
        (ends, True),
        (ends + timedelta(days=900), True),
    ):
        with as_it_stands_at(moment):
            found = in_force_on(story.pk)
            assert found.is_closed is closed
            answer = browser().get(f"/comments/{story.pk}/").content.decode()
            assert ('name="body"' in answer) is not closed
    assert closed_sentence(found).startswith("Comments close 14 days after a story is published")
    with as_it_stands_at(ends):
        client = browser(make_reader())
        assert client.post(f"/comments/{story.pk}/", {"body": "Late."}).status_code == 409


# At the desk


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(policy: str = "hold", **more: Any) -> dict[str, Any]:
    return {"policy": policy, "newcomers": 1, "note": "Heated.", "seen": 0, **more}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sees", "story", "tag", "section", "site"),
    [
        (None, False, False, False, False, False),
        (Role.JOURNALIST, False, False, False, False, False),
        (Role.MODERATOR, True, True, False, False, False),
        (Role.EDITOR, True, True, True, True, False),
        (Role.CHIEF, True, True, True, True, True),
    ],
)
def test_who_may_change_what(
    tagged: Story, role: Role | None, sees: bool, story: bool, tag: bool, section: bool, site: bool
) -> None:
    client = at_desk(make_user(role))
    assert client.get(DESK).status_code == (200 if sees else 403)
    for place, may in (
        (f"story/{tagged.pk}/", story),
        ("tag/gaza/", tag),
        (f"section/{tagged.section_id}/", section),
        ("site/all/", site),
    ):
        page = client.get(f"{DESK}{place}")
        assert page.status_code == (200 if sees else 403)
        assert ("Save the policy" in page.content.decode()) is may
        answer = client.post(f"{DESK}{place}", typed())
        assert answer.status_code == (302 if may else 403)
    assert OwnPolicy.objects.count() == story + tag + section
    assert SitePolicy.objects.exists() is site


@pytest.mark.django_db
def test_the_page_of_a_story_says_what_counts_and_why(tagged: Story, chief: User) -> None:
    verbs.set_place_policy(section_of(tagged), Wanted("newcomers", newcomers=3), by=chief)
    page = at_desk(make_user(Role.MODERATOR)).get(f"{DESK}story/{tagged.pk}/").content.decode()
    assert "fewer than 3 approved comments wait for a moderator – from the section “Mid" in page
    arabic = at_desk(make_user(Role.MODERATOR, language="ar"))
    page = arabic.get(f"{DESK}story/{tagged.pk}/").content.decode()
    assert "من القسم «Middle East»" in page
    own = at_desk(make_user(Role.EDITOR)).get(f"/desk/articles/article/{tagged.pk}/change/")
    assert "from the section “Middle East”" in own.content.decode()


@pytest.mark.django_db
def test_a_stale_form_is_told_what_a_colleague_chose_and_keeps_what_was_typed(
    tagged: Story, chief: User, moderator: User
) -> None:
    address = f"{DESK}story/{tagged.pk}/"
    client = at_desk(moderator)
    verbs.set_place_policy(Place.of_story(tagged.pk), Wanted("closed"), by=chief)
    answer = client.post(address, typed(note="My own reason."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "has changed this policy in the meantime" in page
    assert "It now says: Comments are closed." in page
    assert "My own reason." in page
    newest = newest_of(Place.of_story(tagged.pk))
    assert newest is not None
    assert f'name="seen" value="{newest.pk}"' in page
    assert client.post(address, typed(seen=newest.pk)).status_code == 302
    assert in_force_on(tagged.pk).policy == Policy.HOLD


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"policy": "nonsense"},
        {"newcomers": 0},
        {"newcomers": 51},
        {"newcomers": "many"},
        {"closes_after": 0},
        {"closes_after": 3651},
        {"closes_after": "-1"},
        {"note": "x" * 301},
        {"seen": "9" * 30},
    ],
)
def test_what_makes_no_sense_is_refused_with_what_was_typed(
    tagged: Story, moderator: User, wrong: dict[str, Any]
) -> None:
    answer = at_desk(moderator).post(f"{DESK}story/{tagged.pk}/", typed(note="Kept.") | wrong)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert "Kept." in answer.content.decode() or "note" in wrong
    assert not OwnPolicy.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place",
    [
        "story/0/",
        "story/x/",
        "story/" + "9" * 30 + "/",
        "tag/nothing/",
        "section/99999/",
        "x/y/",
        "tag/%00/",
    ],
)
def test_places_that_do_not_exist_have_no_page(moderator: User, place: str) -> None:
    assert at_desk(moderator).get(f"{DESK}{place}").status_code == 404


@pytest.mark.django_db
def test_every_change_is_a_row_that_stays(tagged: Story, moderator: User) -> None:
    write(tagged.pk, make_reader())
    address, client = f"{DESK}story/{tagged.pk}/", at_desk(moderator)
    seen = 0
    for policy in ("hold", "hold", "closed", ""):
        client.post(address, typed(policy, seen=seen))
        seen = OwnPolicy.objects.latest("pk").pk
    rows = list(OwnPolicy.objects.order_by("pk").values_list("policy", "by", "note"))
    assert rows == [(policy, moderator.pk, "Heated.") for policy in ("hold", "closed", "")]
    decisions = Decision.objects.filter(verb="set_policy", thread=Thread.objects.get())
    assert list(decisions.order_by("pk").values_list("before", "after")) == [
        ("", "hold"),
        ("hold", "closed"),
        ("closed", ""),
    ]
    for rewrite in (OwnPolicy.objects.all().delete, partial(OwnPolicy.objects.update, note="")):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewrite()


@pytest.mark.django_db
def test_looking_for_a_story_or_a_tag(tagged: Story, moderator: User) -> None:
    client = at_desk(moderator)
    assert client.get(f"{DESK}?story={tagged.pk}")["Location"] == f"{DESK}story/{tagged.pk}/"
    assert client.get(f"{DESK}?tag=GAZA")["Location"] == f"{DESK}tag/gaza/"
    for nonsense in ("story=x", "story=99999999", "tag=nothing"):
        answer = client.get(f"{DESK}?{nonsense}", follow=True)
        assert answer.status_code == 200
        assert "no such story or tag" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_same_at_once_one_wins_the_other_is_told() -> None:
    story = Story.objects.get(pk=publish_story().pk)
    people = [make_user(Role.CHIEF) for _ in range(6)]
    for place in (Place(Scope.SITE), GAZA, Place.of_story(story.pk)):
        acts: list[Callable[[], object]] = [
            partial(verbs.set_place_policy, place, Wanted("hold", newcomers=n + 1), by=one, seen=0)
            for n, one in enumerate(people)
        ]
        answers = at_once(acts)
        losers = [one for one in answers if isinstance(one, Stale)]
        assert len(losers) == len(people) - 1
        assert all("in the meantime" in str(one) for one in losers)
    assert OwnPolicy.objects.count() == 2
    assert SitePolicy.objects.count() == 1
    assert not ConflictSwitch.objects.exists()


@pytest.mark.django_db
def test_a_verb_refuses_what_no_form_would_send(tagged: Story, chief: User) -> None:
    here = Place.of_story(tagged.pk)
    for place, wanted in (
        (Place(Scope.SITE), Wanted("")),
        (here, Wanted("nonsense")),
        (here, Wanted("open", newcomers=0)),
        (here, Wanted("open", closes_after=0)),
        (Place(Scope.STORY, "x"), Wanted("open")),
        (Place(Scope.TAG, ""), Wanted("open")),
    ):
        with pytest.raises(Refused):
            verbs.set_place_policy(place, wanted, by=chief, at=timezone.now())
