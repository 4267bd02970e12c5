"""The subjects by which a list of stories is narrowed: byline, place and tag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from taggit.models import Tag

from articles.asked import whole_number
from articles.finding import contributor_mark, place_mark, tag_mark

LONGEST_TAG = 100  # characters, as in the table of tags
CONTRIBUTOR, PLACE, TAG = "contributor", "place", "tag"


def marks(params: Mapping[str, Any]) -> list[str]:
    """What a story must have among its words for the subjects that a list is asked for.

    A subject that is no longer there is still asked for, and found nowhere: a list that quietly
    showed everything instead would say something wrong.
    """
    found = []
    if number := _number(params.get(CONTRIBUTOR)):
        found.append(contributor_mark(number))
    if number := _number(params.get(PLACE)):
        found.append(place_mark(number))
    if typed := str(params.get(TAG) or "").strip().replace("\0", "")[:LONGEST_TAG]:
        found.append(tag_mark(_slug(typed)))
    return found


def _slug(typed: str) -> str:
    """The address of the tag that somebody means by its name or its address."""
    known = Tag.objects.filter(Q(slug=typed) | Q(name=typed) | Q(slug=typed.lower()))
    return str(known.values_list("slug", flat=True).first() or typed)


def _number(value: object) -> int:
    return whole_number(str(value or "")) or 0
