"""An editor's HTML made safe, and its plain text. Pure.

The list is narrow on purpose: what a newspaper text needs, and nothing that can fetch or run.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import nh3

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br", "hr"}
TAGS |= {"figure", "figcaption", "img", "sub", "sup", "bdi"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # else title and lang may stand everywhere
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    **{tag: {"dir", "lang"} for tag in ("p", "h2", "h3", "li", "ul", "ol", "bdi", "em")},
    "blockquote": {"dir", "lang"},
}
CLASSES = {"blockquote": {"pullquote"}}
SCHEMES = {"http", "https", "mailto"}
OWN_PICTURES = re.compile(r"^/media/photos/[\w./-]+$")
# Dropped with their content: their text was never meant to be read.
DROPPED = {"script", "style", "iframe", "object", "template", "noscript", "svg", "math", "title"}
TOKEN = re.compile(r"<[^>]*>|[^<]+")
BLANK = re.compile(r"(?:\s|&nbsp;|<br>)*")
# Elements that are dropped where nothing, or nothing but space, stands in them.
EMPTY_WITH_SPACE = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "figure", "figcaption"}
EMPTY_WITH_NOTHING = {"em", "strong", "a", "sub", "sup", "bdi"}
PASSES = 4  # an element taken out can change how the rest is read; two are nearly always enough
# Ordinary reading speeds. An Arabic word says more: articles and pronouns are written into it (the
# IReST texts are read with 228 words a minute in English and 138 in Arabic).
WORDS_A_MINUTE = {"en": 220, "ar": 140}


def _keep(tag: str, name: str, value: str) -> str | None:
    if name == "dir":
        return value.lower() if value.lower() in {"ltr", "rtl", "auto"} else None
    if name == "src":
        return value if OWN_PICTURES.match(value) and ".." not in value else None
    if name == "href":
        return value if _is_good_link(value) else None
    if name in {"lang", "hreflang"}:
        return value if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) else None
    if name in {"width", "height"}:
        return value if value.isdecimal() and len(value) <= 5 else None
    return value


def _is_good_link(address: str) -> bool:
    if re.search(r"[\x00-\x20\\\u2028\u2029]", address) or address.startswith("//"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.scheme:
        return address.startswith(("/", "#"))
    return parts.scheme in SCHEMES and (parts.scheme == "mailto" or bool(parts.netloc))


def sanitize(raw: str) -> str:
    """Safe HTML for a story's body.

    Foreign pictures, links without a scheme (``//host``), styles, handlers and every class but
    the pull quote's are dropped; the writing direction of a paragraph stays. What came out of it
    comes out the same again.
    """
    for _ in range(PASSES):
        clean = _one_pass(raw)
        if clean == raw:
            break
        raw = clean
    return raw


def _one_pass(raw: str) -> str:
    clean = nh3.clean(
        raw,
        tags=TAGS,
        clean_content_tags=DROPPED,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_keep,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    # Tags are safe to find by pattern from here on: within attributes < and > are escaped.
    clean = re.sub(r"<img(?![^>]*\ssrc=)[^>]*>", "", clean)
    clean = re.sub(r"<a>(.*?)</a>", r"\1", clean, flags=re.DOTALL)
    return _without_empty_elements(clean).strip().strip("\ufeff")


def _without_empty_elements(clean: str) -> str:
    """From the innermost out, in one walk: time grows with the length alone."""
    kept: list[str] = []
    for token in TOKEN.findall(clean):
        if token.startswith("</"):
            name, start = token[2:-1], len(kept) - 1
            if name in EMPTY_WITH_SPACE:
                while start >= 0 and BLANK.fullmatch(kept[start]):
                    start -= 1
            elif name not in EMPTY_WITH_NOTHING:
                start = -1
            if start >= 0 and re.match(rf"<{name}[ >]", kept[start]):
                del kept[start:]
                continue
        kept.append(token)
    return "".join(kept)


def plain_text(body: str) -> str:
    """The words of a body, paragraphs separated by a line feed."""
    text = re.sub(r"</(?:p|h2|h3|li|blockquote|figcaption|ul|ol)>|<br>|<hr>", "\n", body)
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def word_count(body: str) -> int:
    """How many words a body has."""
    return len(plain_text(body).split())


def reading_minutes(words: int, language: str) -> int:
    """Whole minutes to read so many words of a language; at least one."""
    return max(1, round(words / WORDS_A_MINUTE[language]))


def with_dateline(body: str, dateline: str) -> str:
    """The body with the dateline run into its first paragraph, as printed."""
    if not dateline:
        return body
    label = f'<span class="dateline">{html.escape(dateline)}</span> '
    if re.match(r"<p(?: [^>]*)?>", body):
        return re.sub(r"^(<p(?: [^>]*)?>)", lambda start: start[0] + label, body, count=1)
    return f"<p>{label.rstrip()}</p>{body}"
