"""How long a moderator has been at it, and whether marked words are veiled. Kept in the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from comments.admin.ways import back
from comments.permissions import can_moderate

SINCE, SEEN, VEILED = "moderating_since", "moderating_seen", "moderating_veiled"
PAUSE = timedelta(minutes=15)  # whoever was away for so long begins anew
WRITTEN_EVERY = timedelta(minutes=1)
LONG = timedelta(hours=1)


@dataclass(frozen=True)
class Sitting:
    """A moderator's time at the queue so far."""

    minutes: int
    is_long: bool
    is_veiled: bool


def sitting(request: HttpRequest) -> Sitting:
    """The time since the moderator began, without a pause of a quarter of an hour."""
    now = timezone.now()
    since, seen = _moment(request, SINCE), _moment(request, SEEN)
    if since is None or seen is None or now - seen > PAUSE:
        since = now
        request.session[SINCE] = int(now.timestamp())
    if seen is None or now - seen > WRITTEN_EVERY:
        request.session[SEEN] = int(now.timestamp())
    lasted = now - since
    is_veiled = bool(request.session.get(VEILED, False))
    return Sitting(int(lasted.total_seconds() // 60), lasted >= LONG, is_veiled)


def _moment(request: HttpRequest, key: str) -> datetime | None:
    kept = request.session.get(key)
    return datetime.fromtimestamp(kept, UTC) if isinstance(kept, int) else None


@require_POST
def veil(request: HttpRequest) -> HttpResponse:
    """Veil the marked words until they are pointed at (``veil`` is "1"), or show them."""
    if not can_moderate(request.user):
        raise PermissionDenied
    request.session[VEILED] = request.POST.get("veil") == "1"
    return back(request)
