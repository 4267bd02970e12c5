"""Conflict mode: what it does while it runs, and that it begins and ends when it should."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localtime

from articles.clock import as_it_stands_at, database_now
from articles.models.story import Story
from articles.synthetic.statistics import analyze
from comments import verbs
from comments.models import Comment, ConflictSwitch, Policy, Scope, Thread
from comments.policy import in_force_on, waiting_since
from comments.policy.places import Place
from comments.verbs import Preset
from comments.verbs.conflict import LONGEST
from comments.workflow import Refused, State
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_story, make_user, publish_story
from tests.articles.large import copy_rows
from tests.comments.test_parallel import at_once
from tests.comments.tools import (
    browser,
    counted_queries,
    make_reader,
    open_policy,
    typed,
    write,
)

DESK = "/desk/comments/sitepolicy/"
EN, AR = "Mind <b>whom</b> you accuse & why.", "انتبهوا <i>لمن</i> تتهمون."
EN_SHOWN = "Mind &lt;b&gt;whom&lt;/b&gt; you accuse &amp; why."
AR_SHOWN = "انتبهوا &lt;i&gt;لمن&lt;/i&gt; تتهمون."
GAZA = Place(Scope.TAG, "gaza")
Committed = Callable[[], AbstractContextManager[object]]


def preset(until: datetime | None = None, **more: Any) -> Preset:
    return Preset(until or database_now() + timedelta(hours=2), **more)


@pytest.fixture
def story(db: None, chief: User) -> Story:
    """A live story about Gaza where comments appear at once."""
    open_policy(chief)
    return Story.objects.get(pk=publish_story(make_story(tags=["Gaza"])).pk)


@pytest.fixture
def here(story: Story) -> Place:
    return Place.of_story(story.pk)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """What is done within it is committed at its end, as in life."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def page_of(story: Story) -> str:
    return Client().get(story.get_absolute_url()).content.decode()


def post(client: Client, story: Story, body: str, **more: Any) -> Any:
    return client.post(f"/comments/{story.pk}/", {"body": body, **more})


# While it runs


@pytest.mark.django_db
@pytest.mark.parametrize("of_tag", [False, True])
def test_new_comments_replies_and_edits_wait_and_say_why(
    story: Story, here: Place, moderator: User, of_tag: bool
) -> None:
    reader = make_reader()
    before = write(story.pk, reader, "Before it began.")
    verbs.start_conflict(GAZA if of_tag else here, preset(), by=moderator)
    new = write(story.pk, make_reader())
    reply = write(story.pk, make_reader(), parent=before)
    verbs.edit(before, reader=reader, raw="Something worse.")
    for one in (new, reply, before):
        assert one.state == State.PENDING
        assert [hold.rule for hold in one.holds.all()] == ["conflict"]
    other = publish_story(make_story(tags=["Beirut"]))
    assert write(other.pk, make_reader()).state == State.PUBLISHED


@pytest.mark.django_db
def test_what_was_sent_before_it_began_and_is_confirmed_after_waits(
    story: Story, here: Place, moderator: User
) -> None:
    browser().post(f"/comments/{story.pk}/", typed("Sent in peace."))
    verbs.start_conflict(here, preset(), by=moderator)
    comment = verbs.confirm(Comment.objects.get(), reader=make_reader())
    assert comment.state == State.PENDING


@pytest.mark.django_db
def test_the_words_stand_above_the_form_in_each_language_as_text(
    story: Story, here: Place, moderator: User, committed: Committed
) -> None:
    arabic = publish_story(make_story(language="ar", headline="غزة", tags=["Gaza"]))
    arabic_story = Story.objects.get(pk=arabic.pk)
    pages = (story.get_absolute_url(), f"/comments/{story.pk}/", "")
    for address in pages[:2]:
        assert EN_SHOWN not in Client().get(address).content.decode()
    with committed():
        verbs.start_conflict(GAZA, preset(alert_en=EN, alert_ar=AR, slow=300), by=moderator)
    for address in pages[:2]:
        page = Client().get(address).content.decode()
        assert EN_SHOWN in page
        assert page.index(EN_SHOWN) < page.index('id="write"')
        assert "A moderator reads every comment here before it appears." in page
        assert "Each reader may write once every 5 minutes here." in page
        assert AR_SHOWN not in page
    page = page_of(arabic_story)
    assert AR_SHOWN in page
    assert "لكل قارئ أن يكتب هنا مرة كل ٥ دقائق." in page
    # Also where there is no script: the page of a reply.
    comment = write(story.pk, make_reader())
    verbs.approve(comment, by=moderator)
    reply = Client().get(f"/comments/{story.pk}/{comment.pk}/reply/").content.decode()
    assert EN_SHOWN in reply


@pytest.mark.django_db
def test_the_mode_of_the_story_and_of_its_tag_both_speak(
    story: Story, here: Place, moderator: User
) -> None:
    verbs.start_conflict(here, preset(alert_en="Of the story.", slow=60), by=moderator)
    verbs.start_conflict(GAZA, preset(alert_en="Of the tag.", slow=900), by=moderator)
    page = page_of(story)
    assert page.index("Of the story.") < page.index("Of the tag.")
    assert "once every 15 minutes" in page


@pytest.mark.django_db
def test_slow_mode_lets_a_reader_write_once_in_so_long_and_keeps_the_text(
    story: Story, here: Place, moderator: User
) -> None:
    verbs.start_conflict(here, preset(slow=300), by=moderator)
    reader = make_reader()
    client = browser(reader)
    assert post(client, story, "The first.").status_code == 303
    answer = post(client, story, "The second, at once.")
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "In this discussion each reader may write once every 5 minutes." in page
    assert "You can send this in 5 minutes; your text is kept below." in page
    assert "The second, at once." in page
    assert post(browser(make_reader()), story, "Somebody else.").status_code == 303
    # The same form sent twice leads to the comment, as ever.
    assert post(client, story, "The first.").status_code == 303
    first = Comment.objects.get(html__contains="The first.")
    for seconds, refused in ((299.9, True), (300, False)):
        now = first.created_at + timedelta(seconds=seconds)
        act = partial(write, story.pk, reader, f"After {seconds}.", at=now)
        if refused:
            with pytest.raises(verbs.TooSoon, match="1 second"):
                act()
        else:
            assert act().state == State.PENDING


@pytest.mark.django_db
def test_slow_mode_counts_unconfirmed_addresses_and_all_stories_of_a_tag(
    story: Story, here: Place, moderator: User
) -> None:
    verbs.start_conflict(GAZA, preset(slow=60), by=moderator)
    second = Story.objects.get(pk=publish_story(make_story(tags=["Gaza", "Egypt"])).pk)
    form = typed("By somebody new.")
    assert browser().post(f"/comments/{story.pk}/", form).status_code == 303
    answer = browser().post(f"/comments/{second.pk}/", {**form, "body": "Again, over there."})
    assert answer.status_code == 429
    assert "Again, over there." in answer.content.decode()
    elsewhere = publish_story(make_story(tags=["Beirut"]))
    answer = browser().post(f"/comments/{elsewhere.pk}/", {**form, "body": "Elsewhere."})
    assert answer.status_code == 303


# The clock


@pytest.mark.django_db
def test_it_ends_at_its_moment_with_nothing_running(
    story: Story, here: Place, moderator: User
) -> None:
    until = database_now() + timedelta(hours=2)
    verbs.start_conflict(here, preset(until, slow=300), by=moderator)
    for moment, runs in (
        (until - timedelta(microseconds=1), True),
        (until, False),
        (until + timedelta(days=400), False),
    ):
        with as_it_stands_at(moment):
            found = in_force_on(story.pk)
            assert (bool(found.modes), found.policy == Policy.HOLD) == (runs, runs)
            reader = make_reader()
            post(browser(reader), story, f"At {moment.isoformat()}")
            state = Comment.objects.get(reader=reader).state
            assert state == (State.PENDING if runs else State.PUBLISHED)
    assert ConflictSwitch.objects.count() == 1
    assert in_force_on(story.pk, until).modes == ()
    assert in_force_on(story.pk, until - timedelta(hours=9)).modes == ()  # before it began


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["story", "thread"])
def test_the_kept_page_turns_at_the_end_and_not_before(
    story: Story, here: Place, moderator: User, address: str
) -> None:
    path = story.get_absolute_url() if address == "story" else f"/comments/{story.pk}/"
    now, began = database_now(), time.time()
    verbs.start_conflict(here, preset(now + timedelta(seconds=20), alert_en=EN), by=moderator)
    with as_it_stands_at(now):
        assert EN_SHOWN in Client().get(path).content.decode()
    # Kept without a query until its end, and then made afresh, a minute's freshness or not.
    with patch("articles.caching.time.time", return_value=began + 19.9), counted_queries() as none:
        assert EN_SHOWN in Client().get(path).content.decode()
    assert none == []
    with (
        as_it_stands_at(now + timedelta(seconds=20)),
        patch("articles.caching.time.time", return_value=time.time() + 20.0),
    ):
        assert EN_SHOWN not in Client().get(path).content.decode()


@pytest.mark.django_db(transaction=True)
def test_it_ends_in_life_on_the_second_with_no_worker() -> None:
    open_policy(make_user(Role.CHIEF))
    moderator = make_user(Role.MODERATOR)
    story = Story.objects.get(pk=publish_story().pk)
    assert EN_SHOWN not in page_of(story)
    ends = database_now() + timedelta(seconds=1.5)
    verbs.start_conflict(Place.of_story(story.pk), preset(ends, alert_en=EN), by=moderator)
    assert EN_SHOWN in page_of(story)  # the page that was kept before is not given any more
    time.sleep(max(0.0, (ends - timezone.now()).total_seconds()) + 0.05)
    assert EN_SHOWN not in page_of(story)
    post(browser(make_reader()), story, "After it.")
    assert Comment.objects.get().state == State.PUBLISHED


# The queue


@pytest.mark.django_db
@pytest.mark.parametrize("of_tag", [False, True])
def test_it_closes_while_the_queue_is_too_old_and_opens_again(
    story: Story, here: Place, moderator: User, chief: User, of_tag: bool
) -> None:
    place = GAZA if of_tag else here
    other = publish_story(make_story(tags=["Gaza" if of_tag else "Beirut"]))
    verbs.set_place_policy(Place(Scope.SITE), verbs.Wanted("hold"), by=chief)
    start = database_now() - timedelta(hours=3)
    verbs.start_conflict(place, preset(queue_minutes=30), by=moderator, at=start)
    write(publish_story(make_story()).pk, make_reader(), at=start)  # another story's queue
    assert not in_force_on(story.pk).is_closed
    young = write(story.pk, make_reader(), at=database_now() - timedelta(minutes=10))
    old = [write(other.pk if of_tag else story.pk, make_reader(), at=start) for _ in range(2)]
    found = in_force_on(story.pk)
    assert found.closed is not None
    assert found.closed.since == start + timedelta(minutes=30)
    answer = post(browser(make_reader()), story, "Typed while it closed.")
    assert answer.status_code == 409
    assert "the moderators have caught up" in answer.content.decode().replace("\n", " ")
    assert "Typed while it closed." in answer.content.decode()
    page = Client().get(f"/comments/{story.pk}/").content.decode()
    assert "open again as soon as" in page
    verbs.approve(old[0], by=moderator)
    assert in_force_on(story.pk).is_closed
    verbs.reject(old[1], by=moderator, reason="other")
    found = in_force_on(story.pk)
    assert not found.is_closed
    assert found.turns_in is not None
    assert 1190 < found.turns_in <= 1200
    assert waiting_since([place]) == {place: young.holds.get().at}
    with as_it_stands_at(young.created_at + timedelta(minutes=30)):
        assert in_force_on(story.pk).is_closed
    verbs.approve(young, by=moderator)
    assert waiting_since([place]) == {}


@pytest.mark.django_db
def test_a_comment_waits_since_it_was_held_not_since_it_was_written(
    story: Story, here: Place, moderator: User
) -> None:
    reader = make_reader()
    comment = write(story.pk, reader, at=timezone.now() - timedelta(minutes=4))
    verbs.start_conflict(here, preset(queue_minutes=3), by=moderator)
    verbs.edit(comment, reader=reader, raw="Something worse.")
    assert comment.state == State.PENDING
    assert timezone.now() - waiting_since([here])[here] < timedelta(minutes=1)
    assert not in_force_on(story.pk).is_closed


@pytest.mark.django_db
def test_a_long_queue_elsewhere_costs_nothing(story: Story, moderator: User) -> None:
    """Fifty thousand that wait under one story are not looked at for another's tag."""
    busy = write(publish_story(make_story(tags=["Beirut"])).pk, make_reader())
    copy_rows(
        "comments_comment",
        busy.pk,
        50_000,
        id="1000000 + n",
        path="'x' || n",
        author_key="n::text",
        state="'pending'",
        visible="false",
    )
    analyze()
    verbs.start_conflict(GAZA, preset(queue_minutes=30), by=moderator)
    assert in_force_on(story.pk).modes[0].waiting_since is None
    began = time.perf_counter()
    for _ in range(20):
        in_force_on(story.pk)
    assert (time.perf_counter() - began) / 20 < 0.02


# Ending, and who may


@pytest.mark.django_db
def test_ended_by_hand_it_is_over_at_once_and_can_begin_again(
    story: Story, here: Place, moderator: User, committed: Committed
) -> None:
    with committed():
        first = verbs.start_conflict(here, preset(alert_en=EN), by=moderator, note="A raid.")
    assert EN_SHOWN in page_of(story)
    other = make_user(Role.EDITOR)
    with committed():
        verbs.end_conflict(here, by=other, seen=first.pk, note="Quiet again.")
    assert EN_SHOWN not in page_of(story)
    assert not in_force_on(story.pk).modes
    with pytest.raises(Refused, match="has ended already"):
        verbs.end_conflict(here, by=moderator, seen=first.pk)
    second = verbs.start_conflict(here, preset(), by=moderator)
    with pytest.raises(Refused, match="has ended already"):  # a page from before the second one
        verbs.end_conflict(here, by=moderator, seen=first.pk)
    rows = list(ConflictSwitch.objects.order_by("pk").values_list("is_on", "by", "note"))
    assert rows == [
        (True, moderator.pk, "A raid."),
        (False, other.pk, "Quiet again."),
        (True, moderator.pk, ""),
    ]
    assert second.follows == ConflictSwitch.objects.order_by("pk")[1].pk
    for rewrite in (
        ConflictSwitch.objects.all().delete,
        partial(ConflictSwitch.objects.update, note=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewrite()


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def filled(**more: Any) -> dict[str, Any]:
    until = localtime(database_now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    fields = {"until": until, "slow": 300, "queue_minutes": "", "alert_en": EN, "alert_ar": AR}
    return {f"conflict-{name}": value for name, value in (fields | {"note": "Why."} | more).items()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "may"),
    [
        (None, False),
        (Role.JOURNALIST, False),
        (Role.MODERATOR, True),
        (Role.EDITOR, True),
        (Role.CHIEF, True),
    ],
)
def test_who_may_switch_it(story: Story, role: Role | None, may: bool) -> None:
    client = at_desk(make_user(role))
    for page in (f"{DESK}story/{story.pk}/", f"{DESK}tag/gaza/"):
        answer = client.post(f"{page}conflict/", filled())
        assert answer.status_code == (302 if may else 403)
        switch = ConflictSwitch.objects.filter(is_on=True).first()
        assert (switch is not None) is may
        seen = switch.pk if switch else 1
        shown = client.get(page).content.decode()
        assert ("End now" in shown) is may
        answer = client.post(f"{page}end/", {"seen": seen, "next": "/desk/"})
        assert answer.status_code == (302 if may else 403)
    assert ConflictSwitch.objects.count() == (4 if may else 0)
    assert client.get(f"{DESK}story/{story.pk}/end/").status_code == 405


@pytest.mark.django_db
def test_it_is_for_stories_and_tags_alone(story: Story, chief: User) -> None:
    client = at_desk(chief)
    for place in ("site/all/", f"section/{story.section_id}/"):
        assert 'id="conflict"' not in client.get(f"{DESK}{place}").content.decode()
        assert client.post(f"{DESK}{place}conflict/", filled()).status_code == 400
    assert not ConflictSwitch.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"until": "2014-03-01T10:00"}, "lies in the past"),
        ({"until": "2114-03-01T10:00"}, "seven days at the latest"),
        ({"until": "tomorrow"}, "valid date/time"),
        ({"until": ""}, "required"),
        ({"slow": 7}, "valid choice"),
        ({"slow": -1}, "valid choice"),
        ({"queue_minutes": 0}, "greater than or equal to 1"),
        ({"queue_minutes": 1441}, "less than or equal to 1440"),
        ({"alert_en": "x" * 401}, "at most 400 characters"),
        ({"alert_ar": "ش" * 401}, "at most 400 characters"),
        ({"note": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_was_typed(
    story: Story, moderator: User, wrong: dict[str, Any], words: str
) -> None:
    address = f"{DESK}story/{story.pk}/conflict/"
    answer = at_desk(moderator).post(address, filled(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert EN_SHOWN in page or "alert_en" in wrong
    assert not ConflictSwitch.objects.exists()


@pytest.mark.django_db
def test_the_verb_refuses_it_too(here: Place, moderator: User) -> None:
    now = database_now()
    for bad in (
        preset(now),
        preset(now + LONGEST + timedelta(seconds=5)),
        preset(slow=-1),
        preset(slow=86_401),
        preset(queue_minutes=0),
        preset(alert_en="x" * 401),
    ):
        with pytest.raises(Refused):
            verbs.start_conflict(here, bad, by=moderator)
    with pytest.raises(Refused):
        verbs.start_conflict(Place(Scope.SITE), preset(), by=moderator)


@pytest.mark.django_db(transaction=True)
def test_two_who_switch_it_on_at_once_one_wins_the_other_is_told() -> None:
    story = Story.objects.get(pk=publish_story().pk)
    people = [make_user(Role.MODERATOR, name=f"Moderator {n}") for n in range(6)]
    for place in (Place.of_story(story.pk), GAZA):
        acts = [partial(verbs.start_conflict, place, preset(), by=one) for one in people]
        answers = at_once(acts)
        (winner,) = [one for one in answers if isinstance(one, ConflictSwitch)]
        losers = [str(one) for one in answers if isinstance(one, Refused)]
        assert len(losers) == 5
        assert all(f"{winner.by} switched conflict mode on at" in one for one in losers)
        ends = [partial(verbs.end_conflict, place, by=one, seen=winner.pk) for one in people]
        answers = at_once(ends)
        assert len([one for one in answers if isinstance(one, ConflictSwitch)]) == 1
        assert all("ended" in str(one) for one in answers if isinstance(one, Refused))


@pytest.mark.django_db(transaction=True)
def test_a_mode_switched_on_while_a_comment_waits_for_its_turn_holds_it() -> None:
    """The comment has begun before the switch and reads the policy after it has the lock."""
    open_policy(make_user(Role.CHIEF))
    moderator = make_user(Role.MODERATOR)
    story = Story.objects.get(pk=publish_story().pk)
    write(story.pk, make_reader())

    def switch() -> None:
        with transaction.atomic():
            Thread.objects.select_for_update().get()
            time.sleep(0.4)
            verbs.start_conflict(Place.of_story(story.pk), preset(), by=moderator)

    def come_second() -> Comment:
        time.sleep(0.15)
        post(browser(reader), story, "Sent in between.")
        return Comment.objects.get(reader=reader)

    reader = make_reader()
    _nothing, comment = at_once([switch, come_second])
    assert comment.state == State.PENDING


@pytest.mark.django_db(transaction=True)
def test_slow_mode_is_not_outrun_by_two_windows() -> None:
    open_policy(make_user(Role.CHIEF))
    stories = [publish_story(make_story(tags=["Gaza"])) for _ in range(2)]
    verbs.start_conflict(GAZA, preset(slow=600), by=make_user(Role.MODERATOR))
    reader = make_reader()

    def first() -> Comment:
        with transaction.atomic():
            comment = write(stories[0].pk, reader, "The one window.")
            time.sleep(0.4)
        return comment

    def second() -> Comment:
        time.sleep(0.15)
        return write(stories[1].pk, reader, "The other window.")

    written, refused = at_once([first, second])
    assert isinstance(refused, verbs.TooSoon)
    assert Comment.objects.get() == written


@pytest.mark.django_db
def test_posting_in_conflict_mode_stays_within_ten_queries(
    story: Story, here: Place, moderator: User
) -> None:
    write(story.pk, make_reader())  # the thread is there
    for place in (here, GAZA):
        verbs.start_conflict(place, preset(slow=60, queue_minutes=30), by=moderator)
    client = browser(make_reader())
    client.get(f"/comments/{story.pk}/")
    with counted_queries() as queries:
        assert post(client, story, "Held.").status_code == 303
    assert Comment.objects.latest("pk").state == State.PENDING
    assert len(queries) <= 10, queries


# The desk


@pytest.mark.django_db
def test_the_first_page_and_the_policy_page_list_what_runs(
    story: Story, here: Place, moderator: User
) -> None:
    client = at_desk(moderator)
    for page in ("/desk/", DESK):
        assert "No conflict mode is on." in client.get(page).content.decode()
    verbs.start_conflict(here, preset(), by=moderator)
    switch = verbs.start_conflict(GAZA, preset(), by=moderator)
    for page in ("/desk/", DESK):
        shown = client.get(page).content.decode()
        assert story.headline in shown
        assert "1 hour and 59 minutes left" in shown or "2 hours left" in shown
        assert f'name="seen" value="{switch.pk}"' in shown
    client.post(f"{DESK}tag/gaza/end/", {"seen": switch.pk, "next": "/desk/"})
    assert "Gaza" not in client.get("/desk/").content.decode()
    journalist = at_desk(make_user(Role.JOURNALIST)).get("/desk/").content.decode()
    assert "End now" not in journalist


@pytest.mark.django_db
def test_the_queues_card_and_the_storys_page_lead_to_it(
    story: Story, here: Place, moderator: User, chief: User
) -> None:
    verbs.set_place_policy(here, verbs.Wanted("hold"), by=chief)
    comment = write(story.pk, make_reader())
    client, page = at_desk(moderator), f"{DESK}story/{story.pk}/"
    assert f'href="{page}#conflict"' in client.get("/desk/comments/comment/").content.decode()
    one = client.get(f"/desk/comments/comment/{comment.pk}/").content.decode()
    assert "Every comment waits for a moderator – from the story itself." in one
    own = at_desk(chief).get(f"/desk/articles/article/{story.pk}/change/").content.decode()
    assert f'href="{page}"' in own


@pytest.mark.django_db
def test_a_running_mode_is_described_in_arabic(story: Story, here: Place, moderator: User) -> None:
    verbs.start_conflict(here, preset(slow=60, queue_minutes=30), by=moderator)
    client = at_desk(make_user(Role.MODERATOR, language="ar"))
    page = client.get(f"{DESK}story/{story.pk}/").content.decode()
    assert "وضع الاحتدام مفعّل" in page
    answer = client.post(f"{DESK}story/{story.pk}/conflict/", filled())
    assert answer.status_code == 409
    assert "فعّل" in answer.content.decode()
    assert ConflictSwitch.objects.count() == 1
