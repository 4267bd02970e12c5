from comments.models.appeal import Appeal, Outcome
from comments.models.claim import Claim
from comments.models.comment import EDITABLE_FOR, Badge, Comment
from comments.models.moderation import Decision, Hold, RuleName
from comments.models.replay import Replay, ReplayHit, ReplayState
from comments.models.rule import Action, Kind, Rule, RuleVersion
from comments.models.scorer import ScorerModel
from comments.models.thread import Policy, SitePolicy, Thread
from comments.models.vote import Flag, FlagReason, Vote

__all__ = [
    "EDITABLE_FOR",
    "Action",
    "Appeal",
    "Badge",
    "Claim",
    "Comment",
    "Decision",
    "Flag",
    "FlagReason",
    "Hold",
    "Kind",
    "Outcome",
    "Policy",
    "Replay",
    "ReplayHit",
    "ReplayState",
    "Rule",
    "RuleName",
    "RuleVersion",
    "ScorerModel",
    "SitePolicy",
    "Thread",
    "Vote",
]
