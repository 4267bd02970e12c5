"""What an opened story form carries so that its typing can be kept: its tab, count and pass.

The pass is signed by us and names the owner and the story. It allows one thing only: to write into
the owner's own journal. So typing is kept although a sign-in ran out meanwhile, and it never
reaches anybody else who signs in at the same window.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.http import QueryDict

from articles.asked import whole_number
from articles.models import Article

TAB = "journal_tab"
STROKE = "journal_stroke"
TOOK = "journal_took"
PASS = "journal_pass"  # noqa: S105
_SALT = "articles.journal"
_LASTS = timedelta(days=30)
MOST_STROKES = 2_000_000_000


@dataclass(frozen=True)
class Pass:
    """Whose form it is, and of which story: one that is saved, or the mark of one begun."""

    owner: int
    article: int | None
    begun_with: UUID | None

    def signed(self) -> str:
        """The pass as it stands in the form."""
        return signing.dumps([self.owner, self.article, str(self.begun_with or "")], salt=_SALT)


@dataclass(frozen=True)
class Marks:
    """The marks of one opened form.

    Attributes:
        tab: of the window; a form opened again has another one.
        stroke: how often the form has been written down.
        took: the entry that was taken up into this form, as ``number:stroke``.
    """

    tab: UUID
    stroke: int = 0
    took: str = ""

    @property
    def taken(self) -> tuple[int, int] | None:
        """The number and the stroke of the entry that was taken up."""
        number, _colon, stroke = self.took.partition(":")
        one, other = whole_number(number), _stroke(stroke)
        return None if one is None or other is None else (one, other)


def pass_for(owner: int, article: Article | None, begun_with: UUID) -> str:
    """The signed pass of a form that is being shown."""
    story = article.pk if article else None
    return Pass(owner, story, None if article else begun_with).signed()


def read_pass(posted: QueryDict) -> Pass | None:
    """The pass of a posted form; none where it is missing, forged or too old."""
    try:
        owner, article, mark = signing.loads(posted.get(PASS, ""), salt=_SALT, max_age=_LASTS)
        return Pass(owner, article, UUID(mark) if mark else None)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def read_marks(posted: QueryDict) -> Marks:
    """The marks of a posted form; a new tab where there is none."""
    try:
        tab = UUID(posted.get(TAB, ""))
    except ValueError:
        tab = uuid4()
    stroke = _stroke(posted.get(STROKE, "")) or 0
    return Marks(tab, stroke, posted.get(TOOK, "")[:40])


def _stroke(text: str) -> int | None:
    stroke = whole_number(text)
    return stroke if stroke is not None and stroke <= MOST_STROKES else None
