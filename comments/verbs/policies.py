"""Changing who may comment: on the site, in a section, under a tag, on a story.

Each change is a row of its own; nothing is overwritten. Views ask ``comments.permissions``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.caching import new_edition, story_changed
from comments.models import Decision, OwnPolicy, Policy, Scope, SitePolicy, Thread
from comments.policy.places import Place
from comments.workflow import Refused, Verb
from staff.models import User

MOST_NEWCOMERS = 50
MOST_DAYS = 3650


@dataclass(frozen=True)
class Wanted:
    """What a place is to say; an empty policy says nothing, so that what is less specific counts.

    Attributes:
        newcomers: approved comments after which a reader is no newcomer, 1 to 50.
        closes_after: days after publication at which comments close, 1 to 3650, or never.
        hold_links: of the site only.
    """

    policy: str
    newcomers: int = 1
    closes_after: int | None = None
    hold_links: bool = True


class Stale(Refused):
    """Somebody else has changed the same policy since; ``newest`` is theirs."""

    def __init__(self, newest: OwnPolicy | SitePolicy) -> None:
        self.newest = newest
        super().__init__(
            _("%(who)s has changed this policy in the meantime. Compare, then save again.")
            % {"who": newest.by}
        )


def set_story_policy(
    story_id: int,
    wanted: Wanted,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> None:
    """Change who may comment on one story; shows among the decisions where it has a thread."""
    with transaction.atomic():
        thread = Thread.objects.select_for_update(of=("self",)).filter(story_id=story_id).first()
        place = Place.of_story(story_id)
        before = newest_of(place)
        saved = set_place_policy(place, wanted, by=by, note=note, seen=seen, at=at)
        if saved is not None and thread is not None:
            Decision.objects.create(
                thread=thread,
                verb=Verb.SET_POLICY,
                before=before.policy if before else "",
                after=saved.policy,
                note=saved.note,
                by=by,
                at=saved.at,
            )


def set_place_policy(
    place: Place,
    wanted: Wanted,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> OwnPolicy | SitePolicy | None:
    """Change who may comment in a place. Nothing is saved where nothing changes.

    Args:
        seen: the number of the row that was in force when the form was shown, 0 for none; else
            whatever is in force now.
        at: the moment to record (aware); else now.

    Raises:
        Refused: there is no such policy.
        Stale: somebody else was faster.
    """
    check(place, wanted)
    newest = newest_of(place)
    if seen is not None and newest is not None and newest.pk != seen:
        raise Stale(newest)
    if (newest is None and not wanted.policy) or (newest is not None and _says(newest, wanted)):
        return None
    row = _row(place, wanted)
    row.note, row.by, row.at = note.strip()[:300], by, at or timezone.now()
    row.follows = newest.pk if newest else 0
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        winner = newest_of(place)
        if winner is None:
            raise
        raise Stale(winner) from None
    transaction.on_commit(partial(refresh_pages, place))
    return row


def newest_of(place: Place) -> OwnPolicy | SitePolicy | None:
    """What a place says, with who said it."""
    if place.scope == Scope.SITE:
        return SitePolicy.objects.select_related("by").first()
    rows = OwnPolicy.objects.filter(scope=place.scope, key=place.key)
    return rows.select_related("by").first()


def check(place: Place, wanted: Wanted) -> None:
    """Refuse what cannot be a policy of this place, in words."""
    allowed = Policy.values if place.scope == Scope.SITE else ["", *Policy.values]
    if wanted.policy not in allowed or not place.is_possible:
        raise Refused(_("Choose one of the policies."))
    if not 1 <= wanted.newcomers <= MOST_NEWCOMERS:
        raise Refused(_("Choose between 1 and %(most)s comments.") % {"most": MOST_NEWCOMERS})
    if wanted.closes_after is not None and not 1 <= wanted.closes_after <= MOST_DAYS:
        raise Refused(_("Choose between 1 and %(most)s days.") % {"most": MOST_DAYS})


def refresh_pages(place: Place) -> None:
    """Have the pages that a place's policy stands on made afresh."""
    if place.story_id is not None:
        story_changed(place.story_id)
    else:
        new_edition()


def _says(row: OwnPolicy | SitePolicy, wanted: Wanted) -> bool:
    if not row.policy and not wanted.policy:
        return True
    return all(getattr(wanted, name) == value for name, value in row.said().items())


def _row(place: Place, wanted: Wanted) -> OwnPolicy | SitePolicy:
    said = {
        "policy": wanted.policy,
        "newcomers": wanted.newcomers,
        "closes_after": wanted.closes_after,
    }
    if place.scope == Scope.SITE:
        return SitePolicy(hold_links=wanted.hold_links, **said)
    return OwnPolicy(scope=place.scope, key=place.key, **said)
