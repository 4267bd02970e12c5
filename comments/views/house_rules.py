"""The public page of the house rules, one for each edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.caching import reader_page
from articles.languages import address_prefix, other
from articles.views.page import furniture, page
from comments.house_rules import HOUSE_RULES, PATH


@reader_page()
def house_rules(request: HttpRequest, language: str) -> HttpResponse:
    """What we ask of whoever comments; each reason for a rejection has its place."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    context = {"rules": HOUSE_RULES, "canonical_path": request.path}
    context |= {"me_url": f"{reverse('readers:me')}?lang={language}"}
    return page(request, "comments/house_rules.html", paper, context)
