"""The page of an edition's plan: look, arrange, see what others did meanwhile.

Every act is a plain form; the script sends the same forms when something is dragged or an arrow key
is pressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import arranging
from articles.admin.base import nonce_of, person
from articles.admin.finding.matching import matching
from articles.admin.finding.question import asked
from articles.admin.printing.asked import edition_asked
from articles.admin.printing.forms import SlotForm, number_in
from articles.admin.printing.plan import Plan, read_plan, target
from articles.admin.site import desk
from articles.admin.stories.lists_today import NOW
from articles.dates import full_date
from articles.models import Article, PrintAct, PrintEdition
from articles.permissions import can_arrange_print, can_correct_print_record
from articles.workflow import Editorial, Refused, Stale
from staff.models import User

TEMPLATE = "admin/articles/printing/plan.html"
WAYS = ("up", "down", "previous", "next")
MOST_OFFERED = 10  # stories that could be put into the plan
MOST_ACTS = 12  # of the newest
Typed = Mapping[int, tuple[Mapping[str, str], list[str]]]


class _Wrong(Exception):
    """What was typed cannot be taken; ``slot`` is the place whose form it was, if any."""

    def __init__(self, problems: list[str], slot: int = 0) -> None:
        super().__init__(" ".join(problems))
        self.problems, self.slot = problems, slot


def plan_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the plan; arrange it (POST)."""
    edition = edition_asked(request, number)
    if request.method != "POST":
        return _shown(request, edition)
    if not can_arrange_print(person(request)):
        raise PermissionDenied
    try:
        messages.success(request, _act(request, edition, person(request)))
    except _Wrong as wrong:
        typed = {wrong.slot: (_fields(request), wrong.problems)}
        return _shown(request, edition, refusal=str(wrong), typed=typed, status=400)
    except Refused as refused:
        seen = number_in(request.POST.get("seen", "")) if isinstance(refused, Stale) else None
        return _shown(request, edition, refusal=str(refused), since=seen, status=409)
    return HttpResponseRedirect(plan_address(edition))


def plan_address(edition: PrintEdition) -> str:
    """The address of an edition's plan."""
    return reverse("admin:articles_print_plan", args=[edition.pk])


def _act(request: HttpRequest, edition: PrintEdition, user: User) -> str:
    """Do what a button or a drag asked for; the sentence that says what happened.

    Raises:
        _Wrong: what was typed cannot be taken. Refused: the act is not possible now.
    """
    posted, act = request.POST, request.POST.get("act", "")
    seen, slot = number_in(posted.get("seen", "")), number_in(posted.get("slot", "")) or 0
    if seen is None:
        raise _Wrong([_("The form was not sent as this page made it. Load the page again.")])
    if act == "place":
        return _place(request, edition, user, seen)
    if act == "take_off":
        return arranging.take_off(edition, slot, by=user, seen=seen)
    if act == "detail":
        form = _form(request, slot)
        return arranging.detail(edition, slot, form.details, by=user, seen=seen)
    if act in WAYS:
        found = target(read_plan(edition), slot, act)
        if found is None and seen == edition.version:
            raise _Wrong([_("It goes no further in that direction.")])
        page, position = found or ("1", 0)  # of a stale plan, which the verb refuses
        return arranging.move(edition, slot, page, position, by=user, seen=seen)
    if act != "move":
        raise _Wrong([_("The form was not sent as this page made it. Load the page again.")])
    page = _page(posted.get("page", ""))
    where = number_in(posted.get("position", ""))
    position = arranging.AT_THE_END if where is None else where
    return arranging.move(edition, slot, page, position, by=user, seen=seen)


def _form(request: HttpRequest, slot: int) -> SlotForm:
    form = SlotForm(request.POST)
    form.fields.pop("page")
    if not form.is_valid():
        raise _Wrong(form.problems, slot)
    return form


def _page(written: str) -> str:
    field = SlotForm().fields["page"]
    form = SlotForm({"page": written})
    if "page" in form.errors:
        raise _Wrong([f"{field.label}: {problem}" for problem in form.errors["page"]])
    return str(form.cleaned_data["page"])


def _place(request: HttpRequest, edition: PrintEdition, user: User, seen: int) -> str:
    page, number = _page(request.POST.get("page", "")), number_in(request.POST.get("story", ""))
    story = Article.objects.filter(pk=number or 0).defer("body").first()
    if story is None:
        raise _Wrong([_("There is no story of that number.")])
    return arranging.place(edition, story, page, by=user, seen=seen)


def _fields(request: HttpRequest) -> dict[str, str]:
    names = ("section", "headline", "words", "lines")
    return {name: request.POST[name] for name in names if name in request.POST}


def _shown(
    request: HttpRequest,
    edition: PrintEdition,
    *,
    refusal: str = "",
    typed: Typed | None = None,
    since: int | None = None,
    status: int = 200,
) -> HttpResponse:
    edition.refresh_from_db()
    user, plan = person(request), read_plan(edition, typed)
    may_arrange = can_arrange_print(user) and not edition.is_printed
    query = request.GET.get("q", "")
    acts = list(PrintAct.objects.filter(edition=edition).select_related("by")[:MOST_ACTS])
    context = {
        **desk.each_context(request),
        "title": edition_title(edition),
        "plan": plan,
        "edition": edition,
        "day_words": full_date(edition.date, user.language),
        "may_arrange": may_arrange,
        "may_mark": can_arrange_print(user) and not edition.is_printed and bool(plan.slots),
        "may_correct": can_correct_print_record(user) and edition.is_printed,
        "offered": _offered(query, plan) if may_arrange else [],
        "query": query,
        "acts": acts,
        "others": _others(edition),
        "refusal": refusal,
        "meanwhile": [act for act in acts if since is not None and act.number > since],
        "again": _again(request) if since is not None else [],
        "nonce": nonce_of(request),
        "opts": PrintEdition._meta,
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)


def edition_title(edition: PrintEdition) -> str:
    """What an edition is called: the paper's name, and its own where it has one."""
    return " · ".join(filter(None, (edition.publication, edition.shown_name)))


def _again(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that would do the refused act all the same."""
    left_out = {"csrfmiddlewaretoken", "seen"}
    return [(name, str(value)) for name, value in request.POST.items() if name not in left_out]


def _others(edition: PrintEdition) -> Iterable[PrintEdition]:
    """The other editions of the same day."""
    same_day = PrintEdition.objects.filter(date=edition.date).exclude(pk=edition.pk)
    return same_day.order_by("publication", "name")


def _offered(query: str, plan: Plan) -> list[Article]:
    """Stories that could be put into the plan: those that were asked for, else the newest."""
    stories = Article.objects.exclude(editorial=Editorial.SPIKED).filter(withdrawn_at=None)
    if not query:
        stories = stories.exclude(pk__in=[slot.story.pk for slot in plan.slots])
    found = matching(stories, asked(query)) if query else stories
    beside = found.select_related("section", "head_revision", "published_revision")
    heavy = ("body", "deck", "head_revision__content", "published_revision__content")
    newest = beside.defer(*heavy).annotate(as_of=NOW).order_by("-modified_at", "-pk")
    return list(newest[:MOST_OFFERED])
