"""Every public address there is, filled in for one story, and all that it answers.

The addresses are read from the site itself, so a new kind of page is walked from its first day. One
whose variable parts nobody knows how to fill fails the test: say in ``VALUES`` what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

NOT_PUBLIC = "desk/"  # behind the sign-in
PLACE = re.compile(r"<(?:\w+:)?\w+>|\(\?P<\w+>[^()]+\)")
# Before and after everything, and whatever else a page asks for now or later.
ALSO = "q={slug}&query={slug}&page=2&sort=newest&since=0&year={day:%Y}&lang=ar&story={number}"
QUESTIONS = ("", f"?before=9999999999000000-1&{ALSO}", f"?after=1000000-1&lite=1&{ALSO}")
# What differs from one answer to the next, whoever asks and whatever is asked for.
RANDOM = re.compile(r"nonce-[^']+|nonce=\"[^\"]+\"|csrfmiddlewaretoken[^>]+|csrftoken=[^;]+")
RANDOM_PAGES = ("/comments/ticket/", "/readers/token/")

Answer = tuple[int, str, bytes]
Answers = dict[tuple[str, str], Answer]


@dataclass(frozen=True)
class Walked:
    """What stands in the variable parts of addresses.

    Args:
        slug: of the story's subjects, and the beginning of its own.
        moment: (aware) at which it is published.
    """

    number: int
    slug: str
    moment: datetime
    files: Sequence[str]
    comment: int = 1
    printed: str = "2013-11-20"
    sections: Sequence[str] = ("middle-east",)

    @property
    def old(self) -> str:
        """Where it stood in a system before this one."""
        return f"News/2013/Nov-20/238401-{self.slug}.ashx"

    @property
    def values(self) -> dict[str, Sequence[str]]:
        day = timezone.localtime(self.moment)
        return {
            "<number:story_id>": [str(self.number)],
            "<number:pk>": [str(self.comment)],
            "<int:pk>": ["1"],
            "<slug:slug>": [self.slug, *self.sections],
            "<str:slug>": [self.slug],
            "<path:path>": [*self.files, f"photos/{self.slug}.webp"],
            "<str:token>": ["forged"],
            "<str:receipt>": ["forged"],
            "<old:old>": [self.old, "x/238401.ashx"],
            "<form:form>": ["rss", "atom", "json"],
            "<day:day>": [self.printed],
            "<month:month>": [self.printed[:7], f"{day:%Y-%m}"],
            "<int:year>": [f"{day:%Y}"],
            "<int:month>": [f"{day:%m}"],
            "<int:day>": [f"{day:%d}"],
            r"(?P<part>[1-9]\d?)": ["1"],
        }

    def addresses(self) -> list[str]:
        """Every public address, with questions and without."""
        day = timezone.localtime(self.moment)
        ask = [one.format(slug=self.slug, number=self.number, day=day) for one in QUESTIONS]
        paths = dict.fromkeys(path for one in public_patterns() for path in self._filled(one))
        return [path + question for path, question in product(paths, ask)]

    def _filled(self, pattern: str) -> list[str]:
        if "(?P<section>" in pattern:
            return self._of_the_story(pattern)
        values, places = self.values, PLACE.findall(pattern)
        unknown = [one for one in places if one not in values]
        if unknown or "(?" in PLACE.sub("", pattern):
            raise AssertionError(f"say what stands in {pattern} ({unknown}), see {__name__}")
        whole = PLACE.sub("{}", pattern).replace("\\", "").removesuffix("$")
        return ["/" + whole.format(*one) for one in product(*(values[one] for one in places))]

    def _of_the_story(self, pattern: str) -> list[str]:
        """Its present, its former and its made-up addresses."""
        edition = "/ar/" if pattern.startswith("ar/") else "/"
        day = timezone.localtime(self.moment)
        written = f"{day:%Y}/{day:%b-%d}".lower()
        before = (f"middle-east/{written}", "middle-east/2013/nov-20", "x/y/z")
        stems = (f"{self.number}", f"{self.number}-{self.slug}-headline", f"{self.number}-other")
        return [f"{edition}{first}/{stem}/" for first, stem in product(before, stems)]


def public_patterns() -> list[str]:
    """Every address outside the desk, as it is written in the lists of addresses."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            whole = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, whole)
            elif not whole.startswith(NOT_PUBLIC):
                yield whole.replace("^", "")

    return list(walk(get_resolver(), ""))


def ask(
    client: Client,
    address: str,
    method: str = "get",
    *,
    fresh: bool = True,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """All that an answer says; whatever it changed is taken back.

    Args:
        fresh: whatever was kept.
    """
    if fresh:
        cache.clear()
    cookies = client.cookies.output()
    with transaction.atomic():
        response: Any = getattr(client, method)(address, headers=headers or {})
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.clear()
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    said = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    kind = response.get("Content-Type", "")
    if kind.startswith(("text/", "application/")):
        body = RANDOM.sub("", body.decode()).encode()
    return response.status_code, RANDOM.sub("", said), body


def answers(client: Client, addresses: Sequence[str], method: str = "get", **more: Any) -> Answers:
    """What each address answers."""
    return {(method, one): ask(client, one, method, **more) for one in addresses}


def telling(found: Answers, *secrets: str | bytes) -> list[tuple[str, str]]:
    """Which answers tell one of the secrets, in whatever case and place.

    A page may say again what it was asked for, which is written small.
    """
    wanted = [one if isinstance(one, bytes) else one.encode() for one in secrets]
    small = [one.lower() for one in wanted]
    told = []
    for (method, address), (_status, said, body) in found.items():
        whole, known = said.encode() + body, wanted
        if "q=" not in address:
            whole, known = whole.lower(), small
        if any(one in whole for one in known):
            told.append((method, address))
    return told


def different(found: Answers, before: Answers) -> list[tuple[str, str, int, int]]:
    """Which answers are not byte by byte what they were."""
    return [
        (*asked, answer[0], before[asked][0])
        for asked, answer in found.items()
        if answer != before[asked] and not asked[1].startswith(RANDOM_PAGES)
    ]


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done within it never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
