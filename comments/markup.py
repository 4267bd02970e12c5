"""One comment as HTML, for every page that shows a thread.

Written in Python, as a page has fifty of them: a template takes ten times as long. Every value is
escaped here, apart from the text, which ``comments.text.render`` has made safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape

from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.dates import number, stamp
from comments.models import Badge, Comment
from comments.workflow import State


@dataclass(frozen=True)
class Labels:
    """The words around a comment, escaped, in one language."""

    language: str
    nobody: str
    edited: str
    in_reply_to: str
    parent_gone: str
    agree: str
    disagree: str
    reply: str
    report: str
    edit: str
    withdraw: str
    withdrawn: str
    removed: str
    closed: str
    note: str
    badges: dict[str, str]


@cache
def labels(language: str) -> Labels:
    """The words in a language; looked up once in the life of a process."""
    with translation.override(language):
        return Labels(
            language=language,
            nobody=escape(_("A reader")),
            edited=escape(_("edited")),
            in_reply_to=escape(_("in reply to")),
            parent_gone=escape(_("a comment that is gone")),
            agree=escape(_("Agree")),
            disagree=escape(_("Disagree")),
            reply=escape(_("Reply")),
            report=escape(_("Report")),
            edit=escape(_("Edit")),
            withdraw=escape(_("Withdraw")),
            withdrawn=escape(_("Comment withdrawn by its author.")),
            removed=escape(_("Comment removed by the moderators.")),
            closed=escape(_("Replies closed")),
            note=escape(_("Editor’s note")),
            badges={badge.value: escape(str(badge.label)) for badge in Badge},
        )


def comment_html(comment: Comment, language: str, *, closed: bool = False) -> SafeString:
    """A list item with the comment, or with what is left of it.

    Args:
        language: of the page; the comment's own text finds its direction by itself.
        closed: no more replies are taken.
    """
    words = labels(language)
    if comment.state != State.PUBLISHED:
        left = words.withdrawn if comment.state == State.WITHDRAWN else words.removed
        inner = f'<p class="gone">{left}</p>'
    else:
        inner = _who(comment, words) + _answers(comment, words)
        inner += f'<div class="said">{comment.html}</div>{_notes(comment, words)}'
        inner += _acts(comment, words, closed=closed)
    return SafeString(f'<li class="comment d{comment.step}" id="c{comment.pk}">{inner}</li>\n')


def own_acts_html(comment: Comment, language: str) -> SafeString:
    """The links to edit and withdraw one's own comment."""
    words, address = labels(language), comment.address
    edit = f'<a href="{address}edit/">{words.edit}</a>' if comment.can_be_edited else ""
    return SafeString(f'{edit}<a href="{address}withdraw/">{words.withdraw}</a>')


def _who(comment: Comment, words: Labels) -> str:
    badge = f'<b class="badge">{words.badges[comment.badge]}</b> ' if comment.badge else ""
    edited = f' <span class="when">{words.edited}</span>' if comment.edited_at else ""
    return (
        f'<p class="who"><bdi class="name">{escape(comment.name) or words.nobody}</bdi> {badge}'
        f'<a class="when" href="{comment.address}#c{comment.pk}">'
        f"{_time(comment.created_at, words)}</a>{edited}</p>"
    )


def _answers(comment: Comment, words: Labels) -> str:
    if comment.parent_id is None:
        return ""
    if getattr(comment, "parent_state", "") == State.PUBLISHED:
        name = escape(getattr(comment, "parent_name", "")) or words.nobody
        whom = f"<bdi>{name}</bdi>"
    else:
        whom = words.parent_gone
    link = f'<a href="{comment.parent_url}">{whom}</a>'
    return f'<p class="answers">{words.in_reply_to} {link}</p>'


def _notes(comment: Comment, words: Labels) -> str:
    """What the desk wrote under it; each text has passed ``comments.text.render``."""
    return "".join(
        f'<div class="noted" role="note"><p class="label">{words.note}</p>'
        f'<div class="said">{one["html"]}</div><p class="when"><bdi>{escape(one["by"])}</bdi> · '
        f"{_time(datetime.fromisoformat(one['at']), words)}</p></div>"
        for one in comment.notes or ()
    )


def _time(at: datetime, words: Labels) -> str:
    moment = timezone.localtime(at)
    shown = stamp(moment, words.language)
    return f'<time datetime="{moment.isoformat(timespec="seconds")}">{shown}</time>'


def _acts(comment: Comment, words: Labels, *, closed: bool) -> str:
    address = comment.address
    if closed:
        reply = ""
    elif comment.takes_replies:
        reply = f'<a class="reply" href="{address}reply/" rel="nofollow">{words.reply}</a>'
    else:
        reply = f"<span>{words.closed}</span>"
    if comment.is_own:
        last: str = own_acts_html(comment, words.language)
    else:
        last = f'<a href="{address}flag/" rel="nofollow">{words.report}</a>'
    up = _vote(comment, words, 1, words.agree, "▲", comment.up)
    down = _vote(comment, words, -1, words.disagree, "▼", comment.down)
    return f'<p class="acts">{up}{down}{reply}{last}</p>'


def _vote(comment: Comment, words: Labels, side: int, label: str, sign: str, votes: int) -> str:
    """The button for one side; pressed, it takes the vote back."""
    pressed = comment.own_vote == side
    value = 0 if pressed else side
    state = ' aria-pressed="true"' if pressed else ""
    return (
        f'<button form="act" formaction="{comment.address}vote/" name="value"'
        f' value="{value}"{state}>'
        f'<span class="sr">{label}</span><b aria-hidden="true">{sign}</b> '
        f"{number(votes, words.language)}</button>"
    )
