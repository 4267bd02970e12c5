"""Parts of a page that are made once for the rows they show.

A story's page is made afresh whenever a comment comes or anything is published, nearly always of
the same release. What shows nothing but rows of the database need not be made again for them.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils import translation
from django.utils.safestring import SafeString

from articles import memory
from articles.models.story import PublishedStory

register = template.Library()


@register.tag
def made_once_for(parser: Parser, token: Token) -> MadeOnce:
    """Keep what stands up to ``{% end_made_once %}`` for the things that are named.

    Takes stories, other things that are told apart by their values, and lists of both. Beside these
    the part may show only what does not change while the process runs, as the newspaper's name.
    """
    shown = [parser.compile_filter(name) for name in token.split_contents()[1:]]
    inside = parser.parse(("end_made_once",))
    parser.delete_first_token()
    return MadeOnce(shown, inside)


class MadeOnce(template.Node):
    """The part of a template between the two tags."""

    child_nodelists = ("inside",)

    def __init__(self, shown: list[FilterExpression], inside: NodeList) -> None:
        self.shown = shown
        self.inside = inside

    def render(self, context: template.Context) -> SafeString:
        rows = _rows([one.resolve(context) for one in self.shown])
        if rows is None or settings.DEBUG:
            return self.inside.render(context)
        page = context.template.name if context.template else None
        name = (self, page, translation.get_language(), rows)
        return memory.lasting(name, lambda: self.inside.render(context))


def _rows(shown: list[Any]) -> Hashable | None:
    """What a part is made of; nothing where a story was not read, as in a preview."""
    things = [thing for one in shown for thing in (one if isinstance(one, list | tuple) else [one])]
    rows = tuple(one.row if isinstance(one, PublishedStory) else one for one in things)
    return None if None in rows else rows
