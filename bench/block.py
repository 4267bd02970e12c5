"""The comments under the busiest story, made within a process; run by ``manage.py shell``.

Prints, as JSON, how many comments the page shows and the CPU milliseconds to find and to render it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median

from django.template import Context, Template

from articles.models.story import Story
from comments.models import Thread
from comments.reading import thread_page
from newsroom import garbage

TIMES = 40


def figures() -> str:
    """The figures of the thread with most comments."""
    busiest = Thread.objects.order_by("-published")[0]
    story = Story.objects.get(pk=busiest.story_id or 0)
    garbage.look_rarely()
    template = Template("{% load comments %}{% thread story %}")
    talks = thread_page(story.pk).conversations
    return json.dumps(
        {
            "comments_shown": sum(1 + len(talk.replies) for talk in talks),
            "find_ms": _cost(lambda: thread_page(story.pk)),
            "find_and_render_ms": _cost(lambda: template.render(Context({"story": story}))),
        }
    )


def _cost(act: Callable[[], object]) -> float:
    spent = []
    for _time in range(TIMES):
        began = time.process_time()
        act()
        spent.append((time.process_time() - began) * 1000)
    return round(median(spent), 2)
