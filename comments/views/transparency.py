"""The public page of the moderation's numbers, month by month."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.caching import reader_page
from articles.dates import ENGLISH_MONTHS, LEVANTINE_MONTHS, number
from articles.languages import Language, address_prefix, other
from articles.views.page import furniture, page
from comments import house_rules
from comments.numbers import months

PATH = "transparency/"


@reader_page("before")
def transparency(request: HttpRequest, language: str) -> HttpResponse:
    """Comments received, published and rejected, by month; ``?before=2026-03`` turns the page."""
    before = _month(request.GET.get("before", ""))
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    found, more = months(before)
    older = f"{request.path}?before={found[-1].first:%Y-%m}" if more else ""
    context = {
        "months": [(one, _title(one.first, language)) for one in found],
        "older": older,
        "turned": before is not None,
        "house_rules": house_rules.address(language),
        "canonical_path": request.path,
    }
    return page(request, "comments/transparency.html", paper, context)


def _title(first: datetime, language: str) -> str:
    names = LEVANTINE_MONTHS if language == Language.ARABIC else ENGLISH_MONTHS
    return number(f"{names[first.month - 1]} {first.year}", language)


def _month(value: str) -> datetime | None:
    """The first moment of a month, from ``2026-03``."""
    if not value:
        return None
    found = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", value, re.ASCII)
    if found is None:
        raise Http404
    return datetime(int(found[1]), int(found[2]), 1, tzinfo=timezone.get_current_timezone())
