"""Whom a note calls: ``@name`` for a colleague, ``@editors`` for everybody of a role.

Names are the desk's sign-in names. ``handles`` and ``marked`` are pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from staff.models import User
from staff.roles import Role

# As Django allows in a sign-in name. Not within a word: an address of mail calls nobody.
_CALL = re.compile(r"(?<![\w.@+-])@([\w.+-][\w.@+-]{0,149})")
_TRAILING = ".+-@"  # at the end of a sentence these belong to the sentence
GROUPS = {
    "journalists": Role.JOURNALIST,
    "editors": Role.EDITOR,
    "moderators": Role.MODERATOR,
    "chiefs": Role.CHIEF,
    "الصحافيون": Role.JOURNALIST,
    "الصحافيين": Role.JOURNALIST,
    "المحررون": Role.EDITOR,
    "المحررين": Role.EDITOR,
    "المشرفون": Role.MODERATOR,
    "المشرفين": Role.MODERATOR,
}
MOST_HANDLES = 20  # of one note; who calls more people calls a group


@dataclass(frozen=True)
class Called:
    """The colleagues whom a note calls, and the names that nobody has."""

    users: list[User]
    unknown: list[str]


def handles(text: str) -> list[str]:
    """The names called in a text, in order, each once; at most ``MOST_HANDLES``."""
    names = (found[1].rstrip(_TRAILING) for found in _CALL.finditer(text))
    return list(dict.fromkeys(name for name in names if name))[:MOST_HANDLES]


def as_calls(names: str) -> str:
    """Names typed in a line of their own, with or without ``@``, as a text that calls them."""
    return " ".join(f"@{name.lstrip('@')}" for name in re.split(r"[\s,،;]+", names) if name)


def colleagues() -> QuerySet[User]:
    """Everybody who can read a note: active, of the staff and with a role."""
    roled = Q(groups__name__in=Role.values) | Q(is_superuser=True)
    return User.objects.filter(roled, is_active=True, is_staff=True).distinct()


def called(names: Iterable[str], *, by: User) -> Called:
    """The colleagues behind called names; whoever writes is never among them.

    An account's own name wins over a group of the same name.
    """
    wanted = {name.casefold(): name for name in names}
    persons = {user.username.casefold(): user for user in _named(wanted.values())}
    roles = {GROUPS[key] for key in wanted if key not in persons and key in GROUPS}
    users = {user.pk: user for user in persons.values()}
    if roles:
        users |= {user.pk: user for user in colleagues().filter(groups__name__in=roles)}
    users.pop(by.pk, None)
    unknown = [name for key, name in wanted.items() if key not in persons and key not in GROUPS]
    return Called(sorted(users.values(), key=lambda user: user.pk), unknown)


def _named(names: Iterable[str]) -> QuerySet[User]:
    any_of = Q(pk__in=[])
    for name in names:
        any_of |= Q(username__iexact=name)
    return colleagues().filter(any_of)


def marked(text: str) -> SafeString:
    """A note as HTML: lines kept, called names set apart."""
    parts: list[str] = []
    end = 0
    for found in _CALL.finditer(text):
        name = found[1].rstrip(_TRAILING)
        if name:
            parts += [text[end : found.start()], _set_apart(name)]
            end = found.start() + 1 + len(name)
    parts.append(text[end:])
    return linebreaksbr(format_html_join("", "{}", ((part,) for part in parts)))


def _set_apart(name: str) -> SafeString:
    return format_html('<bdi class="called">@{}</bdi>', name)
