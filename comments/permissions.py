"""Who at the desk may do what with comments. Plain predicates, asked by views and admin.

The pages of the desk, who may open them and who may send something to them; the letters are
those of ``articles.permissions``.

    page                            open   send
    comments_comment_changelist     EMC    EMC
    comments_comment_change         JEMC   JEMC
    comments_appeal_decide          -      EMC
    comments_comment_take           -      EMC
    comments_comment_give_back      -      EMC
    comments_comment_veil           -      EMC
    comments_comment_bulk           -      EMC
    comments_batch_undo             -      EMC
    comments_comment_take_over      -      EMC
    comments_comment_judge          -      EMC
    comments_comment_note           -      EMC
    comments_comment_branch         -      EMC
    comments_decision_undo          -      EMC
    comments_commenter              EMC    EMC
    comments_commenter_decide       -      EMC
    comments_sweep_undo             -      MC
    comments_sitepolicy_changelist  EMC    EMC
    comments_policy_place           EMC    EMC
    comments_conflict_start         -      EMC
    comments_conflict_end           -      EMC
    comments_rule_changelist        EMC    EMC
    comments_rule_add               MC     MC
    comments_rule_change            EMC    MC
    comments_rule_switch            -      MC
    comments_rule_trial             EMC    EMC
    comments_alert_changelist       EMC    MC
"""

from __future__ import annotations

from comments.models.policy import Scope
from staff.permissions import Person, roles_of
from staff.roles import Role

MODERATORS = frozenset({Role.MODERATOR, Role.EDITOR, Role.CHIEF})


def can_moderate(person: Person) -> bool:
    """Read the queue and judge comments."""
    return bool(roles_of(person) & MODERATORS)


def can_undo(person: Person) -> bool:
    """Take a decision back, also a colleague's: the record names both."""
    return can_moderate(person)


def can_feature(person: Person) -> bool:
    return bool(roles_of(person) & {Role.EDITOR, Role.CHIEF})


def can_annotate(person: Person) -> bool:
    """Write an editor's note under a reader's comment."""
    return can_moderate(person)


def can_close_branches(person: Person) -> bool:
    return can_moderate(person)


def can_see_alerts(person: Person) -> bool:
    return can_moderate(person)


def can_set_alert_limits(person: Person) -> bool:
    return bool(roles_of(person) & {Role.MODERATOR, Role.CHIEF})


def can_see_commenters(person: Person) -> bool:
    """A reader's record, standing and linked accounts; the address is masked for some."""
    return can_moderate(person)


def can_mute(person: Person) -> bool:
    """Keep a reader from writing for a while, and lift that."""
    return can_moderate(person)


def can_ban(person: Person) -> bool:
    """Keep a reader out for good, lift that, and sweep what the reader wrote."""
    return bool(roles_of(person) & {Role.MODERATOR, Role.CHIEF})


def can_trust(person: Person) -> bool:
    """Trust a reader by hand, and take a trust back."""
    return bool(roles_of(person) & {Role.MODERATOR, Role.CHIEF})


def can_reply_from_desk(person: Person) -> bool:
    """Answer readers in the newspaper's name; everybody with a role may."""
    return bool(roles_of(person))


def can_set_thread_policy(person: Person) -> bool:
    """Close one story's comments, or hold them all."""
    return can_moderate(person)


def can_set_site_policy(person: Person) -> bool:
    return Role.CHIEF in roles_of(person)


def can_set_policy_of(person: Person, scope: Scope) -> bool:
    """Change who may comment in a place: a story, a tag or section, or the whole site."""
    match scope:
        case Scope.STORY:
            return can_set_thread_policy(person)
        case Scope.SITE:
            return can_set_site_policy(person)
        case _:
            return bool(roles_of(person) & {Role.EDITOR, Role.CHIEF})


def can_switch_conflict_mode(person: Person) -> bool:
    """Switch conflict mode on for a story or a tag, and end it."""
    return can_moderate(person)


def can_see_rules(person: Person) -> bool:
    return can_moderate(person)


def can_write_rules(person: Person) -> bool:
    """Write, try, save and switch the rules that make comments wait."""
    return bool(roles_of(person) & {Role.MODERATOR, Role.CHIEF})


def can_let_rules_refuse(person: Person) -> bool:
    """Save a rule that rejects comments or sets them aside with nobody looking."""
    return Role.CHIEF in roles_of(person)
