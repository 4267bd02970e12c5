"""Template filters of the paper: dates, numbers and bylines in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import dates
from articles.languages import Language

register = template.Library()

ROLES: dict[str, str | Promise] = {
    "by": gettext_lazy("By %(names)s"),
    "reporting": gettext_lazy("Additional reporting by %(names)s"),
    "photographs": gettext_lazy("Photographs by %(names)s"),
    "translation": gettext_lazy("Translated by %(names)s"),
}


def _language() -> str:
    return get_language() or Language.ENGLISH.value


@register.filter
def paper_full_date(moment: datetime | date) -> str:
    """``Wednesday, 20 November 2013``."""
    return dates.full_date(moment, _language())


@register.filter
def paper_date(moment: datetime | date) -> str:
    """``20 November 2013``."""
    return dates.long_date(moment, _language())


@register.filter
def print_date(moment: datetime | date) -> str:
    """``November 20, 2013``, as the print-edition line has it."""
    return dates.print_date(moment, _language())


@register.filter
def paper_time(moment: datetime) -> str:
    """``09:41``."""
    return dates.clock_time(moment, _language())


@register.filter
def paper_stamp(moment: datetime) -> str:
    """``20 Nov 2013, 09:41``."""
    return dates.stamp(moment, _language())


@register.filter
def paper_number(value: int | str) -> str:
    """A number in the digits of the page's language; a page such as A5 as it is printed."""
    return dates.number(value, _language()) if str(value).isdecimal() else str(value)


def _joined(names: list[SafeString]) -> SafeString:
    if len(names) == 1:
        return names[0]
    comma = "، " if _language() == Language.ARABIC else ", "
    head = format_html_join(comma, "{}", [(name,) for name in names[:-1]])
    return format_html(_("{names} and {last}"), names=head, last=names[-1])


def _names(people: Iterable[dict[str, Any]], *, linked: bool) -> SafeString:
    shape = '<a href="{}"><bdi>{}</bdi></a>' if linked else "<bdi>{1}</bdi>"
    return _joined([format_html(shape, one["url"], one["name"]) for one in people])


def _line(people: list[dict[str, Any]], role: str, *, linked: bool) -> SafeString:
    names = _names(people, linked=linked)
    if role == "by" and all(one["kind"] == "agency" for one in people):
        return names
    before, _names_here, after = str(ROLES[role]).partition("%(names)s")
    return format_html("{}{}{}", before, names, after)


@register.filter
def byline_line(story: Any, role: str = "by") -> SafeString:
    """A story's byline for one role, with links; empty where nobody has that role."""
    people = [one for one in story.people if one["role"] == role]
    return _line(people, role, linked=True) if people else SafeString("")


@register.filter
def byline_names(story: Any) -> SafeString:
    """The names of the writers for a list, without links."""
    people = [one for one in story.people if one["role"] == "by"]
    return _names(people, linked=False) if people else SafeString("")


@register.filter
def further_bylines(story: Any) -> SafeString:
    """The lines for all other roles, one after another."""
    lines = [(byline_line(story, role),) for role in list(ROLES)[1:]]
    return format_html_join(" ", '<span class="role">{}.</span>', [one for one in lines if one[0]])
