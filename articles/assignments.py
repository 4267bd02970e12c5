"""The verbs of assignments: the only way in which a planned story moves.

Each runs in one transaction: it locks the assignment, checks the move (never the person: the desk
asks ``articles.permissions``), acts, adds one step and queues the letters to those concerned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from articles import arranging, verbs
from articles.clock import database_now
from articles.dates import whole_time
from articles.languages import spoken
from articles.models import (
    Article,
    Assignee,
    Assignment,
    AssignmentLetter,
    AssignmentStep,
    Byline,
    Contributor,
    Errand,
    PrintEdition,
)
from articles.planning import Act, Stage, check_act
from articles.tasks import tell_assigned
from articles.walltime import Typed
from articles.workflow import Refused, Stale
from staff.models import User


def plan(assignment: Assignment, *, by: User, typed: Typed, people: Iterable[User] = ()) -> str:
    """Keep a new assignment and give it to those who have it from the beginning.

    Args:
        assignment: new, with its values; as a proposal it waits for an editor.
        typed: when it is due.

    Returns:
        A sentence that says what happened and what comes next, as from every verb here.
    """
    with transaction.atomic():
        _set_due(assignment, typed)
        assignment.created_by = by
        assignment.version = 0
        assignment.save()
        is_proposal = assignment.is_proposal
        _step(assignment, Act.PROPOSE if is_proposal else Act.PLAN, by, typed=typed)
        if not is_proposal and (chosen := list(people)):
            return assign(assignment, chosen, by=by)
    if is_proposal:
        return _("Proposed. An editor accepts it next, or says why not.")
    return _("Planned. Nobody has it yet; give it to a colleague next.")


def accept(assignment: Assignment, *, by: User, seen: int | None = None) -> str:
    """Make a proposal an assignment; whoever proposed it has it. See ``drop`` for ``seen``."""
    with _acting(Act.ACCEPT, assignment, seen) as locked:
        locked.is_proposal = False
        Assignee.objects.get_or_create(assignment=locked, user=locked.created_by)
        step = _step(locked, Act.ACCEPT, by, note=str(locked.created_by))
        _tell(step, [locked.created_by], Errand.ASSIGNED)
    return _("Accepted. %(name)s has it now.") % {"name": assignment.created_by}


def assign(
    assignment: Assignment, people: Iterable[User], *, by: User, seen: int | None = None
) -> str:
    """Give it to these colleagues and to nobody else; those who come and go are told.

    Whoever gives a proposal to somebody accepts it.
    """
    with _acting(Act.ASSIGN, assignment, seen) as locked:
        before = {one.user_id: one.user for one in locked.assignees.select_related("user")}
        after = {one.pk: one for one in people}
        if set(before) == set(after):
            return _("Nothing to do: they have it already.")
        locked.is_proposal = locked.is_proposal and not after
        locked.assignees.exclude(user__in=after).delete()
        for number in after.keys() - before.keys():
            Assignee.objects.create(assignment=locked, user_id=number)
        names = ", ".join(str(one) for one in after.values())
        step = _step(locked, Act.ASSIGN, by, note=names)
        _tell(step, [after[key] for key in after.keys() - before.keys()], Errand.ASSIGNED)
        _tell(step, [before[key] for key in before.keys() - after.keys()], Errand.RELIEVED)
    if not after:
        return _("Nobody has it now; give it to a colleague next.")
    return _("Assigned to %(names)s, who are told by mail.") % {"names": names}


def change_due(assignment: Assignment, *, by: User, typed: Typed, seen: int | None = None) -> str:
    """Let it be due at another time; those who have it are told."""
    with _acting(Act.CHANGE_DUE, assignment, seen) as locked:
        if typed == locked.typed:
            return _("Nothing to do: it is due then already.")
        _set_due(locked, typed)
        step = _step(locked, Act.CHANGE_DUE, by, typed=typed)
        _tell(step, locked.people.all(), Errand.DUE)
    words = {"due": whole_time(typed.moment, spoken())}
    if locked.assignees.all():
        return _("It is due %(due)s now; those who have it are told by mail.") % words
    return _("It is due %(due)s now.") % words


def revise(assignment: Assignment, *, by: User, names: Iterable[str]) -> None:
    """Keep other values of an assignment that the caller has locked and changed.

    Args:
        names: of the fields that were changed.
    """
    check_act(Act.REVISE, assignment.stage)
    labels = {one.name: str(one.verbose_name) for one in Assignment._meta.fields}
    _step(assignment, Act.REVISE, by, note=", ".join(labels[name] for name in names))


def drop(assignment: Assignment, *, by: User, note: str, seen: int | None = None) -> str:
    """Give it up with a reason (needed), which those who have it are told. Nothing is deleted.

    Args:
        seen: the version that the person read; another one is refused.

    Raises:
        Refused: it is not open. Stale: it changed meanwhile.
    """
    with _acting(Act.DROP, assignment, seen, note) as locked:
        locked.dropped_at = database_now()
        step = _step(locked, Act.DROP, by, note=note.strip())
        told = {one.pk: one for one in locked.people.all()}
        if locked.is_proposal:
            told[locked.created_by_id] = locked.created_by
        _tell(step, told.values(), Errand.DROPPED)
        has_story = locked.article_id is not None
    if has_story:
        return _("Dropped. Its story stays as it is; spike that too if it is given up.")
    return _("Dropped. It has left the plan and can be brought back.")


def revive(assignment: Assignment, *, by: User, seen: int | None = None) -> str:
    """Bring a dropped assignment back as it was; those who have it are told."""
    with _acting(Act.REVIVE, assignment, seen) as locked:
        if locked.dropped_at is None:
            raise Refused(
                _("Its story is spiked; bring the story back, and this is in progress again.")
            )
        if locked.article_id is None and name_is_taken(locked):
            raise Refused(
                _("Another open assignment is called “%(name)s” by now; rename that one first.")
                % {"name": locked.slug_line}
            )
        locked.dropped_at = None
        step = _step(locked, Act.REVIVE, by)
        _tell(step, locked.people.all(), Errand.ASSIGNED)
    return _("Brought back. It stands in the plan again.")


def begin(assignment: Assignment, *, by: User, story: Article | None = None) -> tuple[Article, str]:
    """Make the story of an assignment: a draft with all that was planned of it.

    Two who begin at once get the same story; a constraint holds that for one begun otherwise too.

    Args:
        by: whoever begins. Where that is none of those who have it, the first of them writes;
            where nobody has it, whoever begins does from now on.
        story: one that is there already, for importers.

    Raises:
        Refused: it is a proposal, or dropped.
    """
    with transaction.atomic():
        locked = _locked(assignment)
        if locked.article is not None and locked.dropped_at is None:
            first = locked.steps.filter(act=Act.BEGIN).select_related("by").first()
            words = _("%(name)s has begun it already; this is the story.")
            return locked.article, words % {"name": first.by if first else by}
        check_act(Act.BEGIN, locked.stage)
        if locked.stage == Stage.PLANNED:
            Assignee.objects.create(assignment=locked, user=by)
        people = list(locked.people.order_by("pk"))
        writer = by if by in people else people[0]
        locked.article = story or _make_story(locked, writer, people)
        _step(locked, Act.BEGIN, by)
    assignment.refresh_from_db()
    return locked.article, _(
        "Begun. This is the story, with what was planned of it; write, then send it to the editors."
    )


def name_is_taken(assignment: Assignment) -> bool:
    """Whether another open assignment, not begun yet, has the same slug line."""
    others = Assignment.objects.filter(article=None, dropped_at=None).exclude(pk=assignment.pk)
    return others.filter(
        slug_line__iexact=assignment.slug_line, language=assignment.language
    ).exists()


def _make_story(assignment: Assignment, writer: User, people: list[User]) -> Article:
    """The draft: the slug line stands for the headline until somebody writes one."""
    article = Article.objects.create(
        language=assignment.language,
        section_id=assignment.section_id,
        headline=assignment.slug_line,
        created_by=writer,
        begun_with=uuid5(assignment.planned_with, "story"),
        version=1,
    )
    names = {name.user_id: name for name in Contributor.objects.filter(user__in=people)}
    ordered = sorted(people, key=lambda one: one != writer)
    known = [names[one.pk] for one in ordered if one.pk in names]
    Byline.objects.bulk_create(
        Byline(article=article, contributor=name, order=order) for order, name in enumerate(known)
    )
    note = _("Begun from the assignment “%(name)s”") % {"name": assignment.slug_line}
    verbs.record_revision(article, by=writer, note=note)
    edition: PrintEdition | None = assignment.edition
    if edition is not None and assignment.page and not edition.is_printed:
        length = arranging.Details(words=assignment.length)
        arranging.place(edition, article, assignment.page, length, by=writer)
    return article


@contextmanager
def _acting(
    act: Act, assignment: Assignment, seen: int | None, note: str = ""
) -> Iterator[Assignment]:
    """The assignment, locked; the step that is made within keeps what was changed."""
    with transaction.atomic():
        locked = _locked(assignment)
        if seen is not None and seen != locked.version:
            raise Stale(
                _("The assignment was changed after you opened it. Look at it again first.")
            )
        check_act(act, locked.stage, note)
        yield locked
    assignment.refresh_from_db()


def _locked(assignment: Assignment) -> Assignment:
    """The assignment, locked. What is joined is read after the wait, not as it stood before it."""
    Assignment.objects.select_for_update().only("pk").get(pk=assignment.pk)
    return Assignment.objects.select_related("article", "created_by").get(pk=assignment.pk)


def _set_due(assignment: Assignment, typed: Typed) -> None:
    assignment.due_day, assignment.due_hour = typed.wall.date(), typed.wall.time()
    assignment.due_zone, assignment.due_is_second = typed.zone, typed.is_second
    assignment.due_at = typed.moment


def _step(
    assignment: Assignment, act: Act, by: User, *, note: str = "", typed: Typed | None = None
) -> AssignmentStep:
    """Keep the assignment as it is now, and the step that brought it there."""
    assignment.version += 1
    assignment.save()
    due = {}
    if typed is not None:
        due = {
            "due_day": typed.wall.date(),
            "due_hour": typed.wall.time(),
            "due_zone": typed.zone,
            "due_at": typed.moment,
        }
    return AssignmentStep.objects.create(
        assignment=assignment, act=act, note=note, by=by, at=database_now(), **due
    )


def _tell(step: AssignmentStep, people: Iterable[User], errand: Errand) -> None:
    """Queue a letter to each of them but whoever acts, who knows."""
    for user in people:
        if user.pk != step.by_id:
            letter = AssignmentLetter.objects.create(step=step, user=user, errand=errand)
            tell_assigned.enqueue(letter=letter.pk)
