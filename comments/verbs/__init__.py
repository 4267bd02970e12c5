"""The verbs: the only way in which a comment changes its state.

Each runs in one transaction: it locks the thread and the comment, checks the move (never the
person's rights: views ask ``comments.permissions``), acts, writes one Decision and queues what
follows. A submission writes none: the comment itself says who sent it and when.
"""

from comments.verbs.appeal import appeal, decide_appeal
from comments.verbs.batch import Batch, judge_all, undo_all
from comments.verbs.moderate import (
    approve,
    delete,
    feature,
    mark_spam,
    reject,
    reply,
    set_policy,
    undo,
    unfeature,
)
from comments.verbs.opinion import flag, vote
from comments.verbs.revise import edit, withdraw
from comments.verbs.submit import Author, Closed, Draft, Submitted, confirm, submit

__all__ = [
    "Author",
    "Batch",
    "Closed",
    "Draft",
    "Submitted",
    "appeal",
    "approve",
    "confirm",
    "decide_appeal",
    "delete",
    "edit",
    "feature",
    "flag",
    "judge_all",
    "mark_spam",
    "reject",
    "reply",
    "set_policy",
    "submit",
    "undo",
    "undo_all",
    "unfeature",
    "vote",
    "withdraw",
]
