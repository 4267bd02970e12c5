"""The cache in files, for a machine without Redis."""

from __future__ import annotations

import pickle
import zlib
from itertools import count
from typing import IO, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Stores pages, which are compressed already, and makes room now and then.

    Django's own looks through the whole folder whenever something is stored, which takes longer
    than making a page once there are thousands.
    """

    EVERY = 200  # stores by one process

    def __init__(self, folder: str, parameters: dict[str, object]) -> None:
        super().__init__(folder, parameters)
        self._stores = count()

    def set(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Store. What has a timeout may be missing for a moment, what has none never is."""
        if timeout is not None:
            # A file that takes the place of another is written to the disk at once by ext4.
            self.delete(key, version)
        super().set(key, value, timeout, version)

    def _write_content(self, file: IO[bytes], timeout: float | None, value: object) -> None:
        file.write(pickle.dumps(self.get_backend_timeout(timeout), self.pickle_protocol))
        file.write(zlib.compress(pickle.dumps(value, self.pickle_protocol), level=0))

    def _cull(self) -> None:
        if next(self._stores) % self.EVERY == 0:
            super()._cull()  # type: ignore[misc]  # the stubs leave it out
