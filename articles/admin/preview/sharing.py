"""Links to an unpublished story for people without an account: made, found again, counted.

A link carries a random key of 192 bits with our signature. The row alone, as in a stolen copy of
the database, opens nothing; a link with another signature is refused without a query.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import F, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.clock import database_now
from articles.models import Article, Revision, SharedPreview
from staff.models import User

KEY_BYTES = 24
LONGEST = 200  # characters; a link is shorter
ANY = "x"  # stands for a file where an address without one is made


class Span(TextChoices):
    """How long a link opens its story."""

    HOUR = "hour", _("1 hour")
    DAY = "day", _("1 day")
    WEEK = "week", _("7 days")


SPANS = {Span.HOUR: timedelta(hours=1), Span.DAY: timedelta(days=1), Span.WEEK: timedelta(days=7)}


def share(article: Article, revision: Revision, by: User, span: Span) -> SharedPreview:
    """Make a link to one revision."""
    now = database_now()
    return SharedPreview.objects.create(
        key=secrets.token_urlsafe(KEY_BYTES),
        article=article,
        revision=revision,
        by=by,
        created_at=now,
        expires_at=now + SPANS[span],
    )


def revoke(shared: SharedPreview, by: User) -> bool:
    """End a link now. Whether it had not been ended before."""
    rows = SharedPreview.objects.filter(pk=shared.pk, revoked_at=None)
    return bool(rows.update(revoked_at=database_now(), revoked_by=by))


def link(shared: SharedPreview) -> str:
    """The whole address to give away."""
    return f"{settings.SITE_URL}{reverse('shared-preview', args=[_signer().sign(shared.key)])}"


def pictures_place(shared: SharedPreview) -> str:
    """What stands before a file's name in the address of a picture of the shared revision.

    Signed in another way than the link: who passes on a picture does not pass on the story.
    """
    whole = reverse("shared-picture", args=[_picture_signer().sign(str(shared.pk)), ANY])
    return whole.removesuffix(ANY)


def found(token: str, now: datetime) -> SharedPreview | None:
    """The row that a link opens at a moment (aware); none for a wrong, ended or revoked one."""
    return _usable(_signer(), "key", token, now)


def found_by_picture(token: str, now: datetime) -> SharedPreview | None:
    """The row to which a picture's address belongs, as long as its link opens (``found``)."""
    return _usable(_picture_signer(), "pk", token, now)


def _usable(signer: Signer, name: str, token: str, now: datetime) -> SharedPreview | None:
    if len(token) > LONGEST:
        return None
    try:
        signed = signer.unsign(token)
    except BadSignature:
        return None
    rows = SharedPreview.objects.usable(now).select_related("article", "revision", "by")
    return rows.filter(**{name: signed}).first()


def count_opening(shared: SharedPreview, now: datetime) -> None:
    """Remember that somebody read it."""
    SharedPreview.objects.filter(pk=shared.pk).update(opened=F("opened") + 1, last_opened_at=now)


def _picture_signer() -> Signer:
    return Signer(salt="articles.shared-preview.pictures", sep="~")


def _signer() -> Signer:
    return Signer(salt="articles.shared-preview", sep="~")
