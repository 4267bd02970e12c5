"""The policy of a story in words: for readers on its page, for colleagues at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.dates import number, stamp
from articles.languages import Language, spoken
from comments.models.policy import Policy, Scope
from comments.policy.resolve import Choice, Closed, InForce, Why

UNITS: tuple[tuple[int, Callable[[int], str]], ...] = (
    (3600, lambda n: ngettext("%(n)s hour", "%(n)s hours", n)),
    (60, lambda n: ngettext("%(n)s minute", "%(n)s minutes", n)),
    (1, lambda n: ngettext("%(n)s second", "%(n)s seconds", n)),
)


@dataclass(frozen=True)
class Terms:
    """What stands above the form: words of the moderators, and what will happen to a comment."""

    alerts: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    closed: str = ""  # why and since when nothing can be written


def length(seconds: int) -> str:
    """A length of time in its two largest units, as in "1 minute and 20 seconds"."""
    parts, left = [], max(1, seconds)
    for size, words in UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(words(count) % {"n": _digits(count)})
    if len(parts) < 2:
        return parts[0]
    return _("%(first)s and %(second)s") % {"first": parts[0], "second": parts[1]}


def terms(standing: InForce) -> Terms:
    """What a reader is told above the form, in the language that is active."""
    in_arabic = spoken() == Language.ARABIC
    words = [mode.alert_ar if in_arabic else mode.alert_en for mode in standing.modes]
    alerts = [one for one in words if one]
    if standing.is_closed:
        return Terms(alerts, closed=closed_sentence(standing))
    sentences = []
    if standing.holds_all:
        sentences.append(_("A moderator reads every comment here before it appears."))
    if mode := standing.slowest:
        sentences.append(
            _("Each reader may write once every %(slow)s here.") % {"slow": length(mode.slow)}
        )
    return Terms(alerts, sentences)


def closed_sentence(standing: InForce) -> str:
    """Why comments are closed and since when, for readers; empty where they are not."""
    closed = standing.closed
    if closed is None:
        return ""
    said = {"when": _when(closed), "name": standing.source.name}
    if closed.why == Why.QUEUE:
        return (
            _(
                "More comments are waiting here than the moderators can read, so comments have been"
                " closed since %(when)s. They open again as soon as the moderators have caught up."
            )
            % said
        )
    if closed.why == Why.DAYS:
        days = standing.source.closes_after or 0
        return ngettext(
            "Comments close %(days)s day after a story is published; here they have been"
            " closed since %(when)s.",
            "Comments close %(days)s days after a story is published; here they have been"
            " closed since %(when)s.",
            days,
        ) % {**said, "days": _digits(days)}
    return _closed_by_hand(standing.source) % said


def _closed_by_hand(source: Choice) -> str:
    match source.scope:
        case Scope.STORY:
            return _("Comments on this story have been closed since %(when)s.")
        case Scope.TAG:
            return _("Comments on all stories about “%(name)s” have been closed since %(when)s.")
        case Scope.SECTION:
            return _("Comments in the section “%(name)s” have been closed since %(when)s.")
        case _:
            return _("Comments on all stories have been closed since %(when)s.")


def choice_sentence(choice: Choice) -> str:
    """What a place says, for the desk."""
    if choice.policy == Policy.NEWCOMERS:
        said = ngettext(
            "Readers with fewer than %(n)s approved comment wait for a moderator",
            "Readers with fewer than %(n)s approved comments wait for a moderator",
            choice.newcomers,
        ) % {"n": _digits(choice.newcomers)}
    else:
        said = {
            Policy.OPEN: _("Comments appear once the address is confirmed"),
            Policy.HOLD: _("Every comment waits for a moderator"),
            Policy.CLOSED: _("Comments are closed"),
        }[choice.policy]
    if choice.closes_after is None or choice.policy == Policy.CLOSED:
        return said
    ends = ngettext(
        "closed %(n)s day after publication",
        "closed %(n)s days after publication",
        choice.closes_after,
    ) % {"n": _digits(choice.closes_after)}
    return f"{said}; {ends}"


def source_sentence(choice: Choice) -> str:
    """From where a policy comes, for the desk."""
    match choice.scope:
        case Scope.STORY:
            return _("from the story itself")
        case Scope.TAG:
            return _("from the tag “%(name)s”") % {"name": choice.name}
        case Scope.SECTION:
            return _("from the section “%(name)s”") % {"name": choice.name}
        case _:
            return _("from the site")


def desk_sentences(standing: InForce) -> list[str]:
    """What counts for a story and why, for the desk; one sentence each."""
    said = [f"{choice_sentence(standing.source)} – {source_sentence(standing.source)}."]
    for mode in standing.modes:
        place = (
            _("this story")
            if mode.scope == Scope.STORY
            else _("the tag “%(name)s”") % {"name": mode.name}
        )
        said.append(
            _("Conflict mode runs for %(place)s until %(until)s: every comment waits.")
            % {"place": place, "until": stamp(mode.until, spoken())}
        )
    if standing.closed is not None and standing.closed.why != Why.HAND:
        said.append(closed_sentence(standing))
    return said


def _when(closed: Closed) -> str:
    return stamp(closed.since, spoken()) if closed.since else ""


def _digits(value: int) -> str:
    return number(value, spoken())
