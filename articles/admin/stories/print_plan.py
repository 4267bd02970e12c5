"""Today's and tomorrow's printed paper on the first page: what stands on which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateTimeField, Func
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.dates import full_date
from articles.models import Placement, PrintEdition

MOST = 150  # placements shown; a paper has fewer


@dataclass(frozen=True)
class Planned:
    """One edition and its placements, page by page."""

    edition: PrintEdition
    title: str
    placements: list[Placement]


def print_plan(request: HttpRequest) -> Mapping[str, object]:
    """The values of the panel; one query."""
    today = timezone.localdate()
    rows = _placements(today)
    editions: dict[int, list[Placement]] = {}
    for row in rows:
        editions.setdefault(row.edition_id, []).append(row)
    language = getattr(request.user, "language", "en")[:2]
    plans = [_planned(placements, today, language) for placements in editions.values()]
    return {
        "plans": plans,
        "count": str(len(rows)) if len(rows) < MOST else f"{MOST}+",
        "empty": _(
            "Nothing is planned for today’s or tomorrow’s paper. "
            "Begin an edition and put stories on its pages."
        ),
    }


def _placements(today: date) -> list[Placement]:
    days = [today, today + timedelta(days=1)]
    rows = Placement.objects.filter(edition__date__in=days)
    rows = rows.select_related("edition", "article__published_revision", "article__head_revision")
    heavy = ["article__body", "article__deck"]
    heavy += [f"article__{name}_revision__content" for name in ("published", "head")]
    moment = Func(function="newsroom_now", output_field=DateTimeField())
    return list(rows.defer(*heavy).annotate(as_of=moment).order_by("edition__date", "pk")[:MOST])


def _planned(placements: list[Placement], today: date, language: str) -> Planned:
    edition = placements[0].edition
    day = _("Today") if edition.date == today else _("Tomorrow")
    name = f" ({edition.shown_name})" if edition.name else ""
    title = f"{day}: {edition.publication}{name}, {full_date(edition.date, language)}"
    for row in placements:
        vars(row.article)["as_of"] = vars(row)["as_of"]
    return Planned(edition, title, sorted(placements, key=lambda row: row.place))
