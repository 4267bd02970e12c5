from staff.models.count import AttemptCount
from staff.models.device import KnownDevice
from staff.models.event import AccessEvent
from staff.models.factor import AuthenticatorApp, Passkey, RecoveryCode
from staff.models.session import DeskSession
from staff.models.user import User

__all__ = [
    "AccessEvent",
    "AttemptCount",
    "AuthenticatorApp",
    "DeskSession",
    "KnownDevice",
    "Passkey",
    "RecoveryCode",
    "User",
]
