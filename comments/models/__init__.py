from comments.models.comment import EDITABLE_FOR, Badge, Comment
from comments.models.moderation import Decision, Hold, RuleName
from comments.models.replay import Replay, ReplayHit, ReplayState
from comments.models.rule import Action, Kind, Rule, RuleVersion
from comments.models.scorer import ScorerModel
from comments.models.thread import Policy, SitePolicy, Thread
from comments.models.vote import Flag, FlagReason, Vote

__all__ = [
    "Action",
    "Kind",
    "Replay",
    "ReplayHit",
    "ReplayState",
    "Rule",
    "RuleVersion",
    "ScorerModel",
    "EDITABLE_FOR",
    "Badge",
    "Comment",
    "Decision",
    "Flag",
    "FlagReason",
    "Hold",
    "Policy",
    "RuleName",
    "SitePolicy",
    "Thread",
    "Vote",
]
