"""Assignments with what a list shows of them."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, F, Func, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.stories.filters import NOT_SPIKED, IsAmong
from articles.languages import direction
from articles.models import Article, Assignee, Assignment
from articles.models.article import NEVER_PUBLISHED
from articles.models.assignment import NOT_BEGUN
from articles.planning import Stage
from articles.workflow import Editorial
from staff.models import User

Assignments = QuerySet[Assignment]
NOW = Func(function="newsroom_now", output_field=DateTimeField())
HEAVY = ("article__body", "article__deck")


def for_list(assignments: Assignments) -> Assignments:
    """With people, section and story, and nothing heavy; two queries whatever the size."""
    people = Assignee.objects.select_related("user")
    return _beside(assignments).prefetch_related(Prefetch("assignees", queryset=people))


def with_people(assignments: Assignments) -> list[Assignment]:
    """As ``for_list``, in one query: of the people only number and names are known."""
    pair = JSONObject(pk="user__pk", name="user__name", username="user__username")
    people = Assignee.objects.filter(assignment=OuterRef("pk")).order_by("pk").values(found=pair)
    rows = _beside(assignments).annotate(found=ArraySubquery(people))
    found: list[Assignment] = [*rows]
    for one in found:
        having = [
            Assignee(assignment=one, user=User(**values)) for values in vars(one).pop("found")
        ]
        known = Assignee.objects.none()
        known._result_cache = having
        vars(one)["_prefetched_objects_cache"] = {"assignees": known}
    return found


def _beside(assignments: Assignments) -> Assignments:
    beside = assignments.select_related("section", "article", "edition", "created_by")
    return beside.defer(*HEAVY).annotate(as_of=NOW)


def of(assignments: Assignments, user: User) -> Assignments:
    """Those that somebody has."""
    mine = Assignee.objects.filter(user=user).order_by().values("assignment")
    return assignments.filter(IsAmong(F("pk"), ArraySubquery(mine)))


def for_nobody(assignments: Assignments) -> Assignments:
    """Those that nobody has; proposals too."""
    return assignments.filter(NOT_BEGUN, assignees=None)


def open_ones(assignments: Assignments) -> Assignments:
    """What is to be done: found from the small side, however many there ever were."""
    to_begin = Assignment.objects.filter(NOT_BEGUN).order_by().values("pk")
    begun = Article.objects.filter(NEVER_PUBLISHED, NOT_SPIKED, assignment__dropped_at=None)
    begun = begun.exclude(editorial=Editorial.APPROVED).filter(assignment__isnull=False)
    numbers = to_begin.union(begun.order_by().values("assignment__pk"))
    return assignments.filter(IsAmong(F("pk"), ArraySubquery(numbers)))


def in_stage(assignments: Assignments, stage: Stage) -> Assignments:
    """Those in a stage, by the conditions that ``Assignment.stage`` asks."""
    done = Q(article__editorial=Editorial.APPROVED) | Q(article__first_published_at__isnull=False)
    if stage in {Stage.PROPOSED, Stage.PLANNED, Stage.ASSIGNED}:
        found = assignments.filter(NOT_BEGUN, is_proposal=stage == Stage.PROPOSED)
        if stage == Stage.PROPOSED:
            return found
        having = Assignee.objects.order_by().values("assignment")
        return found.filter(pk__in=having) if stage == Stage.ASSIGNED else for_nobody(found)
    if stage == Stage.DROPPED:
        spiked = Q(article__editorial=Editorial.SPIKED, article__first_published_at=None)
        return assignments.filter(Q(dropped_at__isnull=False) | spiked)
    begun = assignments.filter(dropped_at=None, article__isnull=False)
    return begun.filter(done) if stage == Stage.DONE else open_ones(begun)


def chips(assignment: Assignment) -> SafeString:
    """Where it stands, as small labels; it was found by ``for_list``."""
    stage = assignment.stage
    labels = [(stage.value, str(stage.label))]
    if assignment.is_overdue(vars(assignment)["as_of"]):
        labels.append(("overdue", _("Overdue")))
    if assignment.must_run:
        labels.append(("must", _("Must run")))
    if assignment.photo_wanted:
        labels.append(("photo", _("Photo wanted")))
    return format_html_join(" ", '<span class="chip chip-{}">{}</span>', labels)


def who(assignment: Assignment) -> SafeString:
    """The names of those who have it, or that nobody does."""
    names = [(str(one.user),) for one in assignment.assignees.all()]
    if not names:
        return format_html('<span class="nobody">{}</span>', _("Nobody yet"))
    return format_html_join(_(", "), "<bdi>{}</bdi>", names)


def name(assignment: Assignment) -> SafeString:
    """The slug line in its own language and direction."""
    language = assignment.language
    shape = '<bdi class="slug-line" lang="{}" dir="{}">{}</bdi>'
    return format_html(shape, language, direction(language), assignment.slug_line)


def time(moment: datetime, words: str) -> SafeString:
    """A moment as it is said, and for machines."""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)
