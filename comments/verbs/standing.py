"""What the desk does with readers. Views ask ``comments.permissions`` before they call.

Each verb is one transaction: it locks the reader, looks at how the reader stands, writes one
StandingDecision and puts it in force. Taking a decision back is a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import house_rules
from comments.models import BannedAddress, ReaderStanding, StandingDecision
from comments.repute import repute_of
from comments.standing import (
    ABOUT_TRUST,
    LIFTS,
    LONGEST_MUTE,
    RESTRICTS,
    Facts,
    StandingVerb,
    check,
)
from comments.verbs.sweep import begin_sweep
from comments.workflow import Reason, Refused
from readers.addresses import fingerprint
from readers.letters import queue_letter
from readers.models import Reader
from staff.models import User

LONGEST_NOTE = 500


class Stale(Refused):
    """A colleague has decided about the reader since the form was made."""


@dataclass(frozen=True)
class _Change:
    verb: StandingVerb
    by: User
    note: str = ""
    reason: str = ""
    until: datetime | None = None
    sweeps: bool = False
    seen: int | None = None
    at: datetime | None = None


def mute(
    reader: Reader,
    *,
    by: User,
    until: datetime,
    reason: str,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> StandingDecision:
    """Keep a reader from writing until a moment (aware); a reader who is muted gets a new moment.

    Args:
        reason: of the house rules; the reader is told, with the note.
        seen: the latest decision (its number, 0 for none) that ``by`` saw; nothing: not asked.
        at: the moment to record (aware); else now. All verbs share these.

    Raises:
        Refused: the reader's standing does not allow it, the moment is past or more than a year
            away, the reason is missing or the note too long. ``Stale`` where a colleague decided
            something since.
    """
    now = at or timezone.now()
    if not now < until <= now + LONGEST_MUTE:
        raise Refused(_("A mute ends at a moment to come, within a year."))
    return _decide(reader, _Change(StandingVerb.MUTE, by, note, reason, until, seen=seen, at=at))


def unmute(
    reader: Reader, *, by: User, note: str = "", seen: int | None = None, at: datetime | None = None
) -> StandingDecision:
    """Let a muted reader write again at once."""
    return _decide(reader, _Change(StandingVerb.UNMUTE, by, note, seen=seen, at=at))


def ban(
    reader: Reader,
    *,
    by: User,
    reason: str,
    note: str = "",
    sweeps: bool = False,
    seen: int | None = None,
    at: datetime | None = None,
) -> StandingDecision:
    """Keep a reader from writing, voting and reporting for good. The reader is told by letter.

    Args:
        sweeps: also reject everything that the reader wrote in the last thirty days.
    """
    change = _Change(StandingVerb.BAN, by, note, reason, sweeps=sweeps, seen=seen, at=at)
    return _decide(reader, change)


def unban(
    reader: Reader, *, by: User, note: str = "", seen: int | None = None, at: datetime | None = None
) -> StandingDecision:
    """Let a banned reader back in; what a sweep rejected stays so until that is undone."""
    return _decide(reader, _Change(StandingVerb.UNBAN, by, note, seen=seen, at=at))


def trust(
    reader: Reader, *, by: User, note: str = "", seen: int | None = None, at: datetime | None = None
) -> StandingDecision:
    """Trust a reader whatever the counts say."""
    return _decide(reader, _Change(StandingVerb.TRUST, by, note, seen=seen, at=at))


def revoke_trust(
    reader: Reader, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> StandingDecision:
    """Trust a reader no longer whatever the counts say; a note says why."""
    if not note.strip():
        raise Refused(_("Say why the trust is taken back; colleagues will read it."))
    return _decide(reader, _Change(StandingVerb.REVOKE_TRUST, by, note, seen=seen, at=at))


def _decide(reader: Reader, change: _Change) -> StandingDecision:
    _check_words(change)
    now = change.at or timezone.now()
    with transaction.atomic():
        held = Reader.objects.select_for_update(no_key=True).get(pk=reader.pk)
        if held.is_erased:
            raise Refused(_("This reader has erased the account; there is nobody to decide about."))
        kept, _made = ReaderStanding.objects.get_or_create(reader=held)
        _check_seen(kept, change)
        facts = repute_of(held).facts
        check(change.verb, facts.at(now))
        decision = StandingDecision.objects.create(
            reader=held,
            verb=change.verb,
            before=facts.at(now),
            after=_afterwards(facts, change).at(now),
            until=change.until,
            reason=change.reason,
            note=change.note.strip(),
            by=change.by,
            at=now,
        )
        _put_in_force(kept, decision)
        _mark_address(held, decision)
        if change.sweeps:
            begin_sweep(decision, by=change.by)
        if change.verb not in ABOUT_TRUST:
            _tell(held, decision)
    return decision


def _check_words(change: _Change) -> None:
    if change.verb in RESTRICTS and change.reason not in Reason.values:
        raise Refused(_("Choose a reason; the reader is told."))
    if len(change.note.strip()) > LONGEST_NOTE:
        raise Refused(
            _("The note is too long: %(most)s characters at most.") % {"most": LONGEST_NOTE}
        )


def _check_seen(kept: ReaderStanding, change: _Change) -> None:
    if change.seen is None or change.seen == (kept.latest_id or 0):
        return
    latest = kept.latest
    raise Stale(
        _(
            "%(name)s has decided about this reader in the meantime: “%(verb)s”. "
            "Look at it again; your words are kept."
        )
        % {
            "name": latest.by if latest and latest.by else _("A colleague"),
            "verb": latest.get_verb_display() if latest else "",
        }
    )


def _afterwards(facts: Facts, change: _Change) -> Facts:
    if change.verb in RESTRICTS:
        return replace(facts, restriction=change.verb.value, until=change.until)
    if change.verb in LIFTS:
        return replace(facts, restriction="", until=None)
    return replace(facts, said=change.verb.value)


def _put_in_force(kept: ReaderStanding, decision: StandingDecision) -> None:
    kept.latest = decision
    if decision.verb in RESTRICTS:
        kept.restricted_by = decision
    elif decision.verb in LIFTS:
        kept.restricted_by = None
    else:
        kept.trust_by = decision
    kept.save(update_fields=["latest", "restricted_by", "trust_by"])


def _mark_address(reader: Reader, decision: StandingDecision) -> None:
    """Remember a banned address beyond its reader, and forget it with the ban."""
    if decision.verb == StandingVerb.BAN:
        BannedAddress.objects.mark(reader, decision.reason)
    elif decision.verb == StandingVerb.UNBAN:
        exact = fingerprint(reader.email)
        BannedAddress.objects.filter(Q(reader=reader) | Q(exact=exact)).delete()


def _tell(reader: Reader, decision: StandingDecision) -> None:
    rules = house_rules.address(reader.language, decision.reason)
    own_page = f"{reverse('readers:me')}?lang={reader.language}"
    queue_letter(
        "standing",
        to=reader.email,
        language=reader.language,
        context={
            "verb": decision.verb,
            "until": decision.until,
            "reason": Reason(decision.reason).label if decision.reason else "",
            "note": decision.note if decision.verb in RESTRICTS else "",
            "rules": f"{settings.SITE_URL}{rules}",
            "link": f"{settings.SITE_URL}{own_page}#standing",
        },
    )
