"""The readers' front page for the frame: of a version, and as it will stand at a moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from articles.admin.front.acts import WallField
from articles.admin.front.asked import front_asked
from articles.admin.preview.render import closed, may_be_framed
from articles.admin.preview.scheme import for_frame
from articles.asked import whole_number
from articles.clock import as_it_stands_at
from articles.dates import local_day
from articles.fronts.arranging import arranged
from articles.fronts.breaking import LONGEST_TEXT
from articles.fronts.plan import Plan
from articles.fronts.verbs import version_of
from articles.views.front import plan_of_readers
from articles.views.most_read import read_most
from articles.views.page import Freshness, Paper, Strip, furniture


@require_safe
@may_be_framed
def front_frame(request: HttpRequest, language: str) -> HttpResponse:
    """The page: ``?version=``, else what readers have; ``?at=``, ``?scheme=``, ``?strip=``."""
    front_asked(request, language)
    moment = moment_in(request.GET.get("at", ""))
    with seen_at(moment), translation.override(language):
        paper = furniture(language)
        if moment is not None:
            paper = replace(paper, today=local_day(moment))
        if strip := request.GET.get("strip", "")[:LONGEST_TEXT].strip():
            url = "#" if request.GET.get("story") else ""
            paper = replace(paper, breaking=Strip(strip, url))
        plan = _plan(paper, request.GET.get("version", ""))
        context = {"paper": paper, "path": "", "front": arranged(paper, plan)}
        context["most_read"] = read_most(language)
        context["freshness"] = Freshness(paper.fresh_for)
        html = render_to_string("admin/articles/front/frame.html", context)
    response = HttpResponse(for_frame(html, request.GET.get("scheme", "")))
    response["Content-Language"] = language
    return closed(response)


@contextmanager
def seen_at(moment: datetime | None) -> Iterator[None]:
    """See the paper as it will stand at a moment (aware); none is now."""
    if moment is None:
        yield
        return
    with transaction.atomic(), as_it_stands_at(moment):
        yield


def moment_in(text: str) -> datetime | None:
    """A moment by the desk's clock in an address; none where it is no such thing."""
    try:
        return WallField(required=False).clean(text)
    except ValidationError:
        return None


def live_plan(language: str, plan: Plan) -> Plan:
    """A plan with the pins that readers may see, by the rule that their own page has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT newsroom_live_pins(%s, %s::jsonb)", [language, json.dumps(plan["pins"])]
        )
        pins = json.loads(cursor.fetchone()[0])
    return {**plan, "pins": pins}


def _plan(paper: Paper, written: str) -> Plan:
    if not written:
        return plan_of_readers(paper)
    number = whole_number(written)
    found = None if number is None else version_of(paper.language, number)
    if found is None:
        raise Http404
    return live_plan(paper.language, found.plan)
