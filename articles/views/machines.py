"""What machines ask a site for by fixed names: rules for robots, whom to tell about a weakness,
how to put the newspaper on a telephone's screen.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _

from articles.caching import FRESH_FOR, ReaderResponse, reader_page
from articles.languages import Language, address_prefix, direction

# Nothing there is for everybody; most of it says so itself, which costs a visit each time.
CLOSED = ("/desk/", "/readers/", "/preview/", "/comments/ticket/")
SEARCH = "search/?q="
SITEMAPS = ("sitemap.xml", "news-sitemap.xml")
EXPIRES_AFTER = timedelta(days=180)  # RFC 9116 asks for less than a year
PAPER = "#fbf9f4"  # as in paper.css
SIZES = (192, 512)


@reader_page()
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309, with the way to the sitemaps."""
    closed = [*CLOSED, *(f"{address_prefix(one)}{SEARCH}" for one in Language.values)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [f"Sitemap: {settings.SITE_URL}/{name}" for name in SITEMAPS]
    return _kept("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@reader_page()
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(midnight + EXPIRES_AFTER).isoformat()}",
        f"Preferred-Languages: {', '.join(Language.values)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return _kept("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@reader_page()
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """The web app manifest of an edition."""
    home, name = address_prefix(language), settings.NEWSPAPER_NAME[language]
    said = {
        "id": home,
        "name": name,
        "short_name": name,
        "lang": language,
        "dir": direction(language),
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["news"],
        "icons": [*_icons("cedar", "any"), *_icons("cedar-maskable", "maskable")],
        "shortcuts": [
            {"name": _("Print editions"), "url": f"{home}print/"},
            {"name": _("Corrections"), "url": f"{home}corrections/"},
        ],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return _kept(text, "application/manifest+json; charset=utf-8")


def _icons(name: str, purpose: str) -> list[dict[str, str]]:
    return [
        {
            "src": static(f"icons/{name}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in SIZES
    ]


def _kept(text: str, content_type: str) -> ReaderResponse:
    response = ReaderResponse(text, content_type=content_type)
    response.fresh_for = FRESH_FOR
    return response
