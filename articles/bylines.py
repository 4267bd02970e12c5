"""The names under a headline as HTML, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.languages import Language
from articles.models.story import PublishedStory

ROLES: dict[str, str | Promise] = {
    "by": gettext_lazy("By %(names)s"),
    "reporting": gettext_lazy("Additional reporting by %(names)s"),
    "photographs": gettext_lazy("Photographs by %(names)s"),
    "translation": gettext_lazy("Translated by %(names)s"),
}


def writers(story: PublishedStory) -> SafeString:
    """The names of the writers for a list, without links; empty where there are none."""
    people = [one for one in story.bylines if one["role"] == "by"]
    if not people:
        return SafeString("")
    return _joined([SafeString(f"<bdi>{escape(one['name'])}</bdi>") for one in people])


def line(story: PublishedStory, role: str) -> SafeString:
    """The byline for one role, with links; empty where nobody has that role."""
    people = [one for one in story.people if one["role"] == role]
    if not people:
        return SafeString("")
    names = _linked(people)
    if role == "by" and all(one["kind"] == "agency" for one in people):
        return names
    before, _names_here, after = str(ROLES[role]).partition("%(names)s")
    return format_html("{}{}{}", before, names, after)


def further_lines(story: PublishedStory) -> SafeString:
    """The lines for all roles but the writers', one after another."""
    lines = [(line(story, role),) for role in list(ROLES)[1:]]
    return format_html_join(" ", '<span class="role">{}.</span>', [one for one in lines if one[0]])


def _linked(people: Iterable[dict[str, Any]]) -> SafeString:
    shape = '<a href="{}"><bdi>{}</bdi></a>'
    return _joined([format_html(shape, one["url"], one["name"]) for one in people])


def _joined(names: list[SafeString]) -> SafeString:
    if len(names) == 1:
        return names[0]
    comma = "، " if get_language() == Language.ARABIC else ", "
    head = format_html_join(comma, "{}", [(name,) for name in names[:-1]])
    return format_html(_("{names} and {last}"), names=head, last=names[-1])
