from readers.models.confirmation import Confirmation
from readers.models.letter import Letter
from readers.models.limit import LimitCount
from readers.models.reader import Reader
from readers.models.session import ReaderSession
from readers.models.subscription import Subscription

__all__ = [
    "Confirmation",
    "Letter",
    "LimitCount",
    "Reader",
    "ReaderSession",
    "Subscription",
]
