"""The page on which the front is arranged: the plan beside the readers' own page.

Everything is a form with one button for one thing; a script sends the same forms by dragging and by
the arrow keys. Somebody who is late is shown both fronts and decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.finding.matching import matching
from articles.admin.finding.question import asked
from articles.admin.front.acts import Move, WordsForm, move_in
from articles.admin.front.asked import (
    context_of,
    front_asked,
    front_of,
    number_in,
    said,
    seen_in,
    to_front,
)
from articles.admin.front.compared import Place, compared, part_name
from articles.admin.front.frame import live_plan, moment_in
from articles.admin.front.slots import headline_of, slots_of, stories_of, titles
from articles.admin.preview.render import may_frame
from articles.admin.preview.scheme import SCHEMES
from articles.clock import database_now
from articles.fronts import verbs
from articles.fronts.arranging import arranged
from articles.fronts.breaking import standing
from articles.fronts.plan import PARTS, Plan, pins_in, plan_hash
from articles.languages import spoken
from articles.models import Article, FrontVersion, Section
from articles.permissions import can_break_news
from articles.views.page import furniture
from articles.workflow import Refused, Stale
from staff.models import User

PAGE, STALE = "admin/articles/front/arrange.html", "admin/articles/front/stale.html"
WIDTHS = ("desktop", "phone")
MOST_FOUND = 8


@dataclass(frozen=True)
class Working:
    """The working copy: the newest version, or the rule alone where nothing was ever arranged."""

    number: int
    plan: Plan
    version: FrontVersion | None


def working_copy(language: str) -> Working:
    """What the desk has arranged of an edition's front."""
    rows = FrontVersion.objects.filter(front=language).select_related("author")
    head = rows.first()
    if head is None:
        return Working(1, verbs.automatic_plan(), None)
    return Working(head.number, head.plan, head)


@require_safe
def fronts_page(request: HttpRequest) -> HttpResponse:
    """The front of the edition in whose language somebody works."""
    front_asked(request, spoken())
    return to_front(spoken())


@may_frame
def front_page(request: HttpRequest, language: str) -> HttpResponse:
    """The page, and (POST) one thing done on it."""
    if request.method == "POST":
        return _act(request, language, front_of(request, language))
    front_asked(request, language)
    return _shown(request, language)


def _act(request: HttpRequest, language: str, user: User) -> HttpResponse:
    act, seen = request.POST.get("act", ""), seen_in(request)
    try:
        if act == "undo":
            messages.success(request, verbs.undo(language, by=user, seen=seen))
            return to_front(language)
        move = _move(request, language, act)
        if isinstance(move, WordsForm):
            return _shown(request, language, refused=move)
        over = number_in(request, "over")
        if over is not None:
            move = _instead(language, over, move)
        kept = verbs.arrange(language, move, by=user, seen=seen)
    except Stale:
        return _stale(request, language, seen)
    except Refused as refused:
        return _shown(request, language, refusal=str(refused))
    story = number_in(request, "story")
    messages.success(request, _outcome(kept.plan, story))
    return to_front(language, f"#story-{story}" if story else "")


def _move(request: HttpRequest, language: str, act: str) -> Move | WordsForm:
    """What was sent, or the form that has to be put right."""
    if act != "word":
        return move_in(request, language)
    form = WordsForm(request.POST, prefix=str(number_in(request, "story") or 0))
    return form.move if form.is_valid() else form


def _instead(language: str, over: int, move: Move) -> Move:
    """A move on the version that the person had, which then takes the place of the newest."""
    had = verbs.version_of(language, over)
    if had is None:
        raise Refused(_("There is no such version."))
    return lambda _newest: move(had.plan)


def _outcome(plan: Plan, story: int | None) -> str:
    """What was done, for eyes and for ears."""
    pin = next((one for one in plan["pins"] if one["story"] == story), None)
    if story is None:
        return _("Done.")
    words = {"story": headline_of(pin, stories_of(plan)) if pin else f"#{story}"}
    if pin is None:
        return _("Taken out. The rule fills the place.")
    there = [one["story"] for one in pins_in(plan, pin["slot"])]
    words["slot"] = titles(Section.objects.all()).get(pin["slot"], "")
    words |= {"place": str(there.index(story) + 1), "of": str(len(there))}
    return _("“%(story)s”: %(slot)s, %(place)s of %(of)s.") % words


def _shown(
    request: HttpRequest, language: str, *, refusal: str = "", refused: WordsForm | None = None
) -> HttpResponse:
    working, now = working_copy(language), database_now()
    paper, sections = furniture(language), {one.pk: one for one in Section.objects.all()}
    front = arranged(paper, live_plan(language, working.plan))
    live = verbs.live_release(language, now)
    coming = list(verbs.coming(language, now).select_related("version__author"))
    blocks = {block["section"] for block in working.plan["blocks"]}
    published = live.version.plan if live else verbs.automatic_plan()
    query = request.GET.get("q", "").strip()[:400]
    context = {
        **context_of(request, language, _("Front page")),
        "working": working,
        "slots": slots_of(working.plan, front, sections, now, refused),
        "names": list(titles(sections[pk] for pk in sections if pk in blocks).items()),
        "left_out": [one for pk, one in sections.items() if _may_add(one, blocks)],
        "parts": [(part, part_name(part), part in working.plan["parts"]) for part in PARTS],
        "live": live,
        "coming": [(one, said(one.goes_live_at)) for one in coming],
        "is_changed": plan_hash(published) != plan_hash(working.plan),
        "strips": [
            (one, said(one.starts_at), said(one.ends_at), one.starts_at <= now)
            for one in standing(language, now)
        ],
        "may_break": can_break_news(request.user),
        "query": query,
        "found": found(query, language),
        "refusal": refusal,
        "refused": refused,
        **preview_choices(request, language, working),
    }
    status = 400 if refused else 409 if refusal else 200
    return TemplateResponse(request, PAGE, context, status=status)


def _may_add(section: Section, blocks: set[int]) -> bool:
    return not section.is_opinion and section.pk not in blocks


def found(query: str, language: str) -> list[Article]:
    """The stories that a search finds, newest change first."""
    if not query:
        return []
    rows = matching(Article.objects.filter(language=language), asked(query))
    rows = rows.select_related("section").defer("body").order_by("-modified_at", "-pk")
    return list(rows[:MOST_FOUND])


def preview_choices(request: HttpRequest, language: str, working: Working) -> dict[str, Any]:
    """What the frame shows: of which front, at which moment, how wide, in which scheme."""
    width = _one_of(WIDTHS, request.GET.get("width", ""))
    scheme = _one_of(("", *SCHEMES), request.GET.get("scheme", ""))
    at = request.GET.get("at", "")[:30]
    moment = moment_in(at)
    of = _one_of(("desk", "readers"), request.GET.get("of", ""))
    asked_for = {"scheme": scheme, "at": at if moment else ""}
    if of == "desk" and working.version is not None:
        asked_for["version"] = str(working.number)
    address = reverse("admin:articles_front_frame", args=[language])
    return {
        "width": width,
        "scheme": scheme,
        "of": of,
        "at": at,
        "moment": said(moment) if moment else "",
        "is_no_moment": bool(at) and moment is None,
        "frame": f"{address}?{urlencode({k: v for k, v in asked_for.items() if v})}",
    }


def _one_of(known: tuple[str, ...], asked_for: str) -> str:
    return asked_for if asked_for in known else known[0]


def _stale(request: HttpRequest, language: str, seen: int) -> HttpResponse:
    """Both fronts: what the person wanted, made of what they had, and what stands there now."""
    working = working_copy(language)
    had = verbs.version_of(language, seen)
    base = had.plan if had else verbs.automatic_plan()
    mine, refusal, on_newest = base, "", ""
    try:
        move = _move(request, language, request.POST.get("act", ""))
        if isinstance(move, WordsForm):
            refusal = _("Something that you typed cannot be used.")
        else:
            mine = move(base)
            on_newest = _refusal_of(move, working.plan)
    except Refused as refused:
        refusal = str(refused)
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "seen", "over"}
        for value in values
    ]
    places: list[Place] = compared(working.plan, mine)
    context = {
        **context_of(request, language, _("Somebody else arranged this front")),
        "working": working,
        "seen": seen if had else 0,
        "places": places,
        "sent": sent,
        "refusal": refusal,
        "on_newest": on_newest,
    }
    return TemplateResponse(request, STALE, context, status=409)


def _refusal_of(move: Move, plan: Plan) -> str:
    """Why a move is not possible on a plan; empty where it is."""
    try:
        move(plan)
    except Refused as refused:
        return str(refused)
    return ""
