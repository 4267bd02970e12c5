"""The queue: many comments, several moderators, keys and search."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from articles.models.story import Story
from articles.synthetic.statistics import analyze
from comments import verbs
from comments.admin import claims
from comments.models import Claim, Comment, Decision
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.articles.large import in_bulk
from tests.comments.tools import counted_queries, make_reader, thread_of, write

pytestmark = pytest.mark.django_db
QUEUE = "/desk/comments/comment/"
SCRIPT = {"Accept": "application/json"}

# Waiting comments by one reader under one story, as rows: the verbs would take minutes.
MANY = """
INSERT INTO comments_comment (id, thread_id, depth, path, reader_id, badge, name, author_key, state,
    visible, language, raw, html, text_hash, disclaimer_version, wants_letters, created_at, sent_at,
    up, down, score, flags, replies)
SELECT nextval(pg_get_serial_sequence('comments_comment', 'id')), %s, 0,
    'x' || to_char(n, 'FM000000'),
    %s, '', 'Somebody', '', 'pending', false, 'en', 'Waiting text number ' || n, '', '', 0, false,
    now(), now(), 0, 0, 0, 0, 0
FROM generate_series(1, %s) AS n
"""


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, address: str = QUEUE) -> str:
    return client.get(address).content.decode()


def fill(story: Story, reader: Reader, number: int) -> None:
    write(story.pk, reader)
    with connection.cursor() as cursor:
        cursor.execute(MANY, [thread_of(story.pk).pk, reader.pk, number])
        analyze()


@pytest.fixture
def two(story: Story) -> list[Comment]:
    return [write(story.pk, make_reader()) for _ in range(2)]


def test_fifty_thousand_waiting_page_like_fifty(
    story: Story, reader: Reader, moderator: User
) -> None:
    client = at_desk(moderator)
    client.get(QUEUE)
    fill(story, reader, 60)
    with counted_queries() as few:
        client.get(QUEUE)
    thread = thread_of(story.pk).pk
    with in_bulk("comments_comment") as cursor:
        cursor.execute(MANY.replace("'x'", "'y'"), [thread, reader.pk, 50_000])
    analyze()
    middle = Comment.objects.order_by("pk").values_list("pk", flat=True)[25_000]
    for address in (QUEUE, f"{QUEUE}?after={middle}", f"{QUEUE}?state=pending&q=number+41"):
        with counted_queries() as many:
            page = page_of(client, address)
        assert "Waiting text" in page
        assert len(many) == len(few) <= 14
    assert "99+" in page


def test_a_card_shows_what_stands_around_it_and_its_authors_record(
    story: Story, moderator: User
) -> None:
    author = make_reader("Dana")
    first = write(story.pk, author, "The first remark.")
    verbs.reject(first, by=moderator, reason="off_topic")
    root = write(story.pk, make_reader("Karim"), "A root that is answered.")
    verbs.approve(root, by=moderator)
    asked = write(story.pk, author, "An answer that waits.", parent=root)
    later = write(story.pk, make_reader("Mona"), "Something after it.")
    page = page_of(at_desk(moderator))
    card = page[page.index(f'id="c{asked.pk}"') : page.index(f'id="c{later.pk}"')]
    assert "A root that is answered." in card
    assert "Something after it." in card
    assert story.headline in card
    assert '<b class="bad">1</b>' in card


def test_two_moderators_take_different_comments(story: Story, moderator: User) -> None:
    numbers = [write(story.pk, make_reader()).pk for _ in range(5)]
    other = make_user(Role.MODERATOR)
    assert claims.take(moderator, 3) == numbers[:3]
    assert claims.take(other, 3) == numbers[3:]
    assert claims.taken(moderator) == numbers[:3]


@pytest.mark.django_db(transaction=True)
def test_moderators_who_press_at_once_never_share_a_comment() -> None:
    story = Story.objects.get(pk=publish_story().pk)
    for _ in range(40):
        write(story.pk, make_reader())
    moderators = [make_user(Role.MODERATOR) for _ in range(4)]
    start, taken = Barrier(4), dict[int, list[int]]()

    def press(user: User) -> None:
        start.wait(10)
        try:
            taken[user.pk] = claims.take(user, 8)
        finally:
            connection.close()

    threads = [Thread(target=press, args=[one]) for one in moderators]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    found = [number for numbers in taken.values() for number in numbers]
    assert len(taken) == 4
    assert len(found) == len(set(found)) == Claim.objects.count()


def test_what_a_colleague_reads_is_left_alone_and_shown_by_name(
    two: list[Comment], moderator: User
) -> None:
    colleague = make_user(Role.MODERATOR, name="Rana Haddad")
    claims.take(colleague, 1)
    client, address = at_desk(moderator), f"{QUEUE}{two[0].pk}/"
    assert "Rana Haddad</bdi> reads this until" in page_of(client)
    refused = client.post(f"{address}judge/", {"verb": "approve"}, headers=SCRIPT)
    assert refused.status_code == 409
    assert "Rana Haddad reads this comment" in refused.json()["message"]
    assert not Decision.objects.exists()
    client.post(f"{address}take/")
    assert client.post(f"{address}judge/", {"verb": "approve"}, headers=SCRIPT).status_code == 200
    assert not Claim.objects.filter(comment=two[0]).exists()


def test_a_claim_ends_by_itself(two: list[Comment], moderator: User) -> None:
    claims.take(make_user(Role.MODERATOR))
    Claim.objects.update(until="2013-11-20T10:00:00Z")
    assert claims.take(moderator) == [one.pk for one in two]


def test_taken_comments_are_a_list_and_can_be_given_back(
    two: list[Comment], moderator: User
) -> None:
    client = at_desk(moderator)
    taken = client.post(f"{QUEUE}take/")
    assert taken["Location"] == f"{QUEUE}?list=mine"
    assert f'id="c{two[0].pk}"' in page_of(client, taken["Location"])
    again = client.post(f"{QUEUE}give-back/", follow=True).content.decode()
    assert "2 comments are free again" in again
    assert "You have taken nothing" in page_of(client, f"{QUEUE}?list=mine")


def test_nothing_free_is_said(moderator: User) -> None:
    assert (
        "Nothing is free" in at_desk(moderator).post(f"{QUEUE}take/", follow=True).content.decode()
    )


def test_a_faster_colleague_is_named(two: list[Comment], moderator: User) -> None:
    verbs.mark_spam(two[0], by=make_user(Role.MODERATOR, name="Rana Haddad"))
    form = {"verb": "mark_spam"}
    answer = at_desk(moderator).post(f"{QUEUE}{two[0].pk}/judge/", form, headers=SCRIPT)
    assert "Rana Haddad was faster: “Spam”" in answer.json()["message"]


def test_the_script_gets_a_sentence_and_the_way_to_undo(
    two: list[Comment], moderator: User
) -> None:
    client = at_desk(moderator)
    answer = client.post(f"{QUEUE}{two[0].pk}/judge/", {"reason": "hate"}, headers=SCRIPT).json()
    two[0].refresh_from_db()
    assert two[0].state == "rejected"
    assert "told why" in answer["message"]
    assert client.post(answer["undo"], headers=SCRIPT).status_code == 200
    two[0].refresh_from_db()
    assert two[0].state == "pending"


def test_many_at_once_are_undone_at_once(two: list[Comment], moderator: User) -> None:
    client = at_desk(moderator)
    picked = {"pick": [one.pk for one in two], "verb": "reject", "reason": "off_topic"}
    done = client.post(f"{QUEUE}bulk/", picked)
    assert set(Comment.objects.values_list("state", flat=True)) == {"rejected"}
    number = Decision.objects.values_list("batch", flat=True).distinct().get()
    assert done["Location"] == f"{QUEUE}?batch={number}"
    assert "Undo all of it" in page_of(client, done["Location"])
    client.post(f"{QUEUE}bulk/{number}/undo/")
    assert set(Comment.objects.values_list("state", flat=True)) == {"pending"}
    assert Decision.objects.count() == 4


def test_a_batch_leaves_what_others_read_or_decided_and_says_so(
    story: Story, two: list[Comment], moderator: User
) -> None:
    third = write(story.pk, make_reader())
    claims.take_over(two[1], make_user(Role.MODERATOR))
    verbs.delete(third, by=make_user(Role.MODERATOR))
    picked = {"pick": [two[0].pk, two[1].pk, third.pk], "verb": "mark_spam"}
    page = at_desk(moderator).post(f"{QUEUE}bulk/", picked, follow=True).content.decode()
    assert "1 comment is decided" in page
    assert "somebody had decided it already" in page
    assert "left to the colleague" in page
    two[1].refresh_from_db()
    assert two[1].state == "pending"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"verb": "approve"}, "Pick the comments first"),
        ({"verb": "reject", "pick": ["1"]}, "Choose a reason"),
        ({"verb": "confirm", "pick": ["1"]}, "no such step"),
        ({"verb": "approve", "pick": ["x", "²"]}, "Pick the comments first"),
    ],
)
def test_a_batch_that_makes_no_sense_is_refused(
    moderator: User, form: dict[str, object], sentence: str
) -> None:
    assert sentence in at_desk(moderator).post(f"{QUEUE}bulk/", form, follow=True).content.decode()


def test_a_batch_undone_after_something_else_happened_says_so(
    two: list[Comment], moderator: User
) -> None:
    batch = verbs.judge_all([one.pk for one in two], verb="mark_spam", by=moderator)
    verbs.approve(two[0], by=moderator)
    undone = verbs.undo_all(batch.number, by=moderator)
    assert (undone.done, undone.refused) == ([two[1].pk], [two[0].pk])


@pytest.mark.parametrize("role", [None, Role.JOURNALIST])
def test_only_moderators_take_and_judge_many(two: list[Comment], role: Role | None) -> None:
    client = at_desk(make_user(role))
    for address in ("take/", "give-back/", "veil/", "bulk/", f"{two[0].pk}/take/"):
        form = {"pick": [two[0].pk], "verb": "approve"}
        assert client.post(f"{QUEUE}{address}", form).status_code == 403
    assert not Claim.objects.exists()


def test_search_by_words_reader_story_state_and_rule(story: Story, moderator: User) -> None:
    reader = make_reader("Ziad", email="ziad@example.org")
    bridge = write(story.pk, reader, "The bridge was closed at noon.")
    other = write(story.pk, make_reader(), "See https://example.com/ now.")
    client = at_desk(moderator)

    def numbers(query: str) -> set[int]:
        page = page_of(client, f"{QUEUE}?{query}")
        return {one.pk for one in (bridge, other) if f'id="c{one.pk}"' in page}

    assert numbers("q=bridg") == {bridge.pk}
    assert numbers(f"q={other.pk}") == {other.pk}
    assert numbers("reader=ZIAD@example.org") == numbers("reader=Ziad") == {bridge.pk}
    assert numbers(f"story={story.pk}") == {bridge.pk, other.pk}
    assert numbers(f"story=https://paper.example{story.get_absolute_url()}") == {
        bridge.pk,
        other.pk,
    }
    assert numbers("state=spam") == set()
    assert numbers("rule=link") == {other.pk}
    assert numbers("rule=link&q=bridge") == set()
    assert numbers("q=%27%29%3B--") == set()


@pytest.mark.parametrize(
    "query", ["story=here", "state=gone", "rule=gone", "story=99999999999999999999"]
)
def test_a_search_that_makes_no_sense_is_told_so(moderator: User, query: str) -> None:
    page = page_of(at_desk(moderator), f"{QUEUE}?{query}")
    assert "errornote" in page
    assert "No comment is like that" in page


def test_marked_words_can_be_veiled_for_oneself_alone(two: list[Comment], moderator: User) -> None:
    client = at_desk(moderator)
    client.post(f"{QUEUE}veil/", {"veil": "1"})
    assert 'class="moderation veiled"' in page_of(client)
    assert 'class="moderation veiled"' not in page_of(at_desk(make_user(Role.MODERATOR)))
    client.post(f"{QUEUE}veil/", {"veil": "0"})
    assert 'class="moderation veiled"' not in page_of(client)


def test_the_queue_says_how_long_one_has_been_at_it(two: list[Comment], moderator: User) -> None:
    client = at_desk(moderator)
    assert "You have just begun" in page_of(client)
    session = client.session
    session["moderating_since"] -= 70 * 60
    session.save()
    assert "Time for a break" in page_of(client)
    session["moderating_seen"] -= 20 * 60
    session.save()
    assert "You have just begun" in page_of(client)
