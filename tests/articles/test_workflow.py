"""Every move of a story, written out by hand: a changed table has to be changed here too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from articles import removals, schedules, verbs
from articles.discarding import discard
from articles.models import Article, Release, Transition
from articles.workflow import (
    MOVES,
    Editorial,
    NoteNeeded,
    Publication,
    Refused,
    Verb,
    check,
    is_allowed,
)
from staff.models import User
from tests.articles.factories import (
    approve_story,
    change_story,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import in_hours, schedule

PUBLICATIONS = "unpublished scheduled live withdrawn retracted taken_down".split()
# What the editorial status is after the verb, for each publication; "-" is refused.
OUTCOMES = """
    draft      submit     submitted  submitted  submitted  submitted  submitted  submitted
    draft      send_back  -          -          -          -          -          -
    draft      approve    -          -          -          -          -          -
    draft      amend      -          -          -          -          -          -
    draft      publish    -          -          -          -          -          -
    draft      withdraw   -          draft      draft      -          -          -
    draft      retract    -          -          draft      draft      -          -
    draft      take_down  -          -          draft      draft      draft      -
    draft      reinstate  -          -          -          -          -          draft
    draft      spike      spiked     -          -          spiked     spiked     -
    draft      revive     -          -          -          -          -          -
    draft      schedule   -          -          -          -          -          -
    draft      unschedule -          draft      draft      -          -          -
    draft      embargo    draft      draft      draft      draft      draft      draft
    draft      lift       draft      draft      draft      draft      draft      draft
    draft      discard    -          -          approved   -          -          -
    submitted  submit     -          -          -          -          -          -
    submitted  send_back  draft      draft      draft      draft      draft      draft
    submitted  approve    approved   approved   approved   approved   approved   approved
    submitted  amend      -          -          -          -          -          -
    submitted  publish    -          -          -          -          -          -
    submitted  withdraw   -          draft      draft      -          -          -
    submitted  retract    -          -          draft      draft      -          -
    submitted  take_down  -          -          draft      draft      draft      -
    submitted  reinstate  -          -          -          -          -          draft
    submitted  spike      spiked     -          -          spiked     spiked     -
    submitted  revive     -          -          -          -          -          -
    submitted  schedule   -          -          -          -          -          -
    submitted  unschedule -          submitted  submitted  -          -          -
    submitted  embargo    submitted  submitted  submitted  submitted  submitted  submitted
    submitted  lift       submitted  submitted  submitted  submitted  submitted  submitted
    submitted  discard    -          -          approved   -          -          -
    approved   submit     -          -          -          -          -          -
    approved   send_back  draft      draft      draft      draft      draft      draft
    approved   approve    -          -          -          -          -          -
    approved   amend      draft      draft      draft      draft      draft      draft
    approved   publish    approved   approved   approved   approved   approved   -
    approved   withdraw   -          draft      draft      -          -          -
    approved   retract    -          -          draft      draft      -          -
    approved   take_down  -          -          draft      draft      draft      -
    approved   reinstate  -          -          -          -          -          draft
    approved   spike      -          -          -          -          -          -
    approved   revive     -          -          -          -          -          -
    approved   schedule   approved   approved   approved   -          -          -
    approved   unschedule -          approved   approved   -          -          -
    approved   embargo    approved   approved   approved   approved   approved   approved
    approved   lift       approved   approved   approved   approved   approved   approved
    approved   discard    -          -          approved   -          -          -
    spiked     submit     -          -          -          -          -          -
    spiked     send_back  -          -          -          -          -          -
    spiked     approve    -          -          -          -          -          -
    spiked     amend      -          -          -          -          -          -
    spiked     publish    -          -          -          -          -          -
    spiked     withdraw   -          -          -          -          -          -
    spiked     retract    -          -          -          -          -          -
    spiked     take_down  -          -          draft      draft      draft      -
    spiked     reinstate  -          -          -          -          -          -
    spiked     spike      -          -          -          -          -          -
    spiked     revive     draft      draft      draft      draft      draft      draft
    spiked     schedule   -          -          -          -          -          -
    spiked     unschedule -          -          -          -          -          -
    spiked     embargo    -          -          -          -          -          -
    spiked     lift       -          -          -          -          -          -
    spiked     discard    -          -          -          -          -          -
"""


def expected() -> dict[tuple[Editorial, Publication, Verb], Editorial | None]:
    table = {}
    for line in OUTCOMES.strip().splitlines():
        editorial, verb, *after = line.split()
        for publication, outcome in zip(PUBLICATIONS, after, strict=True):
            key = (Editorial(editorial), Publication(publication), Verb(verb))
            table[key] = None if outcome == "-" else Editorial(outcome)
    return table


def test_the_written_table_covers_every_state_and_verb() -> None:
    assert set(expected()) == {(e, p, v) for e in Editorial for p in Publication for v in Verb}
    assert set(MOVES) == set(Verb)


def test_the_moves_are_those_written_here() -> None:
    wrong = [
        (editorial, publication, verb)
        for (editorial, publication, verb), after in expected().items()
        if is_allowed(verb, editorial, publication) != (after is not None)
        or (after is not None and (MOVES[verb].becomes or editorial) != after)
    ]
    assert wrong == []


def test_exactly_these_verbs_need_a_note() -> None:
    needing = {verb for verb, move in MOVES.items() if move.note}
    removals = {Verb.WITHDRAW, Verb.RETRACT, Verb.TAKE_DOWN, Verb.REINSTATE}
    of_time = {Verb.EMBARGO, Verb.LIFT, Verb.DISCARD}
    assert needing == {Verb.SEND_BACK, Verb.SPIKE} | removals | of_time


@pytest.mark.parametrize("note", ["", "   ", "\n\t "])
def test_a_note_of_nothing_but_space_is_no_note(note: str) -> None:
    with pytest.raises(Refused, match="Say what the writer should change"):
        check(Verb.SEND_BACK, Editorial.SUBMITTED, Publication.UNPUBLISHED, note)
    with pytest.raises(Refused, match="Say why the story is withdrawn"):
        check(Verb.WITHDRAW, Editorial.APPROVED, Publication.LIVE, note)
    with pytest.raises(Refused, match="Say why the story is given up"):
        check(Verb.SPIKE, Editorial.DRAFT, Publication.UNPUBLISHED, note)


@pytest.mark.parametrize(
    "verb", [verb for verb in Verb if verb not in {Verb.REVIVE, Verb.TAKE_DOWN}]
)
def test_a_refusal_is_a_sentence_that_names_the_state(verb: Verb) -> None:
    with translation.override("en"), pytest.raises(Refused) as refusal:
        check(verb, Editorial.SPIKED, Publication.WITHDRAWN, "note")
    words = str(refusal.value)
    assert words.endswith(".")
    assert "Withdrawn" in words if verb == Verb.WITHDRAW else "Spiked" in words


def test_every_reason_for_a_note_belongs_to_a_verb() -> None:
    assert {move.note for move in MOVES.values() if move.note} == set(NoteNeeded)


def in_publication(publication: Publication, by: User) -> Article:
    """A story that got where it stands by the verbs."""
    if publication == Publication.UNPUBLISHED:
        return make_story(by)
    if publication == Publication.SCHEDULED:
        return publish_story(by=by, goes_live_at=timezone.now() + timedelta(days=1))
    story = publish_story(by=by)
    if publication == Publication.WITHDRAWN:
        verbs.withdraw(story, by=by, note="a wrong name")
    if publication == Publication.RETRACTED:
        removals.retract(story, by=by, note="forged", notice="It was forged.")
    if publication == Publication.TAKEN_DOWN:
        removals.take_down(story, by=by, note="a court order")
    return story


def get_ready(verb: Verb, publication: Publication, story: Article, by: User) -> None:
    """What the table cannot say: that there is anything for the verb to act upon."""
    if verb == Verb.LIFT:
        soon = timezone.now() + timedelta(hours=1)
        Article.objects.filter(pk=story.pk).update(embargo_until=soon)
    if publication != Publication.LIVE:
        return
    if verb in {Verb.DISCARD, Verb.SCHEDULE, Verb.UNSCHEDULE}:
        change_story(story, by, headline="Changed")
    if verb == Verb.UNSCHEDULE:
        schedule(approve_story(story, by))


def use(verb: Verb, story: Article, by: User) -> None:
    if verb == Verb.AMEND:
        verbs._lapse(story, by, timezone.now())
    elif verb == Verb.RETRACT:
        removals.retract(story, by=by, note="because", notice="It was forged.")
    elif verb in {Verb.SCHEDULE, Verb.EMBARGO}:
        getattr(schedules, verb.value)(story, by=by, note="because", typed=in_hours(2))
    elif verb in {Verb.UNSCHEDULE, Verb.LIFT}:
        getattr(schedules, verb.value)(story, by=by, note="because")
    elif verb == Verb.DISCARD:
        discard(story, by=by, note="because")
    elif verb in {Verb.TAKE_DOWN, Verb.REINSTATE}:
        getattr(removals, verb.value)(story, by=by, note="because")
    else:
        getattr(verbs, verb.value)(story, by=by, note="because")


@pytest.mark.django_db
@pytest.mark.parametrize("publication", Publication)
def test_the_verbs_themselves_follow_the_table(publication: Publication) -> None:
    editor = make_user()
    story = in_publication(publication, editor)
    wrong: list[object] = []
    for (editorial, where, verb), after in expected().items():
        if where != publication:
            continue
        with transaction.atomic():
            get_ready(verb, publication, story, editor)
            kept = Transition.objects.count(), Release.objects.count()
            Article.objects.filter(pk=story.pk).update(
                editorial=editorial,
                approved_revision=story.head_revision if editorial == "approved" else None,
            )
            try:
                use(verb, story, editor)
            except Refused:
                outcome = None
                if (Transition.objects.count(), Release.objects.count()) != kept:
                    wrong.append((editorial, verb, "left something behind"))
            else:
                outcome = Article.objects.get(pk=story.pk).editorial
            if outcome != after:
                wrong.append((editorial, verb, outcome))
            transaction.set_rollback(True)
        story.refresh_from_db()
    assert wrong == []


@pytest.mark.django_db
def test_a_transition_says_who_did_what_when_and_why_on_all_axes() -> None:
    editor = make_user()
    story = publish_story(by=editor)
    verbs.withdraw(story, by=editor, note="  a wrong name  ")
    rows = Transition.objects.filter(article=story).order_by("pk")
    assert [
        (
            row.verb,
            row.editorial_before,
            row.editorial_after,
            row.publication_before,
            row.publication_after,
            row.note,
        )
        for row in rows
    ] == [
        ("submit", "draft", "submitted", "unpublished", "unpublished", ""),
        ("approve", "submitted", "approved", "unpublished", "unpublished", ""),
        ("publish", "approved", "approved", "unpublished", "live", ""),
        ("withdraw", "approved", "draft", "live", "withdrawn", "a wrong name"),
    ]
    assert {row.by for row in rows} == {editor}
    assert {row.revision for row in rows} == {story.head_revision}
