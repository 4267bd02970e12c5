from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse

from articles import lite, prepared
from articles.caching import reader_page
from articles.fronts.arranging import arranged
from articles.fronts.plan import Plan, automatic
from articles.views.lite import lite_front
from articles.views.most_read import read_most
from articles.views.page import Paper, furniture, page

# A plan that readers have, with the pins that they may see.
PLAN = "SELECT plan FROM articles_frontpage WHERE language = $1"


@reader_page()
def front(request: HttpRequest, language: str) -> HttpResponse:
    """The front page of an edition, as the desk arranged it; the rule fills the rest."""
    paper = furniture(language)
    if lite.part_of(request):
        return lite_front(request, paper)
    context = {
        "front": arranged(paper, plan_of_readers(paper)),
        "most_read": read_most(language),
        "canonical_path": paper.home_url,
    }
    return page(request, "articles/front.html", paper, context)


def plan_of_readers(paper: Paper) -> Plan:
    """The plan that readers have; where none was ever published, all sections by rule."""
    rows = prepared.rows("articles_frontpage", PLAN, paper.language)
    if rows:
        plan: Plan = json.loads(rows[0][0])
        return plan
    return automatic(entry.pk for entry in paper.sections if not entry.is_opinion)
