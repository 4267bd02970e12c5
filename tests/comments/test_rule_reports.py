"""Readers' reports: five people hide a comment, one person with five addresses does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, Decision, Flag, Kind
from comments.rules.reports import forget_networks
from comments.workflow import Refused
from readers.models import Reader
from staff.models import User
from tests.comments.rule_tools import rule
from tests.comments.tools import browser, make_reader, thread_of, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_site")]
FIVE = ("rima", "samir", "layla", "hadi", "nour")


@pytest.fixture
def comment(story: Story, reader: Reader, chief: User) -> Comment:
    rule(chief, Kind.FLAGS)
    return write(story.pk, reader)


def report(comment: Comment, *addresses: str, network: str = "") -> str:
    """Let readers with these addresses report it; the comment's state then."""
    for address in addresses:
        reader = Reader.objects.filter(email=address).first() or make_reader(email=address)
        verbs.flag(comment, reader=reader, reason="abuse", network=network)
    comment.refresh_from_db()
    return comment.state


def people(*names: str) -> list[str]:
    return [f"{name}@{name}.example.org" for name in names]


def test_five_people_hide_it_and_the_record_says_so(comment: Comment) -> None:
    assert report(comment, *people(*FIVE[:4])) == "published"
    assert report(comment, *people(FIVE[4])) == "pending"
    hold, decision = comment.holds.get(), Decision.objects.get()
    assert (hold.rule, hold.detail) == ("flags", "5")
    assert (decision.verb, decision.before, decision.after) == ("hold", "published", "pending")
    assert decision.rule == hold.version
    assert comment.thread.story_id is not None
    assert thread_of(comment.thread.story_id).published == 0


@pytest.mark.parametrize(
    "addresses",
    [
        [f"nadim{number}@example.org" for number in range(8)],
        [f"nadim+{word}@example.org" for word in "abcdefgh"],
        ["n.adim@gmail.com", "na.dim@gmail.com", "nadim@googlemail.com", "nadim1@gmail.com"] * 2,
    ],
)
def test_one_person_with_many_addresses_counts_once(comment: Comment, addresses: list[str]) -> None:
    assert report(comment, *addresses) == "published"
    assert report(comment, *people(*FIVE[:3])) == "published"
    assert report(comment, *people(FIVE[3])) == "pending"


def test_readers_of_one_network_count_once(comment: Comment) -> None:
    assert report(comment, *people(*FIVE, "ziad"), network="cafe") == "published"


def test_the_same_reader_counts_once(comment: Comment) -> None:
    assert report(comment, *people("rima") * 9) == "published"


def test_what_a_moderator_approved_needs_new_reports(comment: Comment, moderator: User) -> None:
    report(comment, *people(*FIVE))
    verbs.approve(comment, by=moderator)
    assert report(comment, *people("a", "b", "c", "d")) == "published"
    assert report(comment, *people("e")) == "pending"


def test_networks_of_old_reports_are_forgotten(comment: Comment) -> None:
    report(comment, *people("rima", "samir"), network="cafe")
    rima = Flag.objects.filter(reader__email__startswith="rima")
    rima.update(at=timezone.now() - timedelta(days=61))
    assert forget_networks() == 1
    assert list(Flag.objects.order_by("pk").values_list("network", flat=True)) == ["", "cafe"]


def test_without_such_a_rule_reports_hide_nothing(story: Story, reader: Reader) -> None:
    assert report(write(story.pk, reader), *people(*FIVE)) == "published"


def test_a_reported_comment_does_not_come_back_by_an_edit(comment: Comment, reader: Reader) -> None:
    report(comment, *people(*FIVE))
    verbs.edit(comment, reader=reader, raw="Now it is friendly.")
    comment.refresh_from_db()
    assert (comment.state, comment.holds.get().rule) == ("pending", "flags")


def report_by_form(comment: Comment, addresses: list[str], networks: list[str]) -> str:
    """Let readers report it on the page, each from a network; the comment's state then."""
    for address, network in zip(addresses, networks, strict=True):
        client = browser(make_reader(email=address))
        sent = client.post(f"{comment.address}flag/", {"reason": "abuse"}, REMOTE_ADDR=network)
        assert sent.status_code == 200
    comment.refresh_from_db()
    return comment.state


@pytest.mark.parametrize(
    ("addresses", "networks"),
    [
        # Five tags of one address, each from somewhere else.
        ([f"ziad+{n}@example.org" for n in range(5)], [f"192.0.2.{n}" for n in range(5)]),
        # Five addresses with nothing in common, all from one connection.
        ([f"{name}@{name}.example" for name in FIVE], ["192.0.2.1"] * 5),
        ([f"{name}@{name}.example" for name in FIVE], [f"2001:db8::{n}" for n in range(1, 6)]),
        # A chain: two share a connection, others an address, so all five are linked.
        (
            ["a@x.example", "a+1@x.example", "b@y.example", "b.b@z.example", "bb@z.example"],
            ["192.0.2.1", "192.0.2.2", "192.0.2.2", "192.0.2.1", "192.0.2.9"],
        ),
    ],
)
def test_one_person_with_five_addresses_hides_nothing_by_the_form(
    comment: Comment, addresses: list[str], networks: list[str]
) -> None:
    assert report_by_form(comment, addresses, networks) == "published"
    assert Flag.objects.count() == comment.flags == 5
    four, apart = [f"{name}@{name}.example.net" for name in FIVE[:4]], range(21, 25)
    assert report_by_form(comment, four, [f"198.51.100.{n}" for n in apart]) == "pending"


def test_banned_readers_report_nothing(comment: Comment, moderator: User) -> None:
    assert report(comment, *people(*FIVE[:4])) == "published"
    fifth = make_reader(email="nour@nour.example.org")
    verbs.ban(fifth, by=moderator, reason="hate")
    with pytest.raises(Refused, match="banned"):
        verbs.flag(comment, reader=fifth, reason="abuse")
    comment.refresh_from_db()
    assert (comment.state, comment.flags) == ("published", 4)
