"""Passkeys (WebAuthn) as a second factor: the questions for the browser, and its answers checked.

The question of a page stands in the session until it is answered; each is good for one answer.
"""

from __future__ import annotations

import json
import struct
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from staff.models import Passkey, User

ASKED = "passkey_asked"
MOST = 10  # passkeys of one person
LONGEST = 30_000  # characters of a browser's answer
# What a malformed answer makes the library raise.
MALFORMED = (ValueError, TypeError, LookupError, AttributeError, struct.error, RecursionError)


def possible(request: HttpRequest) -> bool:
    """Whether browsers offer passkeys at this address: it needs a name and, elsewhere, TLS."""
    host = _host(request)
    return host == "localhost" or (request.is_secure() and not _is_number(host))


def registration(request: HttpRequest, user: User) -> str:
    """The question that makes a new passkey, as JSON for the browser."""
    known = [AttestedCredentialData(bytes(row.credential)) for row in user.passkeys.all()]
    entity = PublicKeyCredentialUserEntity(
        id=str(user.pk).encode(), name=user.username, display_name=str(user)
    )
    options, state = _server(request).register_begin(
        entity, known, user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[ASKED] = state
    return json.dumps(dict(options)["publicKey"])


def registered(request: HttpRequest, answer: str, name: str) -> Passkey | None:
    """The passkey that a browser made, not saved yet; None where its answer is not good."""
    state, server = request.session.pop(ASKED, None), _server(request)
    try:
        data = server.register_complete(state, _read(answer)).credential_data
        if data is None or data.public_key.get(3) not in _algorithms(server):
            return None
        identity = websafe_encode(data.credential_id)
    except MALFORMED:
        return None
    if Passkey.objects.filter(credential_id=identity).exists():
        return None
    return Passkey(credential_id=identity, credential=bytes(data), sign_count=0, name=name)


def question(request: HttpRequest, user: User) -> str:
    """The question that a passkey of this person answers, as JSON; empty without passkeys."""
    known = [AttestedCredentialData(bytes(row.credential)) for row in user.passkeys.all()]
    if not known or not possible(request):
        return ""
    options, state = _server(request).authenticate_begin(
        known, user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[ASKED] = state
    return json.dumps(dict(options)["publicKey"])


def answered(request: HttpRequest, user: User, answer: str) -> bool:
    """Whether the answer to the question comes from a passkey of this person.

    A passkey that counts its uses must have counted on: a copy of it would not have.
    """
    state = request.session.pop(ASKED, None)
    known = [AttestedCredentialData(bytes(row.credential)) for row in user.passkeys.all()]
    try:
        given = _read(answer)
        used = _server(request).authenticate_complete(state, known, given)
        count = AuthenticationResponse.from_dict(given).response.authenticator_data.counter
    except MALFORMED:
        return False
    row = Passkey.objects.filter(user=user, credential_id=websafe_encode(used.credential_id))
    onward = Q(sign_count__lt=count) | (Q(sign_count=0) if count == 0 else Q(pk__in=[]))
    return row.filter(onward).update(sign_count=count, last_used_at=Now()) == 1


def _server(request: HttpRequest) -> Fido2Server:
    origin = f"{request.scheme}://{request.get_host()}"
    entity = PublicKeyCredentialRpEntity(id=_host(request), name=settings.NEWSPAPER_NAME["en"])
    return Fido2Server(entity, verify_origin=lambda named: named == origin)


def _algorithms(server: Fido2Server) -> set[int]:
    return {one.alg for one in server.allowed_algorithms}


def _host(request: HttpRequest) -> str:
    return urlsplit(f"//{request.get_host()}").hostname or ""


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise ValueError("the answer is too long")
    found: dict[str, Any] = json.loads(answer)
    return found
