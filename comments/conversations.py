"""A root and its replies as HTML; written in Python for the same reason as ``comments.markup``."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from articles.dates import number
from comments.markup import comment_html
from comments.reading import Conversation


def conversation_html(talk: Conversation, language: str, *, closed: bool = False) -> SafeString:
    """The items of a list: the root, and what is below it.

    Args:
        language: of the page, which is active.
        closed: no more replies are taken.
    """
    root = comment_html(talk.root, language, closed=closed)
    if not (talk.replies or talk.more):
        return root
    replies = "".join(comment_html(one, language, closed=closed) for one in talk.replies)
    words = ngettext("%(shown)s reply", "%(shown)s replies", talk.root.replies)
    shown = escape(words % {"shown": number(talk.root.replies, language)})
    return SafeString(
        f'{root}<li class="below"><details open><summary>{shown}</summary>{_earlier(talk)}'
        f"<ol>{replies}</ol>{_later(talk, language)}</details></li>\n"
    )


def _earlier(talk: Conversation) -> str:
    if talk.before is None:
        return ""
    address, words = f"{talk.url}?before={talk.before.pk}", escape(gettext("Show earlier replies"))
    return f'<p class="turn"><a href="{address}" rel="nofollow">{words}</a></p>'


def _later(talk: Conversation, language: str) -> str:
    if talk.more:
        more = ngettext("Show %(shown)s more reply", "Show %(shown)s more replies", talk.more)
        words = more % {"shown": number(talk.more, language)}
    elif talk.after:
        words = gettext("Show more replies")
    else:
        return ""
    link = f'<a class="more-replies" href="{talk.more_url}" rel="nofollow">{escape(words)}</a>'
    return f'<p class="turn">{link}</p>'
