"""People at the door of the desk, with passwords and authenticator apps."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

from django.test import Client

from staff import factors, totp
from staff.models import AuthenticatorApp, User

PASSWORD = "between-two-cedars"
LOGIN, SECOND = "/desk/login/", "/desk/sign-in/"


class Phone:
    """An authenticator app, told by the standard's own words and not by the site's code."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, steps: int = 0) -> str:
        """What the app shows, perhaps with a clock that is some half minutes off."""
        counter = struct.pack(">Q", int(time.time()) // 30 + steps)
        mac = hmac.new(base64.b32decode(self.secret), counter, hashlib.sha1).digest()
        offset = mac[19] & 15
        (number,) = struct.unpack(">I", mac[offset : offset + 4])
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def with_app(user: User) -> Phone:
    """Set up an app; its codes are all fresh."""
    phone = Phone(totp.new_secret())
    assert factors.enable_app(user, phone.secret, phone.code())
    AuthenticatorApp.objects.filter(user=user).update(last_step=0)
    return phone


def give_password(client: Client, user: User | str, password: str = PASSWORD, **more: Any) -> Any:
    """The first step."""
    name = user if isinstance(user, str) else user.username
    return client.post(LOGIN, {"username": name, "password": password}, **more)


def is_in(client: Client) -> bool:
    return int(client.get("/desk/").status_code) == 200
