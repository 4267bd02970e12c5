"""The look's promises that need no browser: small, mirrored, translated, from this site alone."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
STYLES = sorted((STATIC / "css").glob("*.css"))
# The desk's pages and letters have rules of their own.
PAGES = sorted(
    path
    for path in (ROOT / "templates").rglob("*.html")
    if path.relative_to(ROOT / "templates").parts[0] not in {"admin", "mail"}
)
KILOBYTE = 1024
#: What makes letters harder to read, and where it would depend on the language or the width.
COLOURS = re.compile(
    r"color|opacity|fill|filter|mix-blend-mode|background(?:-color|-image)?|-webkit-text-fill-color"
)
ELSEWHERE = re.compile(r":lang|\[lang|\[dir|:dir|width|inline-size")
TOKEN = re.compile(r"var\((--[\w-]+)")
PHYSICAL = re.compile(
    r"(?<![\w.-])(?:(?:margin|padding|border|inset|scroll-margin)-(?:left|right|top|bottom)\b"
    r"|(?:left|right|top|bottom)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)


def packed(path: Path) -> int:
    """A file's size in bytes as it travels."""
    return len(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))


def size(*names: str) -> int:
    """The size of some font files together, in bytes."""
    return sum((STATIC / "fonts" / f"{name}.woff2").stat().st_size for name in names)


def declarations(css: str) -> Iterator[tuple[str, str, str]]:
    """Each property of a style sheet with its value, and what it stands within."""
    within, piece = list[str](), ""
    for sign in re.findall(
        r"\"[^\"]*\"|[{};]|[^{};\"]+", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    ):
        if sign == "{":
            within.append(piece.strip())
        elif sign in ";}":
            name, colon, value = piece.partition(":")
            if colon and within:
                yield " ".join(within), name.strip(), value.strip()
            if sign == "}":
                within.pop()
        else:
            piece += sign
            continue
        piece = ""


def test_no_colour_depends_on_the_language_or_the_width() -> None:
    """So a look at each scheme, in whatever language and width, sees all of its colours.

    Lines and spots that are drawn before or after something bear no letters.
    """
    rules = [
        (style.name, *rule)
        for style in sorted(STATIC.rglob("*.css"))
        for rule in declarations(style.read_text())
    ]
    properties, more = set[str](), {name for *_, name, _value in rules if COLOURS.fullmatch(name)}
    while more := more - properties:  # tokens that colours are made of, and those made of these
        properties |= more
        more = {
            token for *_, name, value in rules if name in more for token in TOKEN.findall(value)
        }
    assert {"color", "--ink"} <= properties
    assert [
        rule
        for rule in rules
        if rule[2] in properties
        and ELSEWHERE.search(rule[1])
        and not re.search(r"::(?:before|after)$", rule[1])
    ] == []


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_know_no_left_and_right(style: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", style.read_text(), flags=re.DOTALL)
    assert PHYSICAL.findall(rules) == []


def test_dark_is_the_same_whether_the_device_or_the_reader_wants_it() -> None:
    css = (STATIC / "css" / "paper.css").read_text()
    device, reader = re.findall(r"--paper: #16[^}]*?--dim: [^;]+;", css)
    assert device == reader


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_only_the_paper_asks_for_the_device_s_scheme(style: Path) -> None:
    """So that the reader's choice holds for everything; ``light-dark()`` and tokens heed it."""
    assert style.read_text().count("prefers-color-scheme") == (style.name == "paper.css")


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_load_nothing_from_elsewhere(style: Path) -> None:
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", style.read_text())
    assert [one for one in addresses if not one.startswith("../")] == []
    assert "@import" not in style.read_text()


def test_the_paper_s_style_sheet_is_small() -> None:
    assert packed(STATIC / "css" / "paper.css") <= 8 * KILOBYTE


def test_an_english_page_loads_two_small_fonts() -> None:
    assert size("newsreader", "franklin") <= 60 * KILOBYTE


def test_an_arabic_page_loads_two_small_fonts() -> None:
    assert size("naskh", "newsreader") <= 60 * KILOBYTE


def test_every_font_in_the_style_sheet_is_here_and_free() -> None:
    named = set(re.findall(r"fonts/([\w-]+\.woff2)", (STATIC / "css" / "paper.css").read_text()))
    assert named == {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    assert len(list((STATIC / "fonts").glob("OFL-*.txt"))) == len(named)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_pages_carry_no_styles_scripts_or_handlers_of_their_own(page: Path) -> None:
    html = page.read_text()
    if page.parent.name == "lite":  # one style sheet, whose digest stands in the page's policy
        html = html.replace("<style>{{ style }}</style>", "")
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", html)
    assert all("src=" in tag or "json" in tag for tag in re.findall(r"<script[^>]*>", html))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_pages_fetch_from_this_site_only(page: Path) -> None:
    html = page.read_text()
    fetched = re.findall(r"<(?:img|script|link|iframe|source)\b[^>]*?(?:src|href)=\"([^\"]*)", html)
    assert [one for one in fetched if re.match(r"(?:https?:)?//", one)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_pictures_say_their_size_and_their_text(page: Path) -> None:
    for tag in re.findall(r"<img\b[^>]*>", page.read_text()):
        assert all(f"{name}=" in tag for name in ("width", "height", "alt")), tag
