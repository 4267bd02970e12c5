"""The browser that somebody uses: in words, roughly where, and whether it was seen before."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from staff.models import KnownDevice, User

COOKIE = "desk-device"
KEPT_FOR = timedelta(days=400)
PATH = "/desk/"

# In this order: most browsers also name those that they are like.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def device_words(agent: str) -> str:
    """A browser's own description in words, such as "Firefox on Linux"."""
    browser = next((name for mark, name in BROWSERS if f"{mark}/" in _whole(agent)), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


def _whole(agent: str) -> str:
    """With one name for the phones' Edge, which calls itself EdgA or EdgiOS."""
    return re.sub(r"Edg(?:A|iOS)/", "Edg/", agent)


def rough_network(address: str) -> str:
    """The wider network of an address, enough to know one's own: an IPv4 /24 or an IPv6 /48."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return str(ip_network((found, 48), strict=False))
        found = found.ipv4_mapped
    return str(ip_network((found, 24), strict=False))


def described(request: HttpRequest) -> dict[str, str]:
    """Browser and network of a request, for the list of sessions."""
    return {
        "agent": request.headers.get("User-Agent", "")[:300],
        "network": rough_network(request.META.get("REMOTE_ADDR", "")),
    }


def known_device(request: HttpRequest, username: str) -> str | None:
    """A hash that stands for the browser, where the account of this name signed in there before."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    known = KnownDevice.objects.filter(token_hash=_hash(token), user__username=username)
    return _hash(token) if known.exists() else None


def own_token(request: HttpRequest) -> str:
    """The browser's token where this site gave it out; else a new one."""
    token = request.COOKIES.get(COOKIE, "")
    if token and KnownDevice.objects.filter(token_hash=_hash(token)).exists():
        return token
    return secrets.token_urlsafe(32)


def is_new_device(user: User, token: str) -> bool:
    """Whether a browser is new to an account that was used before."""
    known = KnownDevice.objects.filter(user=user)
    used_before = user.last_login is not None or known.exists()
    return used_before and not known.filter(token_hash=_hash(token)).exists()


def note_device(response: HttpResponse, user: User, token: str) -> None:
    """Remember the browser as one of this person."""
    KnownDevice.objects.update_or_create(
        user=user, token_hash=_hash(token), defaults={"last_seen": Now()}
    )
    response.set_cookie(
        COOKIE,
        token,
        max_age=KEPT_FOR,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_other_devices(request: HttpRequest, user: User) -> None:
    """All browsers but the one that asks are strangers to this account from now on."""
    own = _hash(request.COOKIES.get(COOKIE, ""))
    KnownDevice.objects.filter(user=user).exclude(token_hash=own).delete()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
