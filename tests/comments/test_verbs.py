"""What may happen to a comment, and what is written down about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Decision, Hold, SitePolicy, Thread
from comments.scores import wilson
from comments.tasks import sweep_unconfirmed, tell_followers
from comments.workflow import Refused, State, Verb, is_allowed
from readers.models import Confirmation, Letter, Reader, Subscription
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_contributor, make_story, make_user, publish_story
from tests.comments.tools import browser, make_reader, thread_of, typed, write

pytestmark = pytest.mark.django_db

ABOUT_APPEALS = (Verb.APPEAL, Verb.GRANT, Verb.UPHOLD)
ABOUT_REPLIES = (Verb.CLOSE, Verb.REOPEN)
# Written out on purpose: a change to the table has to be made twice.
ALLOWED = {
    State.AWAITING_EMAIL: {Verb.CONFIRM, Verb.WITHDRAW},
    State.PENDING: {
        Verb.APPROVE,
        Verb.REJECT,
        Verb.MARK_SPAM,
        Verb.DELETE,
        Verb.EDIT,
        Verb.WITHDRAW,
    },
    State.PUBLISHED: {
        Verb.REJECT,
        Verb.MARK_SPAM,
        Verb.DELETE,
        Verb.HOLD,
        Verb.EDIT,
        Verb.WITHDRAW,
        Verb.FEATURE,
        Verb.UNFEATURE,
        Verb.ANNOTATE,
        *ABOUT_REPLIES,
    },
    State.REJECTED: {
        Verb.APPROVE,
        Verb.MARK_SPAM,
        Verb.DELETE,
        Verb.WITHDRAW,
        *ABOUT_APPEALS,
        *ABOUT_REPLIES,
    },
    State.SPAM: {
        Verb.APPROVE,
        Verb.REJECT,
        Verb.DELETE,
        Verb.WITHDRAW,
        *ABOUT_APPEALS,
        *ABOUT_REPLIES,
    },
    State.DELETED: {*ABOUT_REPLIES},
    State.WITHDRAWN: {*ABOUT_REPLIES},
}


@pytest.mark.parametrize("state", State)
def test_the_table_of_moves(state: State) -> None:
    assert {verb for verb in Verb if is_allowed(verb, state)} == ALLOWED[state]


def test_approving_publishes_counts_and_is_recorded(
    story: Story, reader: Reader, moderator: User
) -> None:
    comment = write(story.pk, reader)
    assert (comment.state, thread_of(story.pk).published) == (State.PENDING, 0)
    verbs.approve(comment, by=moderator, note="Fine.")
    assert (comment.state, comment.visible) == (State.PUBLISHED, True)
    thread = thread_of(story.pk)
    assert (thread.published, thread.last_at) == (1, comment.published_at)
    decision = Decision.objects.get()
    assert (decision.verb, decision.by, decision.note) == ("approve", moderator, "Fine.")
    assert (decision.before, decision.after) == ("pending", "published")


def test_rejecting_needs_a_reason_and_tells_it_to_the_author(
    story: Story, reader: Reader, moderator: User
) -> None:
    comment = write(story.pk, reader)
    with pytest.raises(Refused):
        verbs.reject(comment, by=moderator, reason="because")
    verbs.reject(comment, by=moderator, reason="personal_attack")
    page = browser(reader).get(f"/comments/{story.pk}/").content.decode()
    assert "It attacks a person." in page


def test_every_decision_can_be_undone_to_what_was_before(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    acts: list[Callable[[], None]] = [
        lambda: verbs.reject(comment, by=moderator, reason="other"),
        lambda: verbs.mark_spam(comment, by=moderator),
        lambda: verbs.delete(comment, by=moderator),
    ]
    for act in acts:
        act()
        assert thread_of(story.pk).published == 0
        verbs.undo(Decision.objects.latest("pk"), by=moderator)
        comment.refresh_from_db()
        assert (comment.state, comment.visible) == (State.PUBLISHED, True)
        assert thread_of(story.pk).published == 1


def test_only_the_latest_decision_can_be_undone(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    verbs.mark_spam(comment, by=moderator)
    first = Decision.objects.latest("pk")
    verbs.approve(comment, by=moderator)
    with pytest.raises(Refused, match="Something else"):
        verbs.undo(first, by=moderator)


def test_decisions_and_site_policies_are_append_only(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    comment = write(story.pk, reader)
    verbs.delete(comment, by=moderator)
    for rows in (Decision.objects.all(), SitePolicy.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(note="changed")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_decision")


def test_a_removed_comment_with_replies_leaves_its_place_and_without_them_none(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    root = write(story.pk, reader, "The root of it.")
    reply = write(story.pk, make_reader(), "A reply to it.", parent=root)
    verbs.delete(root, by=moderator)
    page = browser().get(f"/comments/{story.pk}/").content.decode()
    assert "removed by the moderators" in page
    assert "The root of it." not in page
    assert "A reply to it." in page
    assert thread_of(story.pk).published == 1
    verbs.delete(reply, by=moderator)
    reply.refresh_from_db()
    assert not reply.visible


def test_a_withdrawn_comment_says_so_and_keeps_replies(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    root = write(story.pk, reader, "The root of it.")
    write(story.pk, make_reader(), "A reply to it.", parent=root)
    client = browser(reader)
    assert client.get(f"{root.address}withdraw/").status_code == 200
    root.refresh_from_db()
    assert root.state == State.PUBLISHED
    assert client.post(f"{root.address}withdraw/").status_code == 303
    page = browser().get(f"/comments/{story.pk}/").content.decode()
    assert "withdrawn by its author" in page
    assert "The root of it." not in page
    assert "A reply to it." in page


def test_a_hidden_chain_comes_back_as_places_when_a_reply_below_is_approved(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    root = write(story.pk, reader)
    middle = write(story.pk, reader, parent=root)
    waiting = write(story.pk, make_reader(), "See http://example.com/ there.", parent=middle)
    verbs.delete(middle, by=moderator)
    verbs.delete(root, by=moderator)
    verbs.approve(waiting, by=moderator)
    for one in (root, middle, waiting):
        one.refresh_from_db()
        assert one.visible


def test_a_reply_to_what_is_gone_is_refused(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    root = write(story.pk, reader)
    verbs.delete(root, by=moderator)
    root.refresh_from_db()
    with pytest.raises(Refused):
        write(story.pk, reader, parent=root)


def test_a_reply_to_a_comment_of_another_story_is_refused(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    from_other = write(10**9, reader)
    with pytest.raises(Refused):
        write(story.pk, reader, parent=from_other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=from_other.pk).update(depth=3)


def test_editing_within_five_minutes_is_judged_again(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    write(story.pk, reader)
    comment = write(story.pk, reader, "Plain words.")
    verbs.edit(comment, reader=reader, raw="Plain words, corrected.")
    assert (comment.state, comment.html) == (
        State.PUBLISHED,
        '<p dir="auto">Plain words, corrected.</p>',
    )
    assert comment.edited_at is not None
    verbs.edit(comment, reader=reader, raw="Now with https://spam.example/ in it.")
    assert (comment.state, comment.visible) == (State.PENDING, False)
    assert [one.rule for one in Hold.objects.filter(comment=comment)] == ["link"]
    assert thread_of(story.pk).published == 1
    verbs.edit(comment, reader=reader, raw="Plain once more.")
    assert comment.state == State.PUBLISHED
    assert thread_of(story.pk).published == 2


def test_an_approved_comment_that_is_edited_waits_again(
    story: Story, reader: Reader, moderator: User, open_site: SitePolicy
) -> None:
    write(story.pk, reader)
    comment = write(story.pk, reader, "See http://good.example/ please.")
    verbs.approve(comment, by=moderator)
    verbs.edit(comment, reader=reader, raw="Something quite different.")
    assert comment.state == State.PENDING
    assert Hold.objects.get(comment=comment).rule == "edited"


def test_editing_later_or_by_others_is_refused(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    now = timezone.now()
    comment = write(story.pk, reader, "As it was.", at=now - timedelta(minutes=5, seconds=1))
    with pytest.raises(Refused, match="five minutes"):
        verbs.edit(comment, reader=reader, raw="Too late.")
    with pytest.raises(Refused):
        verbs.withdraw(comment, reader=make_reader())
    client = browser(reader)
    response = client.post(f"{comment.address}edit/", {"body": "Too late, but typed."})
    assert response.status_code == 422
    assert "Too late, but typed." in response.content.decode()
    assert browser(make_reader()).get(f"{comment.address}edit/").status_code == 404
    assert browser().get(f"{comment.address}edit/").status_code == 404


def test_a_vote_is_one_may_change_and_is_not_for_oneself(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    comment, voter = write(story.pk, make_reader()), reader
    for value, up, down in ((1, 1, 0), (1, 1, 0), (-1, 0, 1), (0, 0, 0), (0, 0, 0), (-1, 0, 1)):
        voted = verbs.vote(comment, reader=voter, value=value)
        assert (voted.up, voted.down, voted.score) == (up, down, wilson(up, down))
    own = write(story.pk, reader)
    with pytest.raises(Refused):
        verbs.vote(own, reader=reader, value=1)
    with pytest.raises(Refused):
        verbs.vote(comment, reader=voter, value=7)


def test_well_supported_comments_rank_above_little_voted_ones() -> None:
    assert wilson(40, 10) > wilson(2, 0) > wilson(1, 0) > wilson(0, 0) == wilson(0, 5) == 0


def test_the_policy_of_a_story_goes_before_the_sites(
    story: Story, reader: Reader, chief: User, open_site: SitePolicy
) -> None:
    write(story.pk, reader)
    verbs.set_story_policy(story.pk, verbs.Wanted("hold"), by=chief, note="Heated.")
    held = write(story.pk, reader)
    assert held.state == State.PENDING
    assert [one.rule for one in held.holds.all()] == ["policy"]
    verbs.set_story_policy(story.pk, verbs.Wanted("closed"), by=chief)
    response = browser(reader).post(f"/comments/{story.pk}/", {"body": "Typed meanwhile."})
    assert response.status_code == 409
    assert "closed" in response.content.decode()
    assert "Typed meanwhile." in response.content.decode()
    verbs.set_story_policy(story.pk, verbs.Wanted(""), by=chief)
    assert write(story.pk, reader).state == State.PUBLISHED
    changes = Decision.objects.filter(verb="set_policy").order_by("pk")
    assert [(one.before, one.after) for one in changes] == [
        ("", "hold"),
        ("hold", "closed"),
        ("closed", ""),
    ]


def test_a_comment_confirmed_after_closing_waits(story: Story, chief: User) -> None:
    browser().post(f"/comments/{story.pk}/", typed())
    verbs.set_story_policy(story.pk, verbs.Wanted("closed"), by=chief)
    comment = Comment.objects.get()
    verbs.confirm(comment, reader=make_reader())
    assert comment.state == State.PENDING
    with pytest.raises(Refused):
        verbs.confirm(comment, reader=make_reader())


def test_the_desk_answers_with_a_badge(story: Story, reader: Reader, open_site: SitePolicy) -> None:
    editor = make_user(Role.EDITOR, name="Salim Aoun")
    root = write(story.pk, reader)
    reply = verbs.reply(root.thread, by=editor, raw="We asked them.", parent=root)
    assert (reply.name, reply.badge, reply.state) == ("Salim Aoun", "staff", State.PUBLISHED)
    page = browser().get(f"/comments/{story.pk}/").content.decode()
    assert '<b class="badge">Newsroom</b>' in page
    assert Thread.objects.get().published == 2


def test_the_storys_author_has_a_badge_of_the_own(reader: Reader, open_site: SitePolicy) -> None:
    from_desk = make_user(Role.JOURNALIST, name="R. Haddad")
    author = make_contributor("Rima Haddad", user=from_desk)
    story = publish_story(make_story(bylines=[author]))
    root = write(story.pk, reader)
    reply = verbs.reply(root.thread, by=from_desk, raw="I wrote it.", parent=root)
    assert (reply.name, reply.badge) == ("Rima Haddad", "author")


def test_a_featured_comment_stands_first_while_it_is_published(
    story: Story, reader: Reader, chief: User, open_site: SitePolicy
) -> None:
    chosen = write(story.pk, reader, "The chosen words.")
    write(story.pk, make_reader(), "Later words.")
    verbs.feature(chosen, by=chief)
    page = browser().get(f"/comments/{story.pk}/").content.decode()
    assert page.index("The chosen words.") < page.index("Later words.")
    assert "Chosen by the editors" in page
    verbs.delete(chosen, by=chief)
    cache.clear()  # as it happens after the commit
    assert "Chosen by the editors" not in browser().get(f"/comments/{story.pk}/").content.decode()


def test_a_featured_word_of_the_desk_keeps_name_and_badge(
    story: Story, reader: Reader, chief: User, open_site: SitePolicy
) -> None:
    root = write(story.pk, reader)
    verbs.feature(verbs.reply(root.thread, by=chief, raw="Our word.", parent=root), by=chief)
    page = browser().get(f"/comments/{story.pk}/").content.decode()
    featured = page[page.index('class="featured"') :].partition("</aside>")[0]
    assert "Our word." in featured
    assert f'<bdi class="name">{chief}</bdi> <b class="badge">Newsroom</b>' in featured
    verbs.unfeature(root.answers.get(), by=chief)
    cache.clear()
    assert 'class="featured"' not in browser().get(f"/comments/{story.pk}/").content.decode()


def test_followers_get_one_letter_however_often_the_task_runs(
    story: Story, open_site: SitePolicy
) -> None:
    author, other = make_reader("Salma"), make_reader("Nadim")
    root = write(story.pk, author, wants_letters=True)
    tell_followers.call(root.pk)
    assert Subscription.objects.get().reader == author
    reply = write(story.pk, other, "Indeed <b>so</b>.", parent=root)
    tell_followers.call(reply.pk)
    tell_followers.call(reply.pk)
    letter = Letter.objects.get()
    assert letter.to == author.email
    assert "List-Unsubscribe-Post" in letter.headers
    assert "<b>so</b>" not in letter.html
    own = write(story.pk, author, "My own reply.", parent=root)
    tell_followers.call(own.pk)
    assert Letter.objects.count() == 1


def test_what_nobody_confirmed_is_forgotten(story: Story) -> None:
    browser().post(f"/comments/{story.pk}/", typed())
    assert sweep_unconfirmed() == 0
    Comment.objects.update(created_at=timezone.now() - timedelta(days=4, hours=1))
    assert sweep_unconfirmed() == 1
    assert not Comment.objects.exists()
    assert Confirmation.objects.get().void_at is not None
