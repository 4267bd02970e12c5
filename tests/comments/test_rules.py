"""The rules that moderators write, at work on new comments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Decision, Hold, Kind, RuleVersion, SitePolicy
from comments.verbs.rules import Stale, save_rule, switch
from comments.workflow import Refused
from readers.models import Reader
from staff.models import User
from tests.comments.rule_tools import FITTING, draft, rule
from tests.comments.tools import counted_queries, make_reader, thread_of, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_site")]


def someone() -> Reader:
    """A reader whose address resembles nobody else's."""
    number = Reader.objects.count()
    word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return make_reader(email=f"reader-{word}@{word}.example.org")


def holds(comment: Comment) -> list[tuple[str, str]]:
    """Each hold's rule, and the marked text."""
    return [
        (hold.rule, comment.raw[hold.start : hold.end] if hold.start is not None else "")
        for hold in comment.holds.all()
    ]


def test_a_word_holds_the_comment_with_rule_version_and_place(story: Story, chief: User) -> None:
    version = rule(chief)
    comment = write(story.pk, someone(), "They are all tr@itors here.")
    assert comment.state == "pending"
    assert holds(comment) == [("words", "tr@itors")]
    hold = Hold.objects.get()
    assert (hold.version, hold.detail) == (version, "traitor*")
    assert write(story.pk, someone(), "A fine portrait.").state == "published"


def test_rules_that_find_nothing_cost_no_query_and_leave_no_hold(story: Story, chief: User) -> None:
    write(story.pk, someone(), "Fine.")
    with counted_queries() as without:
        write(story.pk, someone(), "Fine as well.")
    for kind in (Kind.WORDS, Kind.DOMAINS, Kind.CAPS):
        rule(chief, kind)
    write(story.pk, someone(), "The first one loads them.")
    with counted_queries() as queries:
        write(story.pk, someone(), "The second one knows them.")
    assert len(queries) == len(without)
    assert not Hold.objects.exists()


def test_the_policy_and_the_written_rules_are_one_list(
    story: Story, chief: User, moderator: User
) -> None:
    rule(chief)
    write(story.pk, someone())
    verbs.set_story_policy(story.pk, verbs.Wanted("hold"), by=moderator)
    comment = write(story.pk, someone(), "Traitor! https://example.com/")
    assert [name for name, _text in holds(comment)] == ["policy", "link", "words"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DOMAINS, "See http://shop.spam.com/offer"),
        (Kind.LINKS, "https://a.example.org and https://b.example.org"),
        (Kind.CAPS, "NOBODY EVER ASKED THE PEOPLE"),
        (Kind.SCRIPT, "Никто не спросил жителей деревни"),
    ],
)
def test_kinds_that_look_at_the_text(story: Story, chief: User, kind: str, text: str) -> None:
    SitePolicy.objects.create(policy="open", hold_links=False, by=chief)
    rule(chief, kind)
    assert {name for name, _text in holds(write(story.pk, someone(), text))} == {kind}
    assert write(story.pk, someone(), "They went to the market.").state == "published"


def test_the_same_words_again_and_again(story: Story, chief: User) -> None:
    rule(chief, Kind.REPETITION)
    states = [write(story.pk, someone(), "Read my page!").state for _ in range(4)]
    assert states == ["published", "published", "pending", "pending"]
    later = timezone.now() + timedelta(hours=2)
    assert write(story.pk, someone(), "Read my page!", at=later).state == "published"


def test_many_comments_in_a_short_time(story: Story, chief: User) -> None:
    rule(chief, Kind.SPEED)
    reader = someone()
    states = [write(story.pk, reader).state for _ in range(5)]
    assert states == ["published"] * 3 + ["pending"] * 2
    assert write(story.pk, someone()).state == "published"
    later = timezone.now() + timedelta(minutes=11)
    assert write(story.pk, reader, at=later).state == "published"


def test_a_newcomer_is_known_after_comments_that_stayed(
    story: Story, chief: User, moderator: User
) -> None:
    rule(chief, Kind.NEWCOMERS)
    reader = someone()
    first, second = write(story.pk, reader), write(story.pk, reader)
    assert {first.state, second.state} == {"pending"}
    verbs.approve(first, by=moderator)
    verbs.approve(second, by=moderator)
    assert write(story.pk, reader).state == "published"
    verbs.reject(second, by=moderator, reason="hate")
    assert write(story.pk, reader).state == "published"  # the third one counts in its place


def test_a_rule_for_arabic_stories_leaves_english_ones_alone(story: Story, chief: User) -> None:
    rule(chief, language="ar")
    assert write(story.pk, someone(), "Traitor!").state == "published"


@pytest.mark.parametrize(
    ("action", "reason", "state", "verb"),
    [("reject", "hate", "rejected", "reject"), ("spam", "", "spam", "mark_spam")],
)
def test_a_rule_that_refuses_writes_its_decision_and_can_be_undone(
    story: Story, chief: User, moderator: User, action: str, reason: str, state: str, verb: str
) -> None:
    version = rule(chief, action=action, reason=reason)
    comment = write(story.pk, someone(), "Traitor!")
    assert comment.state == state
    assert thread_of(story.pk).published == 0
    decision = Decision.objects.get()
    assert (decision.verb, decision.reason, decision.rule) == (verb, reason, version)
    assert (decision.by, decision.before, decision.after) == (None, "pending", state)
    verbs.undo(decision, by=moderator)
    comment.refresh_from_db()
    assert comment.state == "pending"


def test_a_rejection_counts_before_spam_and_before_waiting(story: Story, chief: User) -> None:
    rule(chief)
    rule(chief, action="spam")
    rule(chief, action="reject", reason="hate")
    comment = write(story.pk, someone(), "Traitor!")
    assert comment.state == "rejected"
    assert len(holds(comment)) == 3


def test_a_published_comment_edited_into_a_violation_is_held_or_refused(
    story: Story, chief: User
) -> None:
    reader = someone()
    comment = write(story.pk, reader, "Friend!")
    rule(chief)
    verbs.edit(comment, reader=reader, raw="Traitor!")
    comment.refresh_from_db()
    assert (comment.state, holds(comment)) == ("pending", [("words", "Traitor")])
    verbs.edit(comment, reader=reader, raw="Friend again!")
    comment.refresh_from_db()
    assert (comment.state, holds(comment)) == ("published", [])
    rule(chief, action="reject", reason="hate")
    verbs.edit(comment, reader=reader, raw="Traitor!")
    comment.refresh_from_db()
    assert comment.state == "rejected"
    assert [one.verb for one in Decision.objects.order_by("pk")][-2:] == ["edit", "reject"]
    assert thread_of(story.pk).published == 0


def test_a_comment_confirmed_later_is_judged_by_the_rules_of_then(
    story: Story, chief: User
) -> None:
    reader = someone()
    author = verbs.Author(reader.name, reader.email, None)
    comment = verbs.submit(
        verbs.Draft(body="Traitor!", raw="Traitor!"),
        story_id=story.pk,
        language="en",
        author=author,
        on_awaiting=lambda waiting: None,
    ).comment
    assert comment.state == "awaiting_email"
    rule(chief, action="spam")
    verbs.confirm(comment, reader=reader)
    comment.refresh_from_db()
    assert comment.state == "spam"
    assert [one.verb for one in Decision.objects.order_by("pk")] == ["confirm", "mark_spam"]


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        (Kind.WORDS, {"must_find": "A portrait."}, "does not find “A portrait.”"),
        (Kind.WORDS, {"must_pass": "Traitors."}, "finds “Traitors.”"),
        (Kind.WORDS, {"must_find": ""}, "one example"),
        (Kind.WORDS, {"words": ""}, "one in each line"),
        (Kind.WORDS, {"words": "a"}, "says too little"),
        (Kind.DOMAINS, {"words": "co.uk"}, "no web address that somebody can own"),
        (Kind.DOMAINS, {"must_find": "notspam.com"}, "does not find"),
        (Kind.LINKS, {"limit": None}, "number from 0 to 50"),
        (Kind.CAPS, {"limit": 5}, "number from 20 to 100"),
        (Kind.SCRIPT, {"scripts": []}, "one script"),
        (Kind.SPEED, {"minutes": None}, "minutes"),
        (Kind.SPEED, {"action": "spam"}, "only make comments wait"),
        (Kind.SCORER, {"action": "reject", "reason": "hate"}, "only make comments wait"),
        (Kind.WORDS, {"action": "reject"}, "Choose a reason"),
    ],
)
def test_a_rule_that_cannot_be_saved_says_what_is_wrong(
    chief: User, kind: str, said: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        save_rule(draft(kind, **said), by=chief)
    assert not RuleVersion.objects.exists()


@pytest.mark.parametrize("kind", list(FITTING))
def test_a_rule_of_every_kind_can_be_saved(chief: User, kind: str) -> None:
    assert rule(chief, kind).number == 1


def test_versions_are_kept_and_the_newest_counts(story: Story, chief: User) -> None:
    first = rule(chief)
    second = switch(first.rule, by=chief, is_on=False, seen=1, note="Too eager.")
    assert (second.number, second.words) == (2, first.words)
    assert list(RuleVersion.objects.in_force()) == []
    assert write(story.pk, someone(), "Traitor!").state == "published"
    switch(first.rule, by=chief, is_on=True, seen=2)
    assert write(story.pk, someone(), "Traitor!").state == "pending"


def test_a_stale_change_is_refused_and_names_who_was_faster(chief: User, moderator: User) -> None:
    first = rule(chief)
    switch(first.rule, by=moderator, is_on=False, seen=1)
    with pytest.raises(Stale, match=str(moderator)):
        switch(first.rule, by=chief, is_on=True, seen=1)


@pytest.mark.parametrize(
    "statement", ["UPDATE comments_ruleversion SET name = 'x'", "DELETE FROM comments_ruleversion"]
)
def test_the_database_refuses_to_rewrite_a_version(chief: User, statement: str) -> None:
    rule(chief)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
