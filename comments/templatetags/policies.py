"""The policy of a story on its page at the desk."""

from __future__ import annotations

from typing import Any

from django import template

from comments.permissions import can_moderate
from comments.policy import in_force_on
from comments.policy.words import desk_sentences

register = template.Library()


@register.inclusion_tag("comments/desk/_of_story.html", takes_context=True)
def comments_of_story(context: template.Context, number: int) -> dict[str, Any]:
    """Who may comment on a story and why, and for moderators the way to change it; one query."""
    standing = in_force_on(number)
    return {
        "number": number,
        "sentences": desk_sentences(standing),
        "may_moderate": can_moderate(context["user"]),
    }
