from comments.models.alert import Alert, AlertDelivery, AlertKind, AlertLimits
from comments.models.appeal import Appeal, Outcome
from comments.models.claim import Claim
from comments.models.comment import EDITABLE_FOR, Badge, Comment
from comments.models.moderation import Decision, Hold, RuleName
from comments.models.note import EditorsNote
from comments.models.policy import ConflictSwitch, OwnPolicy, Policy, Scope, SitePolicy
from comments.models.replay import Replay, ReplayHit, ReplayState
from comments.models.rule import Action, Kind, Rule, RuleVersion
from comments.models.scorer import ScorerModel
from comments.models.standing import (
    BannedAddress,
    BanSweep,
    ReaderStanding,
    StandingDecision,
    SweepState,
)
from comments.models.thread import Thread
from comments.models.vote import Flag, FlagReason, Vote

__all__ = [
    "EDITABLE_FOR",
    "Action",
    "Alert",
    "AlertDelivery",
    "AlertKind",
    "AlertLimits",
    "Appeal",
    "Badge",
    "BanSweep",
    "BannedAddress",
    "Claim",
    "Comment",
    "ConflictSwitch",
    "Decision",
    "EditorsNote",
    "Flag",
    "FlagReason",
    "Hold",
    "Kind",
    "Outcome",
    "OwnPolicy",
    "Policy",
    "ReaderStanding",
    "Replay",
    "ReplayHit",
    "ReplayState",
    "Rule",
    "RuleName",
    "RuleVersion",
    "Scope",
    "ScorerModel",
    "SitePolicy",
    "StandingDecision",
    "SweepState",
    "Thread",
    "Vote",
]
