"""The rules that moderators write, one function for each kind. Judging a new comment, trying a rule
on old ones and checking its examples all call ``look``, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from comments import links
from comments.matching import Pattern, domains
from comments.matching.scripts import script_of
from comments.models.moderation import RuleName
from comments.models.rule import Kind, RuleVersion
from comments.rules.case import Case, Finding
from comments.scoring import Unavailable, scorer

MOST_FOUND = 20  # places that one rule marks in one text
FEWEST_CASED = 12  # letters that could be capitals; fewer are a name or an abbreviation


def look(rule: RuleVersion, case: Case) -> list[Finding]:
    """What a version of a rule finds in a comment; nothing for stories of another language."""
    if rule.language and case.language and rule.language != case.language:
        return []
    found: list[Finding] = []
    for one in LOOKS[Kind(rule.kind)](rule, case):
        found.append(one)
        if len(found) == MOST_FOUND:
            break
    return found


@lru_cache(maxsize=512)
def patterns(words: str) -> tuple[Pattern, ...]:
    """The patterns of a rule, one in a line.

    Raises:
        BadPattern: a line cannot be used.
    """
    return tuple(Pattern.parse(line) for line in words.splitlines() if line.strip())


@lru_cache(maxsize=512)
def addresses(words: str) -> frozenset[str]:
    """The registered names of a rule, one in a line; raises BadPattern like ``patterns``."""
    return frozenset(domains.parse(line) for line in words.splitlines() if line.strip())


def _finding(
    rule: RuleVersion, start: int | None = None, end: int | None = None, detail: str = ""
) -> Finding:
    return Finding(RuleName(rule.kind), start, end, detail[:200], rule)


def _words(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    for pattern in patterns(rule.words):
        spans = pattern.find(case.folded, prefixes=rule.prefixes, disguises=rule.disguises)
        for span in spans:
            yield _finding(rule, span.start, span.end, pattern.typed)


def _domains(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    listed = addresses(rule.words)
    for host in domains.find(case.text):
        if host.domain in listed:
            yield _finding(rule, host.start, host.end, host.domain)


def _links(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    found = list(links.find(case.text))
    if len(found) > (rule.limit or 0):
        for link in found:
            yield _finding(rule, link.start, link.end, link.host)


def _caps(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    cased = [one for one in case.text if one.isupper() or one.islower()]
    share = 100 * sum(one.isupper() for one in cased) // max(len(cased), 1)
    if len(cased) >= FEWEST_CASED and share >= (rule.limit or 0):
        yield _finding(rule, detail=f"{share} %")


def _script(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    script = script_of(case.text)
    if script is not None and script not in rule.scripts:
        yield _finding(rule, detail=script)


def _repetition(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    times = case.facts.same_words(rule.minutes or 0)
    if times >= max(rule.limit or 0, 1):
        yield _finding(rule, detail=f"{times}×")


def _speed(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    number = case.facts.written(rule.minutes or 0)
    if number >= max(rule.limit or 0, 1):
        yield _finding(rule, detail=f"{number + 1}×")


def _newcomers(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    wanted = rule.limit or 0
    approved = case.facts.approved(wanted)
    if approved < wanted:
        yield _finding(rule, detail=f"{approved}/{wanted}")


def _flags(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    """Reports come later than the text; ``comments.rules.reports`` counts them."""
    yield from ()


def _scorer(rule: RuleVersion, case: Case) -> Iterator[Finding]:
    """Holds what scores high, and everything while there is no score to go by."""
    name = RuleName(rule.kind)
    try:
        score = scorer().score(case.folded)
    except Unavailable as why:
        yield Finding(name, detail=str(why)[:200], version=rule)
        return
    if score.percent >= (rule.limit or 0):
        yield Finding(
            name,
            detail=score.explained()[:200],
            version=rule,
            score=score.value,
            scorer=score.model,
        )


LOOKS: dict[Kind, Callable[[RuleVersion, Case], Iterator[Finding]]] = {
    Kind.WORDS: _words,
    Kind.DOMAINS: _domains,
    Kind.LINKS: _links,
    Kind.CAPS: _caps,
    Kind.SCRIPT: _script,
    Kind.REPETITION: _repetition,
    Kind.SPEED: _speed,
    Kind.NEWCOMERS: _newcomers,
    Kind.FLAGS: _flags,
    Kind.SCORER: _scorer,
}
