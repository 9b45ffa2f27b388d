"""The thread that looks at texts, so that the server can talk while it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from digestlint._runtime.tracing.seen import Seen, using

T = TypeVar("T")


class Engine:
    """One thread, with what it has read of files; what is asked of it is done in order."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._seen = Seen()

    async def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns in the thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._do, work)

    def forget(self, paths: Iterable[Path]) -> None:
        """Look anew at files that have changed, are new, or are gone."""
        changed = [str(path.absolute()) for path in paths]

        def forget() -> None:
            for path in changed:
                self._seen.forget_path(path, str(Path(path).parent))

        self._pool.submit(forget)

    def close(self) -> None:
        """Begin nothing new."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _do(self, work: Callable[[], T]) -> T:
        with using(self._seen):
            return work()
