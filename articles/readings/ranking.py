"""The lists of what is read most, made anew by the worker every two minutes.

What pages show is a few dozen rows by key; how many stories were read changes the errand's cost
alone.
"""

from __future__ import annotations

from django.db import connection, transaction

from articles.clock import database_now
from articles.models import MostRead, Reading
from articles.models.reading import LONGEST, WHOLE_PAPER, WINDOW

HALVED_AFTER = 6 * 3600  # seconds; a reading six hours ago counts for half of one now
# Of what a long archive's readers found, only this much can be among the most read.
CANDIDATES = 2000

RANK = """
WITH read AS (
    SELECT story_id,
        sum(count * power(0.5, extract(epoch FROM %(now)s - hour) / %(half)s)) AS weight
    FROM articles_reading WHERE hour > %(begin)s
    GROUP BY story_id ORDER BY weight DESC, story_id DESC LIMIT %(candidates)s
), listed AS (
    SELECT live.language, list.section_id, read.story_id, row_number() OVER (
        PARTITION BY live.language, list.section_id ORDER BY read.weight DESC, read.story_id DESC
    ) AS rank
    FROM read JOIN articles_story live ON live.id = read.story_id AND NOT live.withdrawn
    CROSS JOIN LATERAL (VALUES (%(whole)s::bigint), (live.section_id)) AS list (section_id)
)
SELECT language, section_id, rank, story_id FROM listed WHERE rank <= %(longest)s
"""


def rank() -> int:
    """Make the lists of the last day's readings and forget older ones; how many rows they have.

    Where nothing was read for a day the last lists stand.
    """
    now = database_now()
    begin = now - WINDOW
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                RANK,
                {
                    "now": now,
                    "begin": begin,
                    "half": HALVED_AFTER,
                    "candidates": CANDIDATES,
                    "whole": WHOLE_PAPER,
                    "longest": LONGEST,
                },
            )
            rows = cursor.fetchall()
        if rows:
            MostRead.objects.all().delete()
            MostRead.objects.bulk_create(
                MostRead(language=language, section_id=section, rank=rank, story_id=story)
                for language, section, rank, story in rows
            )
        Reading.objects.filter(hour__lte=begin).delete()
    return len(rows)
