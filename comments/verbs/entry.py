"""Whether a reader may write now, and what that reader's standing adds to what the rules find."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from articles.dates import stamp
from articles.languages import spoken
from comments.models import RuleName
from comments.repute import Repute, repute_of
from comments.rules import Finding
from comments.standing import RESTRICTED, Standing
from comments.workflow import Refused
from readers.models import Reader


class MayNotWrite(Refused):
    """The reader is muted or banned; the sentence says so, why, and until when."""


@dataclass(frozen=True)
class Entry:
    """A reader who comes to write, at a moment."""

    repute: Repute = field(default_factory=Repute)
    standing: Standing = Standing.NEW

    @property
    def is_trusted(self) -> bool:
        """Whether what holds newcomers does not hold this reader."""
        return self.standing == Standing.TRUSTED

    @property
    def is_restricted(self) -> bool:
        return self.standing in RESTRICTED

    @property
    def published(self) -> int:
        """How many of the reader's latest comments are published."""
        return self.repute.record.published

    @property
    def findings(self) -> list[Finding]:
        """Why the standing alone makes a comment wait; a moderator's trust goes before likeness."""
        found = [Finding(RuleName.STANDING, detail=str(self.standing.label))] * self.is_restricted
        if self.repute.is_alias and not self.repute.is_trusted_by_hand:
            found.append(Finding(RuleName.ALIAS))
        return found


def hold_still(reader: Reader) -> None:
    """Let nobody decide about a reader until the transaction ends: what is on its way when a ban
    comes is in before it, or not at all. Before the thread's lock, as in an erasure."""
    Reader.objects.select_for_update(no_key=True).only("pk").get(pk=reader.pk)


def entry_of(reader: Reader, now: datetime) -> Entry:
    """How a reader stands at a moment (aware); one query."""
    repute = repute_of(reader)
    return Entry(repute, repute.at(now))


def admit(repute: Repute, now: datetime) -> Entry:
    """Let a reader of that repute write.

    Raises:
        MayNotWrite: muted or banned.
    """
    entry = Entry(repute, repute.at(now))
    if entry.is_restricted:
        raise MayNotWrite(restriction(entry.repute, entry.standing))
    return entry


def admit_opinion(reader: Reader, now: datetime) -> None:
    """Let a reader vote or report; whoever is only muted may.

    Raises:
        MayNotWrite: banned.
    """
    entry = entry_of(reader, now)
    if entry.standing == Standing.BANNED:
        raise MayNotWrite(restriction(entry.repute, entry.standing))


def restriction(repute: Repute, standing: Standing) -> str:
    """What a muted or banned reader is told, in the active language."""
    if standing == Standing.BANNED:
        told = _("The newspaper has banned you from commenting.")
    else:
        moment = repute.facts.until
        until = stamp(moment, spoken()) if moment else ""
        told = _("The newspaper has muted you: you may not write before %(until)s.") % {
            "until": until
        }
    sentences = [told, _("The reason: %(reason)s") % {"reason": repute.reason_label}]
    if repute.note:
        sentences.append(_("The moderators add: “%(note)s”") % {"note": isolated(repute.note)})
    return " ".join(sentences)


def isolated(text: str) -> str:
    """A text whose direction leaves the sentence around it alone."""
    return f"\u2068{text}\u2069"
