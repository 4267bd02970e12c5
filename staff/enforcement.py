"""Who has to have a second factor: as the site's setting says."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings

from staff.models import User
from staff.roles import Role


class SecondFactor(StrEnum):
    """The values of ``STAFF_SECOND_FACTOR``: nobody has to, editors and chiefs, everybody."""

    OFF = "off"
    EDITORS = "editors"
    ALL = "all"


BOUND = frozenset({Role.EDITOR, Role.CHIEF})


def must_have(user: User) -> bool:
    """Whether this person may not be at the desk without a second factor."""
    match settings.STAFF_SECOND_FACTOR:
        case SecondFactor.ALL:
            return True
        case SecondFactor.EDITORS:
            return bool(BOUND & user.roles)
        case _:
            return False
