"""Where stories were printed, as readers are told: what editions marked as printed say."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Placement
from articles.projection import PrintedPlace


def printed_places(articles: Iterable[int]) -> dict[int, list[PrintedPlace]]:
    """The places of each of some stories in printed editions, oldest first; one query."""
    wanted = list(articles)
    found: dict[int, list[PrintedPlace]] = {number: [] for number in wanted}
    rows = Placement.objects.filter(article__in=wanted, revision__isnull=False)
    for row in rows.select_related("edition").order_by("edition__date", "edition", "order", "pk"):
        found[row.article_id].append(
            PrintedPlace(
                publication=row.edition.publication,
                date=row.edition.date.isoformat(),
                name=row.edition.name,
                page=row.page,
                section=row.section,
                headline=row.headline,
            )
        )
    return found
