"""What every verb has in common: the story is locked, the move checked, its transition written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles import releases
from articles.clock import moment_of_act
from articles.models import Appointment, Article, Revision, Transition
from articles.walltime import Typed
from articles.workflow import Editorial, Publication, Refused, Stale, Verb, check
from staff.models import User


@dataclass
class Step:
    """A verb under way: the locked story and what its transition will say.

    Attributes:
        note: why; a verb may add to what the person wrote.
        typed: the hour that the person gave, to be kept as it was typed.
    """

    article: Article
    revision: Revision
    now: datetime
    before: Publication
    note: str = ""
    typed: Typed | None = None
    changes: set[str] = field(default_factory=set)

    @property
    def was_seen(self) -> bool:
        """Whether readers ever had the story."""
        return releases.was_seen(self.article, self.now)

    def set(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self.article, name, value)
        self.changes.update(values)


@contextmanager
def stepping(
    verb: Verb, article: Article, by: User, note: str, seen: int | None, at: datetime | None
) -> Iterator[Step]:
    """Within it a verb does its work; what it sets is saved, with one transition.

    A verb that clears ``changes`` leaves nothing behind. The arguments are those of
    ``articles.verbs.submit``, and so are the errors.
    """
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        now = at or moment_of_act(_last_act(locked))
        revision = Revision.objects.filter(article=locked).first()
        if revision is None:
            raise Refused(_("The story has not been saved yet."))
        if seen is not None and seen != revision.number:
            raise Stale(_("The story was changed after you opened it. Read it again first."))
        editorial, before = Editorial(locked.editorial), locked.publication_at(now)
        move = check(verb, editorial, before, note)
        step = Step(locked, revision, now, before, note)
        step.set(editorial=move.becomes or editorial)
        yield step
        if not step.changes:
            return
        locked.save(update_fields=[*step.changes, "modified_at"])
        taken = Transition.objects.create(
            article=locked,
            verb=verb,
            revision=step.revision,
            editorial_before=editorial,
            editorial_after=locked.editorial,
            publication_before=before,
            publication_after=locked.publication_at(now),
            note=step.note.strip(),
            by=by,
            at=now,
        )
        if step.typed is not None:
            Appointment.objects.create(transition=taken, **step.typed.stored)
    article.refresh_from_db()


def _last_act(article: Article) -> datetime | None:
    last: datetime | None = Transition.objects.filter(article=article).aggregate(at=Max("at"))["at"]
    return last
