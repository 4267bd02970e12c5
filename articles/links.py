"""The links in stories' texts: found, and what they answered when the worker last asked."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.checklist.findings import LinkAnswer
from articles.clock import database_now
from articles.link_check import Answer, check
from articles.models import CheckedLink, LinkState

MOST_LINKS = 30  # of a text are asked
LONGEST = 2000  # characters of an address
FRESH, FRESH_FAULT = timedelta(hours=12), timedelta(minutes=10)
KEPT = timedelta(days=30)
_HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
# Such an answer is given to programs, not to readers.
_UNCLEAR = {401, 403, 405, 406, 407, 429, 451, 503, 999}

FAULTS: dict[str, str | Promise] = {
    "address": gettext_lazy("is not an address that a browser could open"),
    "private": gettext_lazy("leads to a private network"),
    "name": gettext_lazy("no server has this name"),
    "connection": gettext_lazy("its server takes no connection"),
    "certificate": gettext_lazy("its certificate is not valid"),
    "time": gettext_lazy("does not answer in time"),
    "redirects": gettext_lazy("leads in circles"),
    "nonsense": gettext_lazy("answers in a way that is no web page"),
}


def links_in(body: str) -> list[str]:
    """The addresses that a body (sanitised HTML) links to elsewhere, each once, in order."""
    found = (html.unescape(href) for href in _HREF.findall(body))
    outside = (url for url in found if len(url) <= LONGEST and _leads_outside(url))
    return list(dict.fromkeys(outside))[:MOST_LINKS]


def _leads_outside(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    own = urlsplit(settings.SITE_URL).netloc
    return parts.scheme in {"http", "https"} and parts.netloc != own


def key_of(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def unasked(urls: Iterable[str], *, again: bool = False) -> list[str]:
    """Those of which no fresh answer is known.

    Args:
        again: also those that did not answer a moment ago.
    """
    keys = {key_of(url): url for url in urls}
    if not keys:
        return []
    now = database_now()
    good = Q(state=LinkState.ANSWERS, checked_at__gt=now - FRESH)
    fault = Q(pk__in=[]) if again else Q(checked_at__gt=now - FRESH_FAULT)
    fresh = CheckedLink.objects.filter(good | fault, key__in=keys)
    known = set(fresh.values_list("key", flat=True))
    return [url for key, url in keys.items() if key not in known]


def ask(url: str) -> CheckedLink:
    """Ask an address and keep what it answered; the worker's errand."""
    answer = check(url)
    values: dict[str, object] = {
        "url": url,
        "state": _state(answer),
        "status": answer.status,
        "fault": answer.fault,
        "checked_at": database_now(),
    }
    return CheckedLink.objects.update_or_create(key=key_of(url), defaults=values)[0]


def _state(answer: Answer) -> LinkState:
    if answer.status is None:
        return LinkState.FAILS
    if answer.status < 400:
        return LinkState.ANSWERS
    return LinkState.UNCLEAR if answer.status in _UNCLEAR else LinkState.FAILS


def answers_for(urls: list[str]) -> list[LinkAnswer]:
    """What is known of each link, in words; one query, none without links."""
    if not urls:
        return []
    rows = CheckedLink.objects.in_bulk([key_of(url) for url in urls])
    return [_known(url, rows.get(key_of(url))) for url in urls]


def _known(url: str, row: CheckedLink | None) -> LinkAnswer:
    if row is None:
        return LinkAnswer(url, None, "")
    if row.state == LinkState.ANSWERS:
        return LinkAnswer(url, False, "")
    return LinkAnswer(url, row.state == LinkState.FAILS, in_words(row))


def in_words(row: CheckedLink) -> str:
    """What a link answered, where that was not what it should."""
    if row.status is None:
        return str(FAULTS.get(row.fault, FAULTS["connection"]))
    words = {404: _("there is no such page"), 410: _("the page is gone for good")}
    if row.state == LinkState.UNCLEAR:
        said = _("does not let programs look; open it yourself")
    elif row.status >= 500:
        said = _("its server is in trouble")
    else:
        said = words.get(row.status, _("answers with an error"))
    return f"{said} ({row.status})"


def forget_old_answers(now: datetime | None = None) -> int:
    """Drop answers that nobody would believe any more; the worker's errand. How many went."""
    before = (now or database_now()) - KEPT
    return CheckedLink.objects.filter(checked_at__lt=before).delete()[0]
