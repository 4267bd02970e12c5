"""What somebody may be about to type: names and headlines that readers can find now."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.caching import ReaderResponse, reader_page
from articles.folding import fold, words
from articles.languages import address_prefix
from articles.models.story import Story
from articles.search.reading import LiveName, TooSlow, headlines, names_beginning
from articles.views.page import Paper, furniture

LONGEST = 80  # characters that are looked at
SHORTEST, SHORTEST_FOR_HEADLINES = 2, 3  # letters of the last word
NAMES, HEADLINES = 5, 4
LOOKED_AT = 30
KEPT = 256  # answers in the page cache
PATHS = {"by": "by", "tag": "topics", "place": "places"}


@reader_page("q", places=KEPT)
def suggest(request: HttpRequest, language: str) -> HttpResponse:
    """Suggestions as JSON: what each says, what it is, and its address."""
    paper = furniture(language)
    typed = " ".join(request.GET.get("q", "").split())[:LONGEST]
    found = _suggestions(typed, paper) if len(fold(typed)) >= SHORTEST else []
    body = json.dumps({"suggestions": found}, ensure_ascii=False)
    response = ReaderResponse(body, content_type="application/json")
    response["X-Robots-Tag"] = "noindex"
    response.fresh_for = paper.fresh_for
    return response


def _suggestions(typed: str, paper: Paper) -> list[dict[str, str]]:
    """Names first, then headlines; as many as there was time for."""
    found = [
        {"text": one.name, "kind": _("Section"), "url": one.url}
        for one in paper.sections
        if _begins(typed, one.name)
    ]
    kinds = {"by": _("Contributor"), "tag": _("Topic"), "place": _("Place")}
    prefix = address_prefix(paper.language)
    try:
        names = names_beginning(paper.language, typed, LOOKED_AT)
        names.sort(key=lambda one: _nearness(typed, one))
        found += [
            {
                "text": one.name,
                "kind": kinds[one.kind],
                "url": f"{prefix}{PATHS[one.kind]}/{one.slug}/",
            }
            for one in names
        ]
        found = found[:NAMES]
        if len(_last(typed)) >= SHORTEST_FOR_HEADLINES:
            found += _headlines(typed, paper)
    except TooSlow:
        pass
    return found


def _headlines(typed: str, paper: Paper) -> list[dict[str, str]]:
    numbers = headlines(paper.language, typed, HEADLINES)
    stories = Story.objects.filter(pk__in=numbers, withdrawn=False).cards()
    by_number = {one.pk: one for one in stories}
    return [
        {"text": one.headline, "kind": _("Story"), "url": one.get_absolute_url()}
        for one in map(by_number.get, numbers)
        if one is not None
    ]


def _last(typed: str) -> str:
    return next((folded for *_place, folded in reversed(list(words(typed)))), "")


def _begins(typed: str, name: str) -> bool:
    """Whether a word of the name begins with what was typed."""
    asked = " ".join(folded for *_place, folded in words(typed))
    known = " ".join(folded for *_place, folded in words(name))
    return bool(asked) and (known.startswith(asked) or f" {asked}" in known)


def _nearness(typed: str, one: LiveName) -> tuple[bool, int, str]:
    return (not fold(one.name).startswith(fold(typed)), len(one.name), one.name)
