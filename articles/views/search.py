"""The readers' search. Whatever is typed is answered in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import dates, listings
from articles.caching import reader_page
from articles.finding import contributor_mark, place_mark, tag_mark
from articles.languages import Language, address_prefix, other
from articles.models.story import ListedStory, Story
from articles.search.asked import Asked, asked
from articles.search.document import section_mark
from articles.search.meant import did_you_mean
from articles.search.query import Query, understood
from articles.search.reading import (
    Hit,
    LiveName,
    TooSlow,
    Within,
    find,
    names_of,
    spellings_of_names,
)
from articles.search.results import result_html
from articles.search.wanted import NAMES, PARAMETERS, Wanted, wanted
from articles.views.page import Paper, furniture, page
from articles.views.turning import cursor_of, read_cursor

PATH = "search/"
PAGE = 15
CANDIDATES = 400  # the newest that fit are put in order by how well they do
FEW = 3  # found: perhaps another name was meant
KEPT = 256  # pages of searches in the page cache
RECENT, TOPICS = 40, 10
ALSO = 6  # spellings that are named
AFTER = re.compile(r"(\d{1,17})-(\d{1,12})-(\d{1,18})")
SCALE = 1_000_000  # of a score in an address


@dataclass(frozen=True)
class Chip:
    """A filter that is in force, and the address of the search without it."""

    label: str
    value: str
    url: str


@dataclass
class Results:
    """What was found, as much as a page shows of it."""

    stories: Sequence[SafeString] = ()
    next_after: str = ""
    count: int = 0
    is_more: bool = False  # than are counted


@reader_page(*PARAMETERS, places=KEPT)
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Results with the form above them; without words or filters the form and where to begin."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    form = wanted(request.GET.dict())
    known = names_of(language, form.names)
    problems = _problems(form, known, paper)
    query = understood(form.fields.get("q", ""))
    context = _around(paper, form, query, known, problems)
    if problems:
        response = page(request, "articles/search.html", paper, context)
        return _told(response)
    book = spellings_of_names()[0]
    question = asked(query, book)
    also = _in_script_of(language, question.also)
    context["also"] = _listed(language, "<bdi>{}</bdi>", ((one,) for one in also))
    if form.fields and not query.is_hopeless:
        try:
            context |= _found(language, form, query, question, known, paper, request)
        except TooSlow:
            context["is_too_common"] = True
    else:
        context["topics"] = _recent_topics(language)
    return page(request, "articles/search.html", paper, context)


def _in_script_of(language: str, spellings: Sequence[str]) -> list[str]:
    """The spellings that the stories of an edition may have."""
    is_arabic = language == Language.ARABIC
    return [one for one in spellings if ("\u0621" <= one[0] <= "\u06d3") == is_arabic][:ALSO]


def _listed(language: str, shape: str, rows: Iterable[tuple[str, ...]]) -> SafeString:
    """Rows as HTML with commas between them."""
    return format_html_join("، " if language == Language.ARABIC else ", ", shape, rows)


def _told(made: HttpResponse) -> HttpResponse:
    """A page that says what is wrong, for this once."""
    response = HttpResponse(made.content, status=400)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _around(
    paper: Paper,
    form: Wanted,
    query: Query,
    known: dict[str, LiveName],
    problems: dict[str, str],
) -> dict[str, Any]:
    """The form, and what it says."""
    return {
        "form": form.fields,
        "query": query,
        "chips": _chips(paper, form, known),
        "typed_names": {
            name: known[name].name if name in known else form.fields.get(name, "") for name in NAMES
        },
        "problems": problems,
        "by_newest": form.by_newest,
        "search_path": f"{address_prefix(paper.language)}{PATH}",
        "sorted_url": form.address(sort="" if form.by_newest else "newest"),
        "can_sort": bool(form.fields.get("q")),
    }


def _found(
    language: str,
    form: Wanted,
    query: Query,
    question: Asked,
    known: dict[str, LiveName],
    paper: Paper,
    request: HttpRequest,
) -> dict[str, Any]:
    within = Within(_marks(form, known, paper), *form.moments)
    typed_after = request.GET.get("after", "")
    if form.by_newest:
        results = _newest(language, question, within, typed_after)
    else:
        results = _best(language, question, within, typed_after)
    found: dict[str, Any] = {"results": results, "has_searched": True}
    found["is_first_page"] = not typed_after
    if results.next_after:
        found["next_url"] = form.address(after=results.next_after)
    if not typed_after and query.groups:
        is_few = len(results.stories) <= FEW
        meant = did_you_mean(language, query, by_sound=is_few)
        links = ((Wanted({"q": text}).address(), text) for text in meant)
        found["meant"] = _listed(language, '<a href="{}"><bdi>{}</bdi></a>', links)
    return found


def _newest(language: str, question: Asked, within: Within, typed: str) -> Results:
    hits = find(language, question, within, PAGE + 1, before=read_cursor(typed))
    results = Results(_results(hits[:PAGE], question, language))
    if len(hits) > PAGE:
        last = hits[PAGE - 1]
        results.next_after = cursor_of(last.published_at, last.story)
    elif not typed:
        results.count = len(hits)
    return results


def _best(language: str, question: Asked, within: Within, typed: str) -> Results:
    """By how well they fit and how new they are, as it was when the first page was asked for."""
    asked_at, place = _read_after(typed)
    hits = find(language, question, within, CANDIDATES, asked_at=asked_at)
    rows = sorted(hits, key=_order)
    rest = [one for one in rows if place is None or _order(one) > place]
    shown = rest[:PAGE]
    results = Results(_results(shown, question, language))
    results.count, results.is_more = len(hits), len(hits) >= CANDIDATES
    if len(rest) > PAGE:
        last = shown[-1]
        moment = round(last.asked_at.timestamp() * SCALE)
        results.next_after = f"{moment}-{-_order(last)[0]}-{last.story}"
    return results


def _order(hit: Hit) -> tuple[int, int]:
    return (-round(hit.score * SCALE), -hit.story)


def _read_after(typed: str) -> tuple[datetime | None, tuple[int, int] | None]:
    """When the first page was asked for, and the place after which to go on.

    Raises:
        Http404: it is not one of ours.
    """
    if not typed:
        return None, None
    match = AFTER.fullmatch(typed)
    if match is None or not typed.isascii():
        raise Http404
    moment, score, story = map(int, match.groups())
    try:
        return datetime.fromtimestamp(moment / SCALE, UTC), (-score, -story)
    except (OverflowError, OSError, ValueError):
        raise Http404 from None


def _results(hits: Sequence[Hit], question: Asked, language: str) -> list[SafeString]:
    numbers = [one.story for one in hits]
    stories = Story.objects.filter(pk__in=numbers, withdrawn=False, language=language).defer(
        "corrections", "placements", "notice", "pictures", "tags"
    )
    by_number = {one.pk: one for one in stories}
    return [
        result_html(by_number[pk], language, question.stems) for pk in numbers if pk in by_number
    ]


def _marks(form: Wanted, known: dict[str, LiveName], paper: Paper) -> tuple[str, ...]:
    slug = form.fields.get("section")
    marks = [section_mark(one.pk) for one in paper.sections if one.slug == slug]
    for name in known.values():
        if name.kind == "tag":
            marks.append(tag_mark(name.slug))
        elif name.subject is not None:
            make = contributor_mark if name.kind == "by" else place_mark
            marks.append(make(name.subject))
    return tuple(marks)


def _problems(form: Wanted, known: dict[str, LiveName], paper: Paper) -> dict[str, str]:
    """What cannot be, in words, by the name of the field."""
    told = {
        name: _("“%(typed)s” is not a day. Write it as 2013-11-20.") % {"typed": form.fields[name]}
        for name in form.wrong
    }
    if "to" in form.wrong and form.until:
        told["to"] = _("The last day is before the first one.")
    unknown = {
        "by": _("We have no stories by “%(typed)s”."),
        "tag": _("We have no topic “%(typed)s”."),
        "place": _("We have no stories from “%(typed)s”."),
    }
    for name, typed in form.names.items():
        if name not in known:
            told[name] = unknown[name] % {"typed": typed}
    slug = form.fields.get("section", "")
    if slug and not any(one.slug == slug for one in paper.sections):
        told["section"] = _("We have no section “%(typed)s”.") % {"typed": slug}
    return told


def _chips(paper: Paper, form: Wanted, known: dict[str, LiveName]) -> list[Chip]:
    labels = {
        "section": _("Section"),
        "from": _("From"),
        "to": _("Until"),
        "by": _("By"),
        "tag": _("Topic"),
        "place": _("Filed from"),
    }
    shown = dict(form.fields)
    shown |= {one.slug: one.name for one in paper.sections if one.slug == shown.get("section")}
    shown["section"] = shown.get(shown.get("section", ""), shown.get("section", ""))
    shown |= {name: one.name for name, one in known.items()}
    for name, day in (("from", form.since), ("to", form.until)):
        if day:
            shown[name] = dates.long_date(day, paper.language)
    return [Chip(labels[name], shown[name], form.address(**{name: ""})) for name in form.filters]


def _recent_topics(language: str) -> list[tuple[str, str]]:
    """The topics of the newest stories, for whoever has nothing in mind yet."""
    newest = ListedStory.objects.newest_of_each([listings.everything(language)], RECENT, "tags")
    topics = {one["url"]: one["name"] for story in newest for one in story.topics}
    return [(name, url) for url, name in topics.items()][:TOPICS]
