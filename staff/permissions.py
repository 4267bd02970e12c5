"""Who may do what with the accounts of the staff.

The pages of the desk, who may open them and who may send something to them: ``J`` journalists,
``E`` editors, ``M`` moderators, ``C`` the chief, ``N`` somebody without a role, ``-`` nobody.

    page                       open   send
    auth_user_password_change  C      C
    staff_user_changelist      C      C
    staff_user_add             C      C
    staff_user_history         C      C
    staff_user_delete          -      -
    staff_user_change          C      C
    staff_user_access          C      -
    staff_user_reset_factor    -      C
    staff_user_end_sessions    -      C
    second_step                JEMCN  JEMCN
    account                    JEMCN  -
    account_app                JEMCN  JEMCN
    account_app_remove         JEMCN  JEMCN
    account_passkey_add        JEMCN  JEMCN
    account_passkey_remove     JEMCN  JEMCN
    account_recovery           JEMCN  JEMCN
    account_recovery_text      -      JEMCN
    account_session_end        -      JEMCN
    account_others_end         -      JEMCN
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from staff.models import User
from staff.roles import Role

Person = User | AnonymousUser


def roles_of(person: Person) -> frozenset[Role]:
    """The roles of whoever makes a request; none for somebody who has not signed in."""
    return person.roles if isinstance(person, User) else frozenset()


def can_enter_desk(person: Person) -> bool:
    return isinstance(person, User) and person.is_active and person.is_staff


def can_manage_staff(person: Person) -> bool:
    return Role.CHIEF in roles_of(person)


def can_manage_access(person: Person, colleague: User | None) -> bool:
    """Whether somebody may end a colleague's sessions and reset the second factor.

    A superuser's account belongs to superusers. Nobody's own second factor is reset this way.
    """
    is_above = colleague is not None and colleague.is_superuser
    return can_manage_staff(person) and (not is_above or person.is_superuser)
