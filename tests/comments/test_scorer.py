"""The scorer: learns from the desk's decisions, explains itself, and holds what it cannot judge."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.matching import fold
from comments.models import Comment, Hold, Kind, ReplayHit, ScorerModel, SitePolicy
from comments.replay import run_replay
from comments.scoring import Unavailable, scorer
from comments.scoring.bayes import Learned, learn
from comments.scoring.training import TooFew, train, train_when_due
from comments.verbs.rules import try_rule
from readers.models import Reader
from staff.models import User
from tests.comments.rule_tools import draft, rule
from tests.comments.tools import make_reader, write

GOOD = "Thanks for the map of the villages; {} what did the mayor say?"
BAD = "Buy cheap pills now, {} special offer for you my friends!"


def test_words_that_stand_in_refused_comments_raise_the_score() -> None:
    texts = [(fold(GOOD.format(n)), False) for n in range(9)]
    texts += [(fold(BAD.format(n)), True) for n in range(9)]
    learned = learn(texts)
    assert learned.chance(fold("cheap pills")) > 0.9
    assert learned.chance(fold("the mayor of the villages")) < 0.1
    assert learned.chance(fold("nothing known")) == pytest.approx(0.5)
    assert learned.parts(fold("Ch3ap pills"))[0].word == "pills"
    assert learned.parts(fold("cheap"))[0].weight > 0 > learned.parts(fold("mayor"))[0].weight


def test_rare_words_are_not_kept() -> None:
    learned = learn([(fold("Rima Haddad wrote this"), False)] * 2)
    assert learned.words == {}


def test_a_learned_model_is_the_same_after_it_was_stored() -> None:
    learned = learn([(fold(BAD), True)] * 4 + [(fold(GOOD), False)] * 4)
    again = Learned({word: list(pair) for word, pair in learned.words.items()}, 4, 4)
    assert again.chance(fold(BAD)) == learned.chance(fold(BAD))


pytestmark = pytest.mark.django_db


def judged(story: Story, moderator: User, number: int) -> None:
    """The desk approves and refuses so many comments of each sort."""
    for at in range(number):
        reader = make_reader()
        good, bad = (write(story.pk, reader, text.format(at)) for text in (GOOD, BAD))
        if good.state == "pending":
            verbs.approve(good, by=moderator)
        else:
            verbs.reject(good, by=moderator, reason="other")
            verbs.approve(good, by=moderator)
        verbs.mark_spam(bad, by=moderator)


def test_it_learns_from_the_desk_and_holds_what_resembles_the_refused(
    story: Story, open_site: SitePolicy, chief: User, moderator: User, reader: Reader
) -> None:
    judged(story, moderator, 20)
    model = train()
    assert (model.approved, model.refused) == (20, 20)
    assert model.tested == model.agreed == 8
    version = rule(chief, Kind.SCORER)
    comment = write(story.pk, reader, "My friends, buy special pills!")
    hold = comment.holds.get()
    assert (comment.state, hold.rule, hold.version) == ("pending", "scorer", version)
    assert hold.scorer == f"bayes {model.pk}"
    assert hold.score is not None
    assert hold.score > 0.9
    assert "pills +" in hold.detail
    assert write(story.pk, reader, "What did the mayor say about the map?").state == "published"


def test_a_trial_of_the_scorer_finds_what_it_found_live(
    story: Story, open_site: SitePolicy, chief: User, moderator: User
) -> None:
    judged(story, moderator, 20)
    train()
    version = rule(chief, Kind.SCORER)
    texts = (BAD.format("x"), GOOD.format("y"), "Special pills for the mayor?", "Friends, buy!")
    new = [write(story.pk, make_reader(), text).pk for text in texts]
    live = {one.comment_id: one.detail for one in Hold.objects.filter(version=version)}
    replay = try_rule(draft(Kind.SCORER), by=chief, rule=None, seen=0)
    run_replay.call(replay.pk)
    hits = ReplayHit.objects.filter(replay=replay, comment__in=new)
    assert {one.comment_id: one.detail for one in hits} == live
    assert 0 < len(live) < len(texts)


def test_switched_on_without_having_learned_it_holds_everything(
    story: Story, open_site: SitePolicy, chief: User, reader: Reader
) -> None:
    rule(chief, Kind.SCORER)
    comment = write(story.pk, reader, "What did the mayor say?")
    assert comment.state == "pending"
    assert "learned nothing" in comment.holds.get().detail


@override_settings(COMMENTS_SCORER="tests.comments.test_scorer.Broken")
def test_a_scorer_that_fails_holds_instead_of_publishing(
    story: Story,
    open_site: SitePolicy,
    chief: User,
    reader: Reader,
) -> None:
    rule(chief, Kind.SCORER)
    assert write(story.pk, reader).state == "pending"


class Broken:
    """A scorer that is away."""

    def score(self, folded: object) -> None:
        raise Unavailable("away")


def test_it_is_off_until_a_rule_asks_it(
    story: Story, open_site: SitePolicy, reader: Reader
) -> None:
    assert write(story.pk, reader, BAD).state == "published"
    with pytest.raises(Unavailable):
        scorer().score(fold("x"))


def test_what_rules_refused_and_what_was_undone_teaches_nothing(
    story: Story, open_site: SitePolicy, chief: User, moderator: User, reader: Reader
) -> None:
    rule(chief, Kind.WORDS, action="spam")
    for number in range(30):
        assert write(story.pk, make_reader(), f"Traitor {number}").state == "spam"
    comment = write(story.pk, reader)
    verbs.reject(comment, by=moderator, reason="other")
    decision = comment.decisions.get()
    verbs.undo(decision, by=moderator)
    with pytest.raises(TooFew, match="0 approved, 0 refused"):
        train()


def test_the_command_says_what_was_learned_or_why_not(
    story: Story, open_site: SitePolicy, moderator: User, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="Nothing was learned: 0 approved"):
        call_command("train_scorer")
    judged(story, moderator, 20)
    call_command("train_scorer")
    assert "20 approved and 20 refused" in capsys.readouterr().out


def test_it_learns_once_a_day_while_a_rule_asks_it(
    story: Story, open_site: SitePolicy, chief: User, moderator: User
) -> None:
    judged(story, moderator, 20)
    assert train_when_due() is None
    rule(chief, Kind.SCORER)
    assert train_when_due() is not None
    assert train_when_due() is None
    ScorerModel.objects.all().delete()
    ScorerModel.objects.create(
        words={}, approved=1, refused=1, learned_at=timezone.now() - timedelta(days=2)
    )
    assert train_when_due() is not None
    assert Comment.objects.count() == 40
