"""How often somebody may write, vote and report; asked before any rule looks at a text."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from comments.verbs import Author
from comments.workflow import Refused
from readers.confirmation import limits_for
from readers.limits import Limit, network_of, take
from readers.models import Reader

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


class TooOften(Refused):
    """Refused for now; ``retry_after`` says for how many seconds at most."""

    def __init__(self, retry_after: int, sentence: str) -> None:
        self.retry_after = retry_after
        super().__init__(sentence)


def may_write(author: Author, request: HttpRequest, *, has_ticket: bool) -> TooOften | None:
    """Count an attempt to write against the author's and the network's limits, in one query.

    Whoever has no ticket shares a narrower limit with the others of the same network.
    """
    network = network_of(request)
    limits = [
        Limit("comment by", author.key, 6, MINUTE),
        Limit("comment by", author.key, 60, DAY),
        Limit("comment from", network, 30, 10 * MINUTE),
        Limit("comment from", network, 300, DAY),
    ]
    if author.reader is None:
        limits += limits_for(author.email, request)
    if not has_ticket:
        limits.append(Limit("comment without ticket from", network, 12, 10 * MINUTE))
    return _refusal(take(*limits))


def may_judge(reader: Reader, request: HttpRequest) -> TooOften | None:
    """Count a vote, a report or a change of one's own comment."""
    return _refusal(
        take(
            Limit("opinion by", f"reader:{reader.pk}", 60, MINUTE),
            Limit("opinion from", network_of(request), 600, MINUTE),
        )
    )


def _refusal(limit: Limit | None) -> TooOften | None:
    if limit is None:
        return None
    if limit.seconds <= HOUR:
        sentence = _("That was too often in a short time. Wait a little, then send it again.")
    else:
        sentence = _("That was too often for one day. Come back tomorrow, please.")
    return TooOften(limit.seconds, sentence)
