"""The names of the newspaper's lists. Pure.

A list belongs to one edition (language) and one subject: everything, a section, a tag, a
contributor, a place or a printed edition.
"""

from __future__ import annotations


def everything(language: str) -> str:
    return f"{language}:all"


def section(language: str, pk: int) -> str:
    return f"{language}:section:{pk}"


def tag(language: str, slug: str) -> str:
    return f"{language}:tag:{slug}"


def contributor(language: str, pk: int) -> str:
    return f"{language}:by:{pk}"


def place(language: str, pk: int) -> str:
    return f"{language}:place:{pk}"


def print_date(language: str, date: str) -> str:
    """The stories printed on a day (ISO date)."""
    return f"{language}:print:{date}"


def print_dates(language: str) -> str:
    """The stories that were printed at all."""
    return f"{language}:printed"
