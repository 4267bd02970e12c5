"""Variants of a banned address, bans that outlive their reader, and what nobody learns of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.matching.linked import address_pattern
from comments.models import BannedAddress, Comment, SitePolicy
from comments.own_standing import BAN_KEPT_FOR, forget_neighbourhoods, look_after_bans
from comments.repute import repute_of
from comments.standing import Standing
from comments.workflow import State
from readers.addresses import clean_email
from readers.aliases import alias_key
from readers.erasure import erase
from readers.models import Reader
from readers.networks import neighbourhood_of
from readers.registry import Keep
from staff.models import User
from tests.comments.test_posting import confirm_by_mail
from tests.comments.tools import browser, make_reader, typed, write
from tests.readers.test_enumeration import shape

pytestmark = pytest.mark.django_db
SAME = [
    ("n.adim@gmail.com", "nadim@gmail.com"),
    ("Na.Dim+News@GoogleMail.com", "nadim@gmail.com"),
    ("nadim+a+b@example.org", "NADIM@example.org"),
    ("rana_h.addad@pm.me", "ranahaddad@protonmail.com"),
    ("rana@me.com", "rana+x@icloud.com"),
    ("Samir@Bücher.example", "samir+1@xn--bcher-kva.example"),
    ("+tag@example.org", "+tag@EXAMPLE.org"),
]
DIFFERENT = [
    ("n.adim@example.org", "nadim@example.org"),
    ("nadim1@gmail.com", "nadim2@gmail.com"),
    ("nadim@gmail.com", "nadim@gmail.com.example"),
    ("nadim@gmail.co", "nadim@gmail.com"),
    ("na-dim@gmail.com", "nadim@gmail.com"),
    ("nadim@outlook.com", "nadim@hotmail.com"),
    ("na.dim@outlook.com", "nadim@outlook.com"),
    ("+a@example.org", "+b@example.org"),
    ("nadim@mail.example.org", "nadim@example.org"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_mailbox_are_one(one: str, other: str) -> None:
    assert alias_key(clean_email(one)) == alias_key(clean_email(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_misses_are_two(one: str, other: str) -> None:
    assert alias_key(clean_email(one)) != alias_key(clean_email(other))


@pytest.mark.parametrize("email", [one for pair in SAME + DIFFERENT for one in pair])
def test_the_database_knows_the_same_pattern(email: str) -> None:
    cleaned = clean_email(email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT newsroom_address_pattern(%s)", [cleaned.lower()])
        assert cursor.fetchone() == (address_pattern(cleaned),)


@pytest.fixture
def banned(moderator: User) -> Reader:
    reader = make_reader("Ziad", "z.iad@gmail.com")
    verbs.ban(reader, by=moderator, reason="hate", note="For this and that.")
    return reader


def test_the_comment_of_an_alias_waits_and_tells_the_desk_why_and_the_reader_nothing(
    story: Story, banned: Reader, open_site: SitePolicy, moderator: User
) -> None:
    alias = make_reader("Z. again", "ziad+2@googlemail.com")
    near = make_reader("Another", "ziad7@gmail.com")
    comment = write(story.pk, alias, "From an alias.")
    assert (comment.state, comment.holds.get().rule) == (State.PENDING, "alias")
    assert write(story.pk, near).state == State.PUBLISHED
    client = browser(alias)
    pages = [client.get(one).content.decode() for one in (f"/comments/{story.pk}/", "/readers/me/")]
    assert "waits for a moderator" in pages[0]
    for page in pages:
        assert "banned" not in page.lower()
        assert "variant" not in page
    verbs.approve(comment, by=moderator)
    verbs.edit(comment, reader=alias, raw="From an alias, changed.")
    assert {one.rule for one in comment.holds.all()} >= {"alias"}
    verbs.trust(alias, by=moderator, note="It is the sister.")
    assert write(story.pk, alias).state == State.PUBLISHED


def test_without_the_ban_an_alias_is_like_anybody(
    story: Story, banned: Reader, open_site: SitePolicy, moderator: User
) -> None:
    verbs.unban(banned, by=moderator)
    assert not BannedAddress.objects.exists()
    assert write(story.pk, make_reader(email="ziad@gmail.com")).state == State.PUBLISHED


def test_nobody_learns_of_a_ban_before_the_address_is_confirmed(
    story: Story, banned: Reader, moderator: User
) -> None:
    muted = make_reader(email="muted@example.org")
    verbs.mute(muted, by=moderator, until=timezone.now() + timedelta(days=1), reason="hate")
    make_reader(email="known@example.org")
    answers = []
    for email in (
        "omar@example.org",
        "known@example.org",
        "muted@example.org",
        "z.iad@gmail.com",
        "ziad@gmail.com",
    ):
        form = typed("Just the same.", name="N", email=email)
        with CaptureQueriesContext(connection) as queries:
            response = browser().post(f"/comments/{story.pk}/", form)
        page = browser().get(response["Location"]).content.decode()
        told = page.replace(f"{email[0]}•••@{email.partition('@')[2]}", "ADDRESS")
        shapes = [shape(one["sql"]) for one in queries]
        answers.append((response.status_code, "One step more" in told, shapes[1:]))
    # The first request of a process asks for what the others find kept.
    assert all(one[:2] == (303, True) for one in answers)
    assert answers[1:] == [answers[1]] * 4
    assert set(Comment.objects.values_list("state", flat=True)) == {State.AWAITING_EMAIL}


@pytest.mark.parametrize("keep", Keep)
def test_a_ban_survives_erasure_and_meets_the_same_address_again(
    story: Story, banned: Reader, open_site: SitePolicy, moderator: User, keep: Keep
) -> None:
    erase(banned, keep)
    cache.clear()
    mark = BannedAddress.objects.get()
    assert mark.reader is None
    assert mark.kept_until is not None
    assert "gmail" not in str(mark.__dict__)
    client = browser()
    client.post(f"/comments/{story.pk}/", typed("Back again.", email="Z.iad@gmail.com"))
    assert confirm_by_mail(client).endswith("#standing")
    again = Reader.objects.get(email_key="z.iad@gmail.com")
    assert Comment.objects.get(reader=again).state == State.REJECTED
    repute = repute_of(again)
    assert (repute.at(timezone.now()), repute.is_carried) == (Standing.BANNED, True)
    own = client.get("/readers/me/").content.decode()
    assert "has banned you" in own
    assert "For this and that." not in own
    assert write(story.pk, make_reader(email="ziad@gmail.com")).holds.get().rule == "alias"
    verbs.unban(again, by=moderator)
    assert repute_of(again).at(timezone.now()) == Standing.NEW


def test_a_ban_of_nobody_ends_by_itself(story: Story, banned: Reader) -> None:
    erase(banned, Keep.NOTHING)
    BannedAddress.objects.update(kept_until=timezone.now() - timedelta(seconds=1))
    assert repute_of(make_reader(email="z.iad@gmail.com")).at(timezone.now()) == Standing.NEW
    assert look_after_bans() == 1
    assert not BannedAddress.objects.exists()
    assert timedelta(days=365) < BAN_KEPT_FOR


def test_a_banned_reader_who_changes_the_address_is_followed(
    story: Story, banned: Reader, open_site: SitePolicy
) -> None:
    banned.email = banned.email_key = "new@example.org"
    banned.save()
    assert repute_of(banned).at(timezone.now()) == Standing.BANNED
    assert look_after_bans() == 1
    assert look_after_bans() == 0
    assert write(story.pk, make_reader(email="new+1@example.org")).holds.get().rule == "alias"
    left = make_reader(email="z.iad@gmail.com")
    assert repute_of(left).at(timezone.now()) == Standing.BANNED
    erase(banned, Keep.NOTHING)
    assert BannedAddress.objects.filter(reader=None).count() == 2


def test_the_network_is_kept_as_a_hash_for_thirty_days(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    for turn, address in enumerate(["192.0.2.7", "192.0.2.250", "192.0.3.7", "2001:db8:1:2::9"]):
        client = browser(reader)
        client.post(f"/comments/{story.pk}/", {"body": f"Number {turn}."}, REMOTE_ADDR=address)
    first, same, other, six = Comment.objects.order_by("pk").values_list("network", flat=True)
    assert first == same
    assert len({first, other, six}) == 3
    assert all(len(one) == 64 for one in (first, other, six))
    assert neighbourhood_of(_request("2001:db8:1:ffff::1")) == six
    assert neighbourhood_of(_request("::ffff:192.0.2.99")) == first
    assert neighbourhood_of(_request("")) == ""
    assert forget_neighbourhoods() == 0
    Comment.objects.filter(network=first).update(created_at=timezone.now() - timedelta(days=31))
    assert forget_neighbourhoods() == 2
    erase(reader, Keep.ANONYMOUS)
    assert set(Comment.objects.values_list("network", flat=True)) == {""}


def _request(address: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address)
