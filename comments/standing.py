"""How a reader stands with the desk, and who may be moved from where to where. Pure.

Trust comes by itself, from what became of a reader's comments, unless a moderator has said
otherwise. Everything else is somebody's decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.workflow import Refused

APPROVED_FOR_TRUST = 10  # published comments that make a reader trusted
REFUSED_PER_APPROVED = 10  # of so many published, one may have been refused
LONGEST_MUTE = timedelta(days=365)


class Standing(TextChoices):
    NEW = "new", gettext_lazy("new")
    KNOWN = "known", gettext_lazy("known")
    TRUSTED = "trusted", gettext_lazy("trusted")
    MUTED = "muted", gettext_lazy("muted")
    BANNED = "banned", gettext_lazy("banned")


class StandingVerb(TextChoices):
    MUTE = "mute", gettext_lazy("Mute")
    UNMUTE = "unmute", gettext_lazy("Lift the mute")
    BAN = "ban", gettext_lazy("Ban")
    UNBAN = "unban", gettext_lazy("Lift the ban")
    TRUST = "trust", gettext_lazy("Trust")
    REVOKE_TRUST = "revoke_trust", gettext_lazy("Take the trust back")


RESTRICTED = frozenset({Standing.MUTED, Standing.BANNED})  # may not write
UNRESTRICTED = frozenset(Standing) - RESTRICTED
FROM: dict[StandingVerb, frozenset[Standing]] = {
    StandingVerb.MUTE: UNRESTRICTED | {Standing.MUTED},
    StandingVerb.UNMUTE: frozenset({Standing.MUTED}),
    StandingVerb.BAN: UNRESTRICTED | {Standing.MUTED},
    StandingVerb.UNBAN: frozenset({Standing.BANNED}),
    StandingVerb.TRUST: frozenset({Standing.NEW, Standing.KNOWN}),
    StandingVerb.REVOKE_TRUST: frozenset({Standing.TRUSTED}),
}
RESTRICTS = frozenset({StandingVerb.MUTE, StandingVerb.BAN})
LIFTS = frozenset({StandingVerb.UNMUTE, StandingVerb.UNBAN})
ABOUT_TRUST = frozenset({StandingVerb.TRUST, StandingVerb.REVOKE_TRUST})


@dataclass(frozen=True)
class Facts:
    """What a reader's standing follows from.

    Attributes:
        published, refused: what became of the latest comments.
        said: the decision about trust in force, ``trust`` or ``revoke_trust``; empty for none.
        restriction: the decision in force that keeps the reader from writing, ``mute`` or ``ban``.
        until: when a mute ends.
    """

    published: int = 0
    refused: int = 0
    said: str = ""
    restriction: str = ""
    until: datetime | None = None

    @property
    def earned_trust(self) -> bool:
        """Whether the counts alone make the reader trusted."""
        return earns_trust(self.published, self.refused)

    def at(self, now: datetime) -> Standing:
        """The standing at a moment (aware)."""
        if self.restriction == StandingVerb.BAN:
            return Standing.BANNED
        if self.restriction == StandingVerb.MUTE and self.until is not None and now < self.until:
            return Standing.MUTED
        if self.said == StandingVerb.TRUST or (not self.said and self.earned_trust):
            return Standing.TRUSTED
        return Standing.KNOWN if self.published else Standing.NEW


def earns_trust(published: int, refused: int) -> bool:
    """Whether so many published and refused comments make a reader trusted."""
    return published >= APPROVED_FOR_TRUST and refused * REFUSED_PER_APPROVED <= published


def is_allowed(verb: StandingVerb, standing: Standing) -> bool:
    """Whether a verb may be used on a reader of this standing."""
    return standing in FROM[verb]


def check(verb: StandingVerb, standing: Standing) -> None:
    """Refuse a verb that this standing does not allow, in words."""
    if not is_allowed(verb, standing):
        raise Refused(
            _("This is not possible any more: the reader is already “%(standing)s”.")
            % {"standing": standing.label}
        )
