"""The moderators' side."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Decision, OwnPolicy, SitePolicy, Thread
from comments.policy import in_force_on
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user
from tests.comments.tools import counted_queries, make_reader, write

pytestmark = pytest.mark.django_db
QUEUE = "/desk/comments/comment/"
POLICY = "/desk/comments/sitepolicy/"


def at_desk(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def waiting(story: Story, reader: Reader) -> Comment:
    return write(story.pk, reader, "Look at https://example.com/offer today.")


def test_the_queue_shows_why_each_waits_with_the_place_marked(
    waiting: Comment, moderator: User
) -> None:
    page = at_desk(moderator).get(QUEUE).content.decode()
    assert "<mark>https://example.com/offer</mark>" in page
    assert "Has a web address" in page
    assert "first comment" in page


def test_markup_in_a_comment_stays_text_at_the_desk(story: Story, moderator: User) -> None:
    evil = "<script>alert(1)</script> https://evil.example/ <img src=x onerror=alert(2)>"
    comment = write(story.pk, make_reader("<b>Bold</b>"), evil)
    client = at_desk(moderator)
    for address in (QUEUE, f"{QUEUE}{comment.pk}/", "/desk/", f"{QUEUE}?list=decided"):
        page = client.get(address).content.decode()
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page
        assert "<b>Bold</b>" not in page


def test_oldest_first_and_page_by_page(story: Story, moderator: User) -> None:
    comments = [write(story.pk, make_reader()) for _ in range(25)]
    client = at_desk(moderator)
    first = client.get(QUEUE).content.decode()
    assert first.index(f'id="c{comments[0].pk}"') < first.index(f'id="c{comments[1].pk}"')
    assert f'id="c{comments[20].pk}"' not in first
    second = client.get(f"{QUEUE}?list=waiting&after={comments[19].pk}").content.decode()
    assert f'id="c{comments[24].pk}"' in second


def test_the_queue_costs_the_same_with_few_and_many(story: Story, moderator: User) -> None:
    client = at_desk(moderator)
    client.get(QUEUE)  # the session notes when somebody begins
    counts = []
    for number in (2, 30):
        for _ in range(number):
            write(story.pk, make_reader())
        with counted_queries() as queries:
            client.get(QUEUE)
        counts.append(len(queries))
        assert not [sql for sql in queries if "COUNT(" in sql]
    assert counts[0] == counts[1] <= 14


def test_approve_then_undo(waiting: Comment, moderator: User) -> None:
    client = at_desk(moderator)
    response = client.post(f"{QUEUE}{waiting.pk}/judge/", {"verb": "approve", "next": QUEUE})
    waiting.refresh_from_db()
    decision = Decision.objects.get()
    assert (waiting.state, decision.by) == ("published", moderator)
    assert response["Location"] == f"{QUEUE}?done={decision.pk}"
    assert "Undo" in client.get(response["Location"]).content.decode()
    client.post(f"{QUEUE}decision/{decision.pk}/undo/")
    waiting.refresh_from_db()
    assert waiting.state == "pending"


@pytest.mark.parametrize(
    ("verb", "data", "state"),
    [
        ("reject", {"reason": "hate"}, "rejected"),
        ("reject", {}, "pending"),
        ("mark_spam", {}, "spam"),
        ("delete", {}, "deleted"),
        ("confirm", {}, "pending"),
        ("nonsense", {}, "pending"),
    ],
)
def test_each_button(
    waiting: Comment, moderator: User, verb: str, data: dict[str, str], state: str
) -> None:
    client = at_desk(moderator)
    response = client.post(f"{QUEUE}{waiting.pk}/judge/", {"verb": verb, **data}, follow=True)
    waiting.refresh_from_db()
    assert waiting.state == state
    assert "messagelist" in response.content.decode()


def test_two_moderators_on_one_comment_the_second_is_told(
    waiting: Comment, moderator: User
) -> None:
    verbs.mark_spam(Comment.objects.get(pk=waiting.pk), by=make_user(Role.MODERATOR))
    response = at_desk(moderator).post(
        f"{QUEUE}{waiting.pk}/judge/", {"verb": "mark_spam"}, follow=True
    )
    assert "not possible any more" in response.content.decode()
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "sees", "judges", "features", "replies", "site_policy"),
    [
        (None, 403, False, False, 403, False),
        (Role.JOURNALIST, 403, False, False, 302, False),
        (Role.MODERATOR, 200, True, False, 302, False),
        (Role.EDITOR, 200, True, True, 302, False),
        (Role.CHIEF, 200, True, True, 302, True),
    ],
)
def test_who_may_do_what(
    story: Story,
    reader: Reader,
    open_site: SitePolicy,
    role: Role | None,
    sees: int,
    judges: bool,
    features: bool,
    replies: int,
    site_policy: bool,
) -> None:
    client = at_desk(make_user(role))
    comment = write(story.pk, reader)
    assert client.get(QUEUE).status_code == sees
    client.post(f"{QUEUE}{comment.pk}/judge/", {"verb": "feature"})
    assert (Thread.objects.get().featured_id == comment.pk) is features
    assert client.post(f"{QUEUE}{comment.pk}/", {"body": "From the desk."}).status_code == replies
    client.post(f"{POLICY}story/{story.pk}/", {"policy": "hold", "newcomers": 1})
    assert OwnPolicy.objects.filter(policy="hold").exists() is judges
    client.post(f"{QUEUE}{comment.pk}/judge/", {"verb": "delete"})
    comment.refresh_from_db()
    assert (comment.state == "deleted") is judges
    seen = SitePolicy.objects.latest("pk").pk
    form = {"policy": "closed", "note": "Night.", "hold_links": "on", "newcomers": 1, "seen": seen}
    client.post(f"{POLICY}site/all/", form)
    assert SitePolicy.objects.filter(policy="closed").exists() is site_policy


def test_nobody_without_sign_in_reaches_any_of_it(waiting: Comment) -> None:
    client = at_desk(None)
    for address in (QUEUE, f"{QUEUE}{waiting.pk}/", "/desk/comments/sitepolicy/"):
        assert client.get(address).status_code == 302
    client.post(f"{QUEUE}{waiting.pk}/judge/", {"verb": "approve"})
    waiting.refresh_from_db()
    assert waiting.state == "pending"


def test_a_story_without_comments_can_be_closed(story: Story, moderator: User) -> None:
    client = at_desk(moderator)
    form = {"policy": "closed", "newcomers": 1, "note": "Court case.", "seen": 0}
    client.post(f"{POLICY}story/{story.pk}/", form)
    assert in_force_on(story.pk).is_closed
    assert OwnPolicy.objects.get().note == "Court case."
    answer = client.get(f"{POLICY}?story=99999999", follow=True)
    assert "no such story" in answer.content.decode()


def test_a_way_back_never_leads_to_another_site(waiting: Comment, moderator: User) -> None:
    for address in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = at_desk(moderator).post(
            f"{QUEUE}{waiting.pk}/judge/", {"verb": "nonsense", "next": address}
        )
        assert response["Location"].startswith("/desk/")


def test_the_desks_empty_reply_is_refused_with_its_text(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    response = at_desk(moderator).post(f"{QUEUE}{comment.pk}/", {"body": "> only quoted"})
    assert response.status_code == 400
    assert "&gt; only quoted" in response.content.decode()


def test_the_landing_page_has_the_queue_for_moderators_alone(
    waiting: Comment, moderator: User
) -> None:
    assert "Comments that wait" in at_desk(moderator).get("/desk/").content.decode()
    page = at_desk(make_user(Role.JOURNALIST)).get("/desk/").content.decode()
    assert "Comments that wait" not in page
