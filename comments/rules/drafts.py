"""A rule before it is saved: what its kind needs, and whether its examples hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import text
from comments.matching import BadPattern
from comments.matching.scripts import Script
from comments.models.rule import TEXT_KINDS, Action, Kind, RuleVersion
from comments.rules.case import Case
from comments.rules.written import addresses, look, patterns

MOST_LINES = 500  # of words or addresses in one rule
MOST_EXAMPLES = 50
LONGEST_EXAMPLE = 1000  # characters
DAY = 24 * 60  # minutes
# Which kinds may refuse a comment by themselves: those that find something in its text for sure.
MAY_REFUSE = frozenset({Kind.WORDS, Kind.DOMAINS, Kind.LINKS, Kind.REPETITION})


@dataclass(frozen=True)
class Needs:
    """The fields that count for a kind, and the bounds of its number."""

    fields: frozenset[str] = frozenset()
    least: int = 1
    most: int = 100


NEEDS: dict[Kind, Needs] = {
    Kind.WORDS: Needs(frozenset({"words", "prefixes", "disguises"})),
    Kind.DOMAINS: Needs(frozenset({"words"})),
    Kind.LINKS: Needs(frozenset({"limit"}), 0, 50),
    Kind.CAPS: Needs(frozenset({"limit"}), 20, 100),
    Kind.SCRIPT: Needs(frozenset({"scripts"})),
    Kind.REPETITION: Needs(frozenset({"limit", "minutes"}), 1, 100),
    Kind.SPEED: Needs(frozenset({"limit", "minutes"}), 1, 100),
    Kind.NEWCOMERS: Needs(frozenset({"limit"}), 1, 100),
    Kind.FLAGS: Needs(frozenset({"limit"}), 2, 100),
    Kind.SCORER: Needs(frozenset({"limit"}), 1, 100),
}
LIMIT_MEANS = {
    Kind.LINKS: gettext_lazy("More web addresses than"),
    Kind.CAPS: gettext_lazy("Capitals among the letters, in per cent, at least"),
    Kind.REPETITION: gettext_lazy("Sent before, by anybody, so many times at least"),
    Kind.SPEED: gettext_lazy("Comments by the same author before it, at least"),
    Kind.NEWCOMERS: gettext_lazy("Approved comments that make a reader known"),
    Kind.FLAGS: gettext_lazy("Different readers who reported it, at least"),
    Kind.SCORER: gettext_lazy("Likely refused, in per cent, at least"),
}


def problems(draft: RuleVersion) -> Iterator[tuple[str, str]]:
    """What stands against saving a rule: the field, and a sentence for the person."""
    kind = Kind(draft.kind)
    needed = NEEDS[kind]
    if draft.action != Action.HOLD and kind not in MAY_REFUSE:
        yield "action", _("A rule of this kind can only make comments wait.")
    if draft.action == Action.REJECT and not draft.reason:
        yield "reason", _("Choose a reason; the reader is told.")
    if "words" in needed.fields and (sentence := _wrong_words(draft)):
        yield "words", sentence
        return
    if "limit" in needed.fields and not _between(draft.limit, needed.least, needed.most):
        bounds = {"least": needed.least, "most": needed.most}
        yield "limit", _("Give a number from %(least)s to %(most)s.") % bounds
    if "minutes" in needed.fields and not _between(draft.minutes, 1, 30 * DAY):
        yield "minutes", _("Give a number of minutes, at most 30 days.")
    if "scripts" in needed.fields and not set(draft.scripts) & set(Script.values):
        yield "scripts", _("Choose one script at least.")
    if kind in TEXT_KINDS:
        yield from _wrong_examples(draft)


def _between(number: int | None, least: int, most: int) -> bool:
    return number is not None and least <= number <= most


def _wrong_words(draft: RuleVersion) -> str | None:
    lines = examples(draft.words)
    if not lines:
        return _("Write one in each line.")
    if len(lines) > MOST_LINES:
        return _("At most %s lines are possible; make a second rule.") % MOST_LINES
    try:
        (patterns if draft.kind == Kind.WORDS else addresses)(draft.words)
    except BadPattern as why:
        return str(why)
    return None


def examples(lines: str) -> list[str]:
    """The texts of a field, one in each line."""
    return [line.strip() for line in lines.splitlines() if line.strip()]


def _wrong_examples(draft: RuleVersion) -> Iterator[tuple[str, str]]:
    for field, wanted in (("must_find", True), ("must_pass", False)):
        given = examples(getattr(draft, field))
        if not given:
            yield field, _("Give one example at least.")
        elif len(given) > MOST_EXAMPLES or max(map(len, given)) > LONGEST_EXAMPLE:
            yield field, _("That is too much: 50 examples of 1,000 characters are possible.")
        else:
            yield from ((field, sentence) for sentence in _failing(draft, given, wanted))


def _failing(draft: RuleVersion, given: list[str], wanted: bool) -> Iterator[str]:
    sentence = _("It does not find “%s”.") if wanted else _("It finds “%s”, which it should not.")
    for example in given:
        if bool(look(draft, Case(text.clean(example)))) != wanted:
            yield sentence % example
