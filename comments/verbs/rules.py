"""Rules of moderation: trying one, saving a version. Views ask ``comments.permissions``."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Replay, Rule, RuleVersion
from comments.replay import DAYS, run_replay
from comments.rules.drafts import problems
from comments.workflow import Refused
from staff.models import User


class Stale(Refused):
    """Somebody else has saved a version since; ``newest`` is theirs."""

    def __init__(self, newest: RuleVersion) -> None:
        self.newest = newest
        super().__init__(
            _("%(who)s has changed this rule in the meantime. Compare, then save again.")
            % {"who": newest.by}
        )


def try_rule(
    draft: RuleVersion, *, by: User, rule: Rule | None, seen: int, at: datetime | None = None
) -> Replay:
    """Let the worker try a rule on the comments of the last days, before it is saved.

    Args:
        draft: what the rule is to say; not saved.
        rule: the rule that it changes; nothing for a new one.
        seen: the number of the version that it was made from; 0 for a new rule.

    Raises:
        Refused: the rule cannot be saved as it is.
    """
    _check(draft)
    now = at or timezone.now()
    with transaction.atomic():
        replay = Replay.objects.create(
            draft=draft.said(), rule=rule, seen=seen, by=by, since=now - DAYS, at=now
        )
        run_replay.enqueue(replay.pk)
    return replay


def save_tried(replay: Replay, *, by: User, at: datetime | None = None) -> RuleVersion:
    """Put a tried rule into force, with what the trial has found until now.

    The worker may be away in an hour when a rule is needed: a trial need not be over. The version
    says how far it had come.

    Raises:
        Refused: it was saved before.
        Stale: a colleague's version is newer than the one it was made from.
    """
    with transaction.atomic():
        held = Replay.objects.select_for_update(of=("self",)).get(pk=replay.pk)
        if held.saved_id is not None:
            raise Refused(_("This was saved already."))
        draft = RuleVersion(**held.draft, tried=held.done, would_find=held.found)
        held.saved = _append(draft, held.rule, held.seen, by, at or timezone.now())
        held.save(update_fields=["saved"])
    return held.saved


def switch(
    rule: Rule, *, by: User, is_on: bool, seen: int, note: str = "", at: datetime | None = None
) -> RuleVersion:
    """Switch a rule off or on again, as it is, without a trial.

    Raises:
        Stale: a colleague's version is newer than the one that was seen.
    """
    with transaction.atomic():
        newest = RuleVersion.objects.newest().get(rule=rule)
        said = newest.said() | {"is_on": is_on, "note": note.strip()[:300]}
        return _append(RuleVersion(**said), rule, seen, by, at or timezone.now())


def save_rule(draft: RuleVersion, *, by: User, at: datetime | None = None) -> RuleVersion:
    """Begin a rule without a trial, for loaders and importers.

    Raises:
        Refused: its examples fail, or something is missing.
    """
    _check(draft)
    with transaction.atomic():
        return _append(draft, None, 0, by, at or timezone.now())


def _check(draft: RuleVersion) -> None:
    wrong = next(problems(draft), None)
    if wrong is not None:
        raise Refused(wrong[1])


def _append(
    draft: RuleVersion, rule: Rule | None, seen: int, by: User, now: datetime
) -> RuleVersion:
    if rule is None:
        rule = Rule.objects.create()
    else:
        Rule.objects.select_for_update().get(pk=rule.pk)
        newest = RuleVersion.objects.newest().select_related("by").get(rule=rule)
        if newest.number != seen:
            raise Stale(newest)
    draft.rule, draft.number, draft.by, draft.at = rule, seen + 1, by, now
    draft.save(force_insert=True)
    return draft
