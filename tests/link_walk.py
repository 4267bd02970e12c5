"""A walk over every link of a site, as a search engine goes, by Django's test client."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

# Not pages: what a visitor sends, or files that other tests look at.
LEFT_OUT = re.compile(
    r"^/(static|media|desk|readers)/|^/comments/\d+/.*(reply|flag|edit|withdraw)/"
)


class Page(HTMLParser):
    """What a page says of itself, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.title = self.description = self.canonical = self.robots = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.counts[tag] += 1
        self.ids.add(values.get("id", ""))
        if tag == "a" and "href" in values:
            self.links.add(values["href"])
        elif tag == "link":
            kinds = values.get("rel", "").split()
            if "canonical" in kinds:
                self.canonical = values["href"]
            if {"canonical", "alternate", "next", "prev"}.intersection(kinds):
                self.links.add(values["href"])
        elif tag == "meta" and values.get("name") in {"description", "robots"}:
            setattr(self, values["name"], values.get("content", ""))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
            self._in_title = False


@dataclass
class Walk:
    """A walk from some addresses; what is wrong is one line each in ``faults``."""

    client: Client
    seen: dict[str, Page | None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def from_all(self, *starts: str) -> Walk:
        """Follow every link, each once."""
        waiting = [(start, "the start") for start in starts]
        while waiting:
            path, origin = waiting.pop()
            if path in self.seen:
                continue
            page = self.seen[path] = self._open(path, origin)
            if page:
                self._judge(path, page)
                waiting += [(one, path) for one in self._ways(path, page)]
        return self

    def _open(self, path: str, origin: str) -> Page | None:
        response: HttpResponseBase = self.client.get(path)
        if response.status_code in {301, 302}:
            there = response.headers["Location"]
            self.faults.append(f"{origin}: links to {path}, which only leads to {there}")
            return None
        if response.status_code != 200:
            self.faults.append(f"{origin}: links to {path}, which answers {response.status_code}")
            return None
        if not response.headers["Content-Type"].startswith("text/html"):
            return None
        return Page(response.content.decode())  # type: ignore[attr-defined]

    def _judge(self, path: str, page: Page) -> None:
        if page.counts["h1"] != 1:
            self.faults.append(f"{path}: {page.counts['h1']} h1")
        if not page.title.strip():
            self.faults.append(f"{path}: no title")
        if "noindex" in page.robots or "lite" in urlsplit(path).query:
            return
        if not page.description:
            self.faults.append(f"{path}: no description")
        if not page.canonical:
            self.faults.append(f"{path}: no canonical address")

    def _ways(self, path: str, page: Page) -> list[str]:
        found = []
        for link in sorted(page.links):
            there, fragment = urldefrag(urljoin(path, link.removeprefix(settings.SITE_URL)))
            if fragment and there == path and fragment not in page.ids:
                self.faults.append(f"{path}: #{fragment} is nowhere")
            parts = urlsplit(there)
            if not (parts.scheme or parts.netloc) and not LEFT_OUT.match(there):
                found.append(there)
        return found
