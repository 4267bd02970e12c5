"""Whether readers may have a picture now: only where a live story shows it.

The database's clock decides, as for every page. It is asked for every picture, so a yes is kept in
the page cache, with the marks of edition and removals (``caching``): a publication has it asked
again, and so does the moment at which the story that shows it ends. A no is never kept, so a
picture is there in the second in which its story is.

While the database is down, a picture that was public may be given as long as nothing was taken
from the readers since, which is what the mark of removals says, and its story has not ended.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache
from django.db import InterfaceError, OperationalError

from articles import prepared
from articles.caching import CACHE_FAULTS, EDITION, FRESH_FOR, KEEP_FOR, REMOVAL, Marks, keep, kept

# Of several stories any one will do: when it ends, the others are asked.
PUBLIC = """
SELECT extract(epoch FROM ends - newsroom_now())::double precision
FROM articles_publicfile WHERE file = $1::text LIMIT 1
"""


@dataclass(frozen=True)
class Yes:
    """That a picture is public, and the marks that were in force when the database said so."""

    marks: Marks
    asked_at: float  # seconds since the epoch
    ends_at: float  # seconds since the epoch

    def is_fresh(self, marks: Marks) -> bool:
        """Whether it need not be asked again."""
        return self.marks == marks and self._lasts(FRESH_FOR)

    def may_be_believed(self, marks: Marks) -> bool:
        """Whether it holds while nobody can ask: nothing was removed since, nor has it ended."""
        return self.marks[REMOVAL] == marks[REMOVAL] and self._lasts(KEEP_FOR)

    def _lasts(self, seconds: float) -> bool:
        """A clock that was put back makes nothing last longer."""
        return self.asked_at <= time.time() < min(self.ends_at, self.asked_at + seconds)


def is_public(file: str) -> bool:
    """Whether a stored file, by its name within the media folder, stands in what readers have.

    Raises:
        django.db.OperationalError: nobody can tell.
    """
    key = "picture:" + hashlib.sha256(file.encode()).hexdigest()
    known, marks, lost = kept(key, [EDITION, REMOVAL])
    if isinstance(known, Yes) and known.is_fresh(marks):
        return True
    asked = time.time()
    try:
        found = prepared.rows("articles_public_file", PUBLIC, file)
    except (OperationalError, InterfaceError):
        if isinstance(known, Yes) and known.may_be_believed(marks):
            return True
        raise
    if found:
        ((left,),) = found
        keep(key, Yes(marks, asked, asked + (KEEP_FOR if left is None else left)), lost, KEEP_FOR)
    elif known is not None:
        with suppress(*CACHE_FAULTS):
            cache.delete(key)
    return bool(found)
