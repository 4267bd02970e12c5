"""What readers follow by letter, and the link in each such letter that ends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from readers.models import Reader, Subscription

SALT = "readers.unsubscribe"

Describe = Callable[[Sequence[str]], dict[str, tuple[str, str]]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing to follow.

    Args:
        title: what such letters are called, such as "Replies to your comments".
        describe: for subjects, what each is called and its address; unknown ones left out.
    """

    title: str | Promise
    describe: Describe


@dataclass(frozen=True)
class Ending:
    """What an unsubscribe link is for."""

    reader_id: int
    kind: str
    subject: str


_kinds: dict[str, Kind] = {}


def register_kind(kind: str, title: str | Promise, describe: Describe) -> None:
    """Let a kind of thing be followed; for `AppConfig.ready`."""
    _kinds[kind] = Kind(title, describe)


def kind_of(key: str) -> Kind | None:
    return _kinds.get(key)


def follow(reader: Reader, kind: str, subject: str) -> Subscription:
    """Have letters sent; following twice is following once."""
    return Subscription.objects.get_or_create(reader=reader, kind=kind, subject=subject)[0]


def unfollow(reader: Reader, kind: str, subject: str) -> None:
    """Have no more letters sent."""
    Subscription.objects.filter(reader=reader, kind=kind, subject=subject).delete()


def follows(reader: Reader, kind: str, subject: str) -> bool:
    return Subscription.objects.filter(reader=reader, kind=kind, subject=subject).exists()


def followers(kind: str, subject: str) -> QuerySet[Subscription]:
    """The subscriptions to a thing, their readers at hand."""
    return Subscription.objects.filter(kind=kind, subject=subject).select_related("reader")


def unsubscribe_url(subscription: Subscription) -> str:
    """The absolute address that ends this one subscription, signed; it does not expire."""
    token = signing.dumps(
        [subscription.reader_id, subscription.kind, subscription.subject], salt=SALT
    )
    return f"{settings.SITE_URL}{reverse('readers:unsubscribe', args=[token])}"


def read_token(token: str) -> Ending | None:
    """What the token of such an address is for; nothing if it is not one of ours."""
    try:
        reader_id, kind, subject = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Ending(reader_id, kind, subject)


def end(ending: Ending, *, all_of_kind: bool = False) -> None:
    """End a subscription, or all of the reader's of that kind."""
    rows = Subscription.objects.filter(reader=ending.reader_id, kind=ending.kind)
    (rows if all_of_kind else rows.filter(subject=ending.subject)).delete()


def described(reader: Reader) -> list[tuple[Subscription, str, str]]:
    """What a reader follows, newest first: the subscription, what it is called, its address."""
    rows = list(reader.subscriptions.order_by("-created_at")[:200])
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for key, kind in _kinds.items():
        subjects = [row.subject for row in rows if row.kind == key]
        if subjects:
            named = kind.describe(subjects)
            found |= {(key, subject): label for subject, label in named.items()}
    return [(row, *found.get((row.kind, row.subject), (_title(row.kind), ""))) for row in rows]


def _title(kind: str) -> str:
    return str(_kinds[kind].title) if kind in _kinds else kind
