"""Signing in at the desk: how often it may be tried, and what stands between password and desk."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from staff import limits
from staff.devices import (
    described,
    device_words,
    is_new_device,
    known_device,
    note_device,
    own_token,
)
from staff.enforcement import must_have
from staff.events import record
from staff.factors import has_factor
from staff.limits import Limit, network_of
from staff.models import AccessEvent, AttemptCount, User
from staff.models.session import ABOUT
from staff.permissions import can_enter_desk

PENDING = "sign_in"
PATIENCE = 15 * 60  # seconds between the password and the second factor
BACKEND = "staff.backend.StaffBackend"
MINUTES = 60


@dataclass(frozen=True)
class Pending:
    """Somebody who gave the right password and is not signed in yet.

    Attributes:
        sets_up: has no second factor and has to set one up; else has to prove one.
        then: the address that was asked for.
    """

    user: User
    sets_up: bool
    then: str


def password_limits(request: HttpRequest, username: str) -> tuple[Limit, ...]:
    """How often a password may be tried for a name, whether or not an account has it.

    A browser in which the account signed in before has a count of its own: others who guess at
    the name cannot shut its person out.
    """
    name = unicodedata.normalize("NFKC", username).casefold()[:150]
    if device := known_device(request, username):
        return (Limit("password, device", f"{name}\0{device}", 10, 15 * MINUTES),)
    network = network_of(request)
    return (
        Limit("password, name and network", f"{name}\0{network}", 10, 15 * MINUTES),
        Limit("password, name", name, 60, 60 * MINUTES),
        Limit("password, network", network, 150, 15 * MINUTES),
    )


def code_limits(request: HttpRequest, user: User) -> tuple[Limit, ...]:
    """How often a code may be tried by somebody who knows the password; as above for devices."""
    if device := known_device(request, user.username):
        return (Limit("code, device", f"{user.pk}\0{device}", 6, 10 * MINUTES),)
    return (
        Limit("code, network", f"{user.pk}\0{network_of(request)}", 6, 10 * MINUTES),
        Limit("code", str(user.pk), 20, 60 * MINUTES),
    )


def confirm_limits(user: User) -> tuple[Limit, ...]:
    """How often somebody signed in may try the password that a change asks for."""
    return (Limit("confirm", str(user.pk), 10, 15 * MINUTES),)


def attempt(*asked: Limit) -> int:
    """Count an attempt; seconds to wait where there were too many, else nothing to wait for."""
    exhausted = limits.take(AttemptCount, *asked)
    return exhausted.wait if exhausted else 0


def succeeded(*asked: Limit) -> None:
    """The attempt was rightful and does not count."""
    limits.give_back(AttemptCount, *asked)


def begin_pending(request: HttpRequest, user: User, then: str) -> bool:
    """After the right password: wait for the second factor; False where none is needed."""
    if not (has_factor(user) or must_have(user)):
        return False
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "at": time.time(),
        "then": then,
        "language": user.language,
    }
    return True


def pending(request: HttpRequest) -> Pending | None:
    """Who has given the password in this browser a moment ago, and may still go on."""
    kept = request.session.get(PENDING)
    if not kept or not time.time() - PATIENCE < kept["at"] <= time.time():
        return None
    user = User.objects.filter(pk=kept["user"]).first()
    if user is None or not can_enter_desk(user):
        return None
    if user.get_session_auth_hash() != kept["password"]:
        return None
    return Pending(user, not has_factor(user), kept["then"])


def pending_language(request: HttpRequest) -> str | None:
    """The desk's language of whoever is between password and second factor here."""
    language: str | None = request.session.get(PENDING, {}).get("language")
    return language


def finish(request: HttpRequest, response: HttpResponse, user: User, proof: str = "") -> None:
    """Sign in: begin the session, remember the browser, tell the person of a new one.

    Args:
        proof: how the second factor was proved: "app", "passkey", "recovery" or nothing.
    """
    token, about = own_token(request), described(request)
    is_new = is_new_device(user, token)
    request.session.flush()
    login(request, user, backend=BACKEND)
    request.session[ABOUT] = {**about, "proof": proof}
    with transaction.atomic():
        note_device(response, user, token)
        if is_new:
            where = ", ".join(filter(None, (device_words(about["agent"]), about["network"])))
            record(AccessEvent.Kind.NEW_DEVICE, user, by=user, detail=where)


def note_proof(request: HttpRequest, proof: str) -> None:
    """The session that asks has just proved a second factor."""
    request.session[ABOUT] = {**request.session.get(ABOUT, {}), "proof": proof}


def is_complete(request: HttpRequest, user: User) -> bool:
    """Whether a session holds all that this person has to prove."""
    return bool(request.session.get(ABOUT, {}).get("proof")) or not must_have(user)
