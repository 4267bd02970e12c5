"""Learning from what the desk decided."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from comments import text
from comments.matching import Folded, fold
from comments.models.comment import Comment
from comments.models.moderation import Decision
from comments.models.rule import Kind, RuleVersion
from comments.models.scorer import ScorerModel
from comments.scoring.bayes import Learned, learn
from comments.workflow import State, Verb

MOST_COMMENTS = 20_000  # the newest decisions
FEWEST_OF_EACH = 20  # approved and refused; fewer teach nothing
TESTED = 5  # every fifth comment is kept aside for the test
LEARN_EVERY = timedelta(days=1)
JUDGED = (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM)
REFUSED = frozenset({State.REJECTED, State.SPAM})


class TooFew(Exception):
    """There are not enough decisions to learn from."""

    def __init__(self, approved: int, refused: int) -> None:
        self.approved, self.refused = approved, refused
        super().__init__(f"{approved} approved, {refused} refused; {FEWEST_OF_EACH} of each needed")


def train() -> ScorerModel:
    """Learn from the newest decision that a moderator made on each comment.

    What rules decided is left out, else they would teach the scorer their own mistakes; so are
    comments whose authors took them back.

    Raises:
        TooFew: the desk has not decided enough.
    """
    examples = _examples()
    refused = sum(is_refused for _folded, is_refused in examples)
    approved = len(examples) - refused
    if min(approved, refused) < FEWEST_OF_EACH:
        raise TooFew(approved, refused)
    tested = list(islice(examples, 0, None, TESTED))
    rehearsal = learn(one for at, one in enumerate(examples) if at % TESTED)
    learned = learn(examples)
    return ScorerModel.objects.create(
        words={word: list(counts) for word, counts in learned.words.items()},
        approved=learned.approved,
        refused=learned.refused,
        tested=len(tested),
        agreed=_agreed(rehearsal, tested),
        learned_at=timezone.now(),
    )


def train_when_due() -> ScorerModel | None:
    """Learn anew once a day while a rule asks the scorer; for the worker."""
    if not RuleVersion.objects.in_force().filter(kind=Kind.SCORER).exists():
        return None
    newest = ScorerModel.objects.first()
    if newest and newest.learned_at > timezone.now() - LEARN_EVERY:
        return None
    try:
        return train()
    except TooFew:
        return None


def _examples() -> list[tuple[Folded, bool]]:
    by_desk = Decision.objects.filter(
        comment=OuterRef("pk"), verb__in=JUDGED, by__isnull=False, undone=None
    )
    judged = by_desk.order_by("-pk")
    rows = (
        Comment.objects.filter(state__in=[State.PUBLISHED, *REFUSED])
        .annotate(
            after=Subquery(judged.values("after")[:1]), when=Subquery(judged.values("pk")[:1])
        )
        .filter(after__isnull=False)
        .exclude(raw="")
        .order_by("-when")
    )
    return [
        (fold(text.clean(raw)), after in REFUSED)
        for raw, after in rows.values_list("raw", "after")[:MOST_COMMENTS]
    ]


def _agreed(learned: Learned, tested: list[tuple[Folded, bool]]) -> int:
    return sum((learned.chance(folded) >= 0.5) == is_refused for folded, is_refused in tested)
