"""What readers are told of their standing on their own page and in the download, and what stays of
a ban when a reader is erased.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import house_rules
from comments.models import BannedAddress, Comment, ReaderStanding, StandingDecision
from comments.repute import repute_of
from comments.standing import RESTRICTS, Standing, StandingVerb
from readers.addresses import fingerprint
from readers.models import Reader
from readers.networks import KEPT_FOR
from readers.pages import language_now
from readers.registry import Keep, Panel, add_eraser, add_export, add_panel

BAN_KEPT_FOR = timedelta(days=2 * 365)  # after the erasure
AT_ONCE = 1000  # comments that one run takes the networks off


def register() -> None:
    """Register everything; for ``AppConfig.ready``."""
    title = _("Your standing")
    add_panel(Panel("standing", title, "comments/_standing.html", _own_standing, order=5))
    add_export("standing", _export_standing)
    add_eraser(keep_ban)


def _own_standing(reader: Reader, request: HttpRequest) -> dict[str, object]:
    repute = repute_of(reader)
    return {
        "repute": repute,
        "standing": repute.at(timezone.now()).value,
        "rules": house_rules.address(language_now(), repute.reason),
    }


def _export_standing(reader: Reader) -> object:
    """The standing now and the decisions about the reader, without the names of who decided; of
    notes those that the reader was told."""
    rows = StandingDecision.objects.filter(reader=reader).order_by("pk")
    return {
        "now": repute_of(reader).at(timezone.now()).value,
        "decisions": [
            {
                "verb": one.verb,
                "reason": one.reason,
                "note": one.note if one.verb in RESTRICTS else "",
                "until": one.until,
                "at": one.at,
            }
            for one in rows
        ],
    }


def keep_ban(reader: Reader, keep: Keep) -> None:
    """Before a reader is emptied: of a ban a keyed hash of the address stays, and leads nowhere."""
    Comment.objects.filter(reader=reader).exclude(network="").update(network="")
    until = timezone.now() + BAN_KEPT_FOR
    repute = repute_of(reader)
    if repute.at(timezone.now()) == Standing.BANNED:
        # The address of now, which may be another than at the ban.
        BannedAddress.objects.mark(reader, repute.reason)
    BannedAddress.objects.filter(reader=reader).update(reader=None, kept_until=until)


def look_after_bans() -> int:
    """Forget bans past their time, and follow banned readers who changed their address. How many
    marks went or came."""
    over = BannedAddress.objects.filter(kept_until__lt=timezone.now()).delete()[0]
    banned = ReaderStanding.objects.filter(
        restricted_by__verb=StandingVerb.BAN, reader__erased_at=None
    ).select_related("reader", "restricted_by")
    marked = set(BannedAddress.objects.values_list("exact", flat=True))
    moved = [one for one in banned.iterator() if fingerprint(one.reader.email) not in marked]
    for one in moved:
        if one.restricted_by is not None:
            BannedAddress.objects.mark(one.reader, one.restricted_by.reason)
    return over + len(moved)


def forget_neighbourhoods() -> int:
    """Take the networks off comments of more than thirty days ago. How many."""
    forgotten = 0
    old = Comment.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(network="")
    while numbers := list(old.order_by().values_list("pk", flat=True)[:AT_ONCE]):
        forgotten += Comment.objects.filter(pk__in=numbers).update(network="")
    return forgotten
