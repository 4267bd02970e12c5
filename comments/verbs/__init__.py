"""The verbs: the only way in which a comment changes its state.

Each runs in one transaction: it locks the thread and the comment, checks the move (never the
person's rights: views ask ``comments.permissions``), acts, writes one Decision and queues what
follows. A submission writes none: the comment itself says who sent it and when.
"""

from comments.verbs.appeal import appeal, decide_appeal
from comments.verbs.batch import Batch, judge_all, undo_all
from comments.verbs.branches import close_branch, reopen_branch
from comments.verbs.confirm import confirm
from comments.verbs.conflict import Preset, end_conflict, start_conflict
from comments.verbs.moderate import (
    approve,
    delete,
    feature,
    mark_spam,
    reject,
    reply,
    undo,
    unfeature,
)
from comments.verbs.notes import annotate
from comments.verbs.opinion import flag, vote
from comments.verbs.policies import Wanted, set_place_policy, set_story_policy
from comments.verbs.revise import edit, withdraw
from comments.verbs.slow import TooSoon
from comments.verbs.standing import ban, mute, revoke_trust, trust, unban, unmute
from comments.verbs.submit import Author, Closed, Draft, Submitted, submit

__all__ = [
    "Author",
    "Batch",
    "Closed",
    "Draft",
    "Preset",
    "Submitted",
    "TooSoon",
    "Wanted",
    "annotate",
    "appeal",
    "approve",
    "ban",
    "close_branch",
    "confirm",
    "decide_appeal",
    "delete",
    "edit",
    "end_conflict",
    "feature",
    "flag",
    "judge_all",
    "mark_spam",
    "mute",
    "reject",
    "reopen_branch",
    "reply",
    "revoke_trust",
    "set_place_policy",
    "set_story_policy",
    "start_conflict",
    "submit",
    "trust",
    "unban",
    "undo",
    "undo_all",
    "unfeature",
    "unmute",
    "vote",
    "withdraw",
]
