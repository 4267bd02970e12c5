"""The cache in files, for a machine without Redis."""

from __future__ import annotations

from itertools import count

from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Makes room now and then.

    Django's own looks through the whole folder whenever something is stored, which takes longer
    than making a page once there are thousands.
    """

    EVERY = 200  # stores by one process

    def __init__(self, folder: str, parameters: dict[str, object]) -> None:
        super().__init__(folder, parameters)
        self._stores = count()

    def _cull(self) -> None:
        if next(self._stores) % self.EVERY == 0:
            super()._cull()  # type: ignore[misc]  # the stubs leave it out
