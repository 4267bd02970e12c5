"""Threads under stories, and how many comments the stories of a list have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from articles.dates import number, stamp
from articles.languages import spoken
from articles.models.story import PublishedStory
from articles.views.page import Freshness
from comments.conversations import conversation_html
from comments.markup import own_acts_html
from comments.models import Comment, Thread
from comments.reading import Conversation, counts, thread_page
from comments.text import LONGEST

register = template.Library()


@register.inclusion_tag("comments/_block.html", takes_context=True)
def thread(context: template.Context, story: PublishedStory) -> dict[str, Any]:
    """The first page of a story's thread and the form. At most three queries; nothing personal."""
    page = thread_page(story.pk)
    freshness: Freshness | None = context.get("freshness")
    if freshness is not None:
        freshness.at_most(page.standing.turns_in)
    return {
        "page": page,
        "story": story,
        "language": story.language,
        "disclaimer_version": context.get("disclaimer_version", 0),
        "most": LONGEST,
        "fields": empty_fields(spoken()),
    }


def empty_fields(language: str) -> SafeString:
    """The form's fields before anybody has typed; made once in the life of a process."""
    return _empty_fields.__wrapped__(language) if settings.DEBUG else _empty_fields(language)


@cache
def _empty_fields(language: str) -> SafeString:
    with translation.override(language):
        return SafeString(render_to_string("comments/_fields.html", {"most": LONGEST}))


@register.simple_tag
def conversation(talk: Conversation, closed: bool = False) -> SafeString:
    """A root of a thread and the replies that are shown below it."""
    return conversation_html(talk, spoken(), closed=closed)


@register.simple_tag
def own_acts(shown: Comment) -> SafeString:
    """What the author of a comment may do with it."""
    return own_acts_html(shown, spoken())


@register.simple_tag
def count_comments(*lists: Any) -> str:
    """Look up, in one query, the counts of all stories of a page before their cards are shown.

    Args:
        lists: stories, lists of them, and lists of blocks that have ``stories``.
    """
    stories = [one for given in lists for one in _stories(given)]
    found = counts(one.pk for one in stories) if stories else {}
    for one in stories:
        if one.pk in found:
            one.comment_count = _count_link(one, found[one.pk])
    return ""


def _count_link(story: PublishedStory, thread: Thread) -> SafeString:
    words = ngettext("%(shown)s comment", "%(shown)s comments", thread.published)
    return format_html(
        '<a class="comment-count" href="{}#comments" title="{}">{}</a>',
        story.get_absolute_url(),
        stamp(thread.last_at, story.language) if thread.last_at else "",
        words % {"shown": number(thread.published, story.language)},
    )


def _stories(given: Any) -> Iterable[PublishedStory]:
    if isinstance(given, PublishedStory):
        return [given]
    if isinstance(given, list | tuple):
        return [story for part in given for story in _stories(part)]
    return _stories(getattr(given, "stories", None) or [])
