"""How readers stand: who may be muted, banned and trusted by whom, and what that does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.models import (
    Comment,
    Decision,
    Kind,
    ReaderStanding,
    SitePolicy,
    StandingDecision,
)
from comments.permissions import can_ban, can_mute, can_see_commenters, can_trust
from comments.replay import would_find
from comments.repute import repute_of
from comments.standing import (
    APPROVED_FOR_TRUST,
    Facts,
    Standing,
    StandingVerb,
    earns_trust,
    is_allowed,
)
from comments.verbs.entry import MayNotWrite
from comments.verbs.standing import Stale
from comments.workflow import Refused, State
from readers.models import Letter, Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user
from tests.comments.rule_tools import rule
from tests.comments.test_posting import confirm_by_mail
from tests.comments.tools import browser, make_reader, typed, write

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WEEK = timedelta(days=7)
# Written out on purpose: a change to the table has to be made twice.
ALLOWED = {
    Standing.NEW: {"mute", "ban", "trust"},
    Standing.KNOWN: {"mute", "ban", "trust"},
    Standing.TRUSTED: {"mute", "ban", "revoke_trust"},
    Standing.MUTED: {"mute", "unmute", "ban"},
    Standing.BANNED: {"unban"},
}


def standing_of(reader: Reader) -> Standing:
    return repute_of(reader).at(timezone.now())


def act(verb: str, reader: Reader, by: User) -> StandingDecision:
    """Use a verb with what it needs."""
    acts: dict[str, Callable[[], StandingDecision]] = {
        "mute": lambda: verbs.mute(
            reader, by=by, until=timezone.now() + WEEK, reason="hate", note="Calm down."
        ),
        "unmute": lambda: verbs.unmute(reader, by=by),
        "ban": lambda: verbs.ban(reader, by=by, reason="violence", note="We asked <twice>."),
        "unban": lambda: verbs.unban(reader, by=by),
        "trust": lambda: verbs.trust(reader, by=by),
        "revoke_trust": lambda: verbs.revoke_trust(reader, by=by, note="Sells things."),
    }
    return acts[verb]()


def publish_many(story: Story, reader: Reader, number: int = APPROVED_FOR_TRUST) -> None:
    """So many published comments, as rows."""
    kept = write(story.pk, reader)
    assert kept.state == State.PUBLISHED
    for turn in range(1, number):
        kept.pk, kept.path = None, f"{kept.path[:-2]}{turn:02d}"
        kept.text_hash = str(turn).encode()
        kept.save(force_insert=True)


@pytest.fixture
def reader_who_is(
    story: Story, open_site: SitePolicy, moderator: User
) -> Callable[[Standing], Reader]:
    def make(standing: Standing) -> Reader:
        reader = make_reader()
        if standing != Standing.NEW:
            write(story.pk, reader)
        needed = {Standing.TRUSTED: "trust", Standing.MUTED: "mute", Standing.BANNED: "ban"}
        if standing in needed:
            act(needed[standing], reader, moderator)
        assert standing_of(reader) == standing
        return reader

    return make


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_and_every_verb(
    reader_who_is: Callable[[Standing], Reader], moderator: User, standing: Standing
) -> None:
    for verb in StandingVerb:
        reader = reader_who_is(standing)
        before = StandingDecision.objects.filter(reader=reader).count()
        assert is_allowed(verb, standing) is (verb in ALLOWED[standing])
        if verb in ALLOWED[standing]:
            decision = act(verb, reader, moderator)
            assert (decision.before, decision.by) == (standing, moderator)
            assert decision.after == standing_of(reader)
        else:
            with pytest.raises(Refused, match=str(standing.label)):
                act(verb, reader, moderator)
        made = StandingDecision.objects.filter(reader=reader).count() - before
        assert made == (verb in ALLOWED[standing])


@pytest.mark.parametrize(
    ("role", "sees", "mutes", "bans", "trusts"),
    [
        (None, False, False, False, False),
        (Role.JOURNALIST, False, False, False, False),
        (Role.EDITOR, True, True, False, False),
        (Role.MODERATOR, True, True, True, True),
        (Role.CHIEF, True, True, True, True),
    ],
)
def test_who_may_do_what(
    role: Role | None, sees: bool, mutes: bool, bans: bool, trusts: bool
) -> None:
    user = make_user(role)
    found = (can_see_commenters(user), can_mute(user), can_ban(user), can_trust(user))
    assert found == (sees, mutes, bans, trusts)


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        (Facts(), Standing.NEW),
        (Facts(published=1), Standing.KNOWN),
        (Facts(published=9), Standing.KNOWN),
        (Facts(published=10, refused=1), Standing.TRUSTED),
        (Facts(published=10, refused=2), Standing.KNOWN),
        (Facts(published=20, refused=2), Standing.TRUSTED),
        (Facts(published=99, said="revoke_trust"), Standing.KNOWN),
        (Facts(said="trust"), Standing.TRUSTED),
        (Facts(10, restriction="mute", until=NOW + timedelta(seconds=1)), Standing.MUTED),
        (Facts(10, restriction="mute", until=NOW), Standing.TRUSTED),
        (Facts(10, said="trust", restriction="ban"), Standing.BANNED),
    ],
)
def test_the_standing_follows_from_counts_decisions_and_the_clock(
    facts: Facts, standing: Standing
) -> None:
    assert facts.at(NOW) == standing


def test_trust_is_earned_and_lost_by_counts(
    story: Story, reader: Reader, open_site: SitePolicy, moderator: User
) -> None:
    publish_many(story, reader)
    assert standing_of(reader) == Standing.TRUSTED
    rows = Comment.objects.filter(reader=reader)
    two = rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:2]))
    two.update(state=State.SPAM, visible=False)
    assert not earns_trust(8, 2)
    assert standing_of(reader) == Standing.KNOWN
    act("trust", reader, moderator)
    assert standing_of(reader) == Standing.TRUSTED
    act("revoke_trust", reader, moderator)
    rows.update(state=State.PUBLISHED, visible=True, published_at=NOW)
    assert standing_of(reader) == Standing.KNOWN
    with pytest.raises(Refused, match="Say why"):
        verbs.revoke_trust(reader, by=moderator, note=" ")


def test_a_trusted_newcomer_is_not_held_and_a_replay_agrees(
    story: Story, reader: Reader, moderator: User, chief: User
) -> None:
    newcomers = rule(chief, Kind.NEWCOMERS)
    held = write(story.pk, reader)
    assert {one.rule for one in held.holds.all()} == {"newcomer", "newcomers"}
    act("trust", reader, moderator)
    passed = write(story.pk, reader)
    assert passed.state == State.PUBLISHED
    act("revoke_trust", reader, moderator)
    again = write(story.pk, reader)
    assert {one.rule for one in again.holds.all()} == {"newcomers"}
    found = [bool(would_find(newcomers, one)) for one in (held, passed, again)]
    assert found == [True, False, True]


def test_trust_earned_by_counts_passes_a_higher_number(
    story: Story, reader: Reader, open_site: SitePolicy, chief: User, moderator: User
) -> None:
    rule(chief, Kind.NEWCOMERS, limit=50)
    assert write(story.pk, make_reader()).state == State.PENDING
    other = make_reader()
    verbs.trust(other, by=moderator)
    publish_many(story, other)
    verbs.approve(write(story.pk, reader), by=moderator)
    first = Comment.objects.get(reader=reader)
    for turn in range(APPROVED_FOR_TRUST):
        first.pk, first.path = None, f"{first.path[:-2]}{turn + 30:02d}"
        first.published_at = first.sent_at = timezone.now()
        first.save(force_insert=True)
    assert write(story.pk, reader).state == State.PUBLISHED


def test_a_muted_reader_is_told_until_when_and_writes_again_by_the_clock(
    story: Story, reader: Reader, open_site: SitePolicy, moderator: User
) -> None:
    now = timezone.now()
    mine = write(story.pk, reader, "Before it.")
    other = write(story.pk, make_reader())
    until = now + timedelta(hours=2)
    verbs.mute(reader, by=moderator, until=until, reason="hate", note="Two hours.", at=now)
    client = browser(reader)
    refused = client.post(f"/comments/{story.pk}/", {"body": "Typed while muted."})
    page = refused.content.decode()
    assert refused.status_code == 403
    for words in ("Typed while muted.", "may not write before", "Two hours.", "It denigrates"):
        assert words in page
    assert page.count("may not write before") == 1
    with pytest.raises(MayNotWrite):
        verbs.edit(mine, reader=reader, raw="Changed while muted.")
    assert verbs.vote(other, reader=reader, value=1).up == 1
    assert "may not write before" in client.get(f"/comments/{story.pk}/").content.decode()
    assert "may not write before" in client.get("/readers/me/").content.decode()
    with pytest.raises(MayNotWrite):
        write(story.pk, reader, at=until - timedelta(seconds=1))
    assert write(story.pk, reader, at=until).state == State.PUBLISHED


def test_a_mute_can_be_lengthened_and_lifted(reader: Reader, moderator: User) -> None:
    now = timezone.now()
    verbs.mute(reader, by=moderator, until=now + WEEK, reason="hate")
    verbs.mute(reader, by=moderator, until=now + 2 * WEEK, reason="hate")
    assert repute_of(reader).facts.until == now + 2 * WEEK
    verbs.unmute(reader, by=moderator)
    assert standing_of(reader) == Standing.NEW
    assert [one.verb for one in StandingDecision.objects.all()] == ["unmute", "mute", "mute"]
    for until in (now, now + timedelta(days=366)):
        with pytest.raises(Refused, match="within a year"):
            verbs.mute(reader, by=moderator, until=until, reason="hate")
    with pytest.raises(Refused, match="Choose a reason"):
        verbs.ban(reader, by=moderator, reason="dislike")
    with pytest.raises(Refused, match="too long"):
        verbs.ban(reader, by=moderator, reason="hate", note="x" * 501)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_ban_is_told_on_the_form_the_own_page_and_by_letter(
    story: Story, open_site: SitePolicy, moderator: User, language: str
) -> None:
    reader = make_reader(language=language)
    other, own = write(story.pk, make_reader()), write(story.pk, reader)
    act("ban", reader, moderator)
    client = browser(reader)
    refused = client.post(f"/comments/{story.pk}/", {"body": "Typed when banned."})
    page = refused.content.decode()
    assert refused.status_code == 403
    for words in ("Typed when banned.", "has banned you", "violence", "We asked &lt;twice&gt;."):
        assert words in page
    for path in ("vote", "flag"):
        form = {"value": "1", "reason": "spam"}
        assert client.post(f"{other.address}{path}/", form).status_code == 409
    verbs.withdraw(own, reader=reader)
    mine = client.get(f"/readers/me/?lang={language}").content.decode()
    letter = Letter.objects.get(kind="standing")
    assert (letter.to, letter.language) == (reader.email, language)
    for text in (mine, letter.html):
        assert "We asked &lt;twice&gt;." in text
        assert ("/ar/house-rules/#violence" in text) is (language == "ar")
    assert "We asked <twice>." in letter.text
    assert "#standing" in letter.text
    told = client.get("/readers/me/data.json").json()["standing"]
    assert told["now"] == "banned"
    assert told["decisions"][0]["note"] == "We asked <twice>."
    assert not mail.outbox
    act("unban", reader, moderator)
    assert Letter.objects.filter(kind="standing").count() == 2
    assert write(story.pk, reader).state == State.PUBLISHED


def test_a_comment_confirmed_by_a_banned_or_muted_reader_is_rejected_with_the_reason(
    story: Story, open_site: SitePolicy, moderator: User
) -> None:
    for verb, reason in (("ban", "violence"), ("mute", "hate")):
        reader = make_reader()
        act(verb, reader, moderator)
        client = browser()
        client.post(f"/comments/{story.pk}/", typed("Sent unseen.", email=reader.email))
        comment = Comment.objects.latest("pk")
        assert comment.state == State.AWAITING_EMAIL
        assert confirm_by_mail(client) == "/readers/me/?lang=en#standing"
        comment.refresh_from_db()
        assert (comment.state, comment.published_at) == (State.REJECTED, None)
        assert comment.holds.get().rule == "standing"
        decided = Decision.objects.filter(comment=comment).order_by("pk")
        assert [(one.verb, one.reason) for one in decided] == [("confirm", ""), ("reject", reason)]
        assert comment.can_be_appealed


def test_a_stale_form_and_an_erased_reader_are_refused(reader: Reader, moderator: User) -> None:
    rana = make_user(Role.MODERATOR, name="Rana Haddad")
    verbs.mute(reader, by=rana, until=timezone.now() + WEEK, reason="hate", seen=0)
    with pytest.raises(Stale, match="Rana Haddad has decided"):
        verbs.ban(reader, by=moderator, reason="hate", seen=0)
    latest = ReaderStanding.objects.get().latest_id
    verbs.ban(reader, by=moderator, reason="hate", seen=latest)
    Reader.objects.filter(pk=reader.pk).update(email="", email_key="", name="", erased_at=NOW)
    with pytest.raises(Refused, match="erased"):
        verbs.unban(reader, by=moderator)


def test_decisions_about_readers_are_append_only(reader: Reader, moderator: User) -> None:
    act("ban", reader, moderator)
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingDecision.objects.update(note="changed")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_standingdecision")
