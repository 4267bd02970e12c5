"""The scorer in use unless the setting ``COMMENTS_SCORER`` names another: local, no network."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from comments.matching import Folded
from comments.models.scorer import ScorerModel
from comments.scoring.bayes import Learned
from comments.scoring.interface import Score, Scorer, Unavailable

OWN = "comments.scoring.local.LocalScorer"


def scorer() -> Scorer:
    """The scorer to ask."""
    return cast("Scorer", import_string(getattr(settings, "COMMENTS_SCORER", OWN))())


class LocalScorer:
    """Naive Bayes on the words of the desk's own decisions, by the newest model."""

    def score(self, folded: Folded) -> Score:
        """The chance of a refusal.

        Raises:
            Unavailable: nothing was learned yet.
        """
        newest = ScorerModel.objects.order_by("-pk").values_list("pk", flat=True).first()
        if newest is None:
            raise Unavailable(_("the scorer has learned nothing yet"))
        learned = _learned(newest)
        return Score(learned.chance(folded), f"bayes {newest}", tuple(learned.parts(folded)))


@lru_cache(maxsize=2)
def _learned(pk: int) -> Learned:
    row = ScorerModel.objects.get(pk=pk)
    return Learned(row.words, row.approved, row.refused)
