"""The second factor of an account: set up, proved, taken away. Each step is written down."""

from __future__ import annotations

import time

from django.db import transaction
from django.db.models.functions import Now

from staff import codes, totp
from staff.access import end_sessions
from staff.events import record
from staff.models import AccessEvent, AuthenticatorApp, Passkey, RecoveryCode, User
from staff.sealing import seal, unseal

Kind = AccessEvent.Kind


def has_factor(user: User) -> bool:
    """Whether a password alone does not sign this person in."""
    has_app = AuthenticatorApp.objects.filter(user=user).exists()
    return has_app or Passkey.objects.filter(user=user).exists()


def unused_codes(user: User) -> int:
    """How many recovery codes are left."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


@transaction.atomic
def enable_app(user: User, secret: str, code: str) -> bool:
    """Set up an authenticator app in place of the one before; False where the code is wrong.

    Args:
        secret: in base32, as the app got it.
        code: what the app shows for it now; that code is spent.
    """
    step = totp.step_of(secret, codes.plain(code), time.time())
    if step is None:
        return False
    _lock(user)
    AuthenticatorApp.objects.filter(user=user).delete()
    AuthenticatorApp.objects.create(user=user, sealed_secret=seal(secret), last_step=step)
    record(Kind.APP_ON, user, by=user)
    return True


@transaction.atomic
def add_passkey(user: User, passkey: Passkey) -> None:
    """Keep a new passkey of this person."""
    _lock(user)
    passkey.user = user
    passkey.save(force_insert=True)
    record(Kind.PASSKEY_ON, user, by=user, detail=passkey.name)


@transaction.atomic
def remove_app(user: User) -> None:
    """Take the app away; with the last factor the recovery codes go too."""
    _lock(user)
    if AuthenticatorApp.objects.filter(user=user).delete()[0]:
        record(Kind.APP_OFF, user, by=user)
    _forget_codes_without_factor(user)


@transaction.atomic
def remove_passkey(user: User, passkey: Passkey) -> None:
    """Take one passkey away; with the last factor the recovery codes go too."""
    _lock(user)
    if Passkey.objects.filter(pk=passkey.pk, user=user).delete()[0]:
        record(Kind.PASSKEY_OFF, user, by=user, detail=passkey.name)
    _forget_codes_without_factor(user)


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """New recovery codes; those before are void. They are told this once and never again."""
    _lock(user)
    made = codes.new_codes()
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=codes.digest(code)) for code in made
    )
    record(Kind.CODES, user, by=user)
    return made


def use_code(user: User, typed: str) -> str | None:
    """Spend a code of the app or a recovery code: "app" or "recovery", None where it is wrong.

    Of two requests with the same code one gets through: the row decides.
    """
    code = codes.plain(typed)
    if codes.is_from_app(code):
        return "app" if _use_app_code(user, code) else None
    return "recovery" if _use_recovery_code(user, code) else None


def _use_app_code(user: User, code: str) -> bool:
    app = AuthenticatorApp.objects.filter(user=user).first()
    secret = unseal(app.sealed_secret) if app else None
    if app is None or secret is None:
        return False
    step = totp.step_of(secret, code, time.time(), after=app.last_step)
    if step is None:
        return False
    unspent = AuthenticatorApp.objects.filter(user=user, last_step__lt=step)
    return unspent.filter(sealed_secret=app.sealed_secret).update(last_step=step) == 1


@transaction.atomic
def _use_recovery_code(user: User, code: str) -> bool:
    unused = RecoveryCode.objects.filter(user=user, digest=codes.digest(code), used_at=None)
    if not unused.update(used_at=Now()):
        return False
    record(Kind.CODE_USED, user, by=user, detail=str(unused_codes(user)))
    return True


def are_own_codes(user: User, given: list[str]) -> bool:
    """Whether all of these are recovery codes of this person that were not used yet."""
    digests = {codes.digest(code) for code in given}
    known = RecoveryCode.objects.filter(user=user, digest__in=digests, used_at=None).count()
    return bool(given) and known == len(given) == len(digests)


@transaction.atomic
def reset(user: User, *, by: User | None, reason: str) -> None:
    """Take away all of somebody's second factor and sign them out: the way back in.

    Args:
        by: the chief who does it; None at the server's console.
        reason: kept in the log; a constraint refuses an empty one.
    """
    _lock(user)
    AuthenticatorApp.objects.filter(user=user).delete()
    Passkey.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    end_sessions(user)
    record(Kind.RESET, user, by=by, reason=reason)


def _forget_codes_without_factor(user: User) -> None:
    if not has_factor(user):
        RecoveryCode.objects.filter(user=user).delete()


def _lock(user: User) -> None:
    """One change of an account's factors after another."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
