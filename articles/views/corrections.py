"""All corrections of an edition, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from articles.caching import reader_page
from articles.languages import address_prefix, other
from articles.models.public_correction import PublicCorrection
from articles.views.page import both_editions, furniture, page
from articles.views.turning import PLACES, Place, turned

PATH = "corrections/"


@reader_page(*PLACES)
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """What the newspaper put right, what it retracted, and when."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    turn = turned(request.GET, PublicCorrection.objects.newest(language), _place)
    path = f"{address_prefix(language)}{PATH}"
    context = {
        "turn": turn,
        "corrections": turn.rows,
        "first_path": path,
        "canonical_path": path if turn.is_first else "",
        "alternates": both_editions(PATH) if turn.is_first else (),
    }
    return page(request, "articles/corrections.html", paper, context)


def _place(told: PublicCorrection) -> Place:
    return told.told_at, told.pk
