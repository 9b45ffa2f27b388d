"""Has documents checked when they change, and publishes what is found.

Of a text with mojibake, a draft is published first, since restoration takes a while. A change of
the text ends the look at the one before.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from digestlint._runtime.errors import DigestlintError
from digestlint.run.checker import problem_of
from digestlint.run.looking import Look, StaleError, look
from digestlint.server.documents import OpenDocument, Seen, task_of
from digestlint.server.engine import Engine

_PAUSE = 0.05  # seconds without a change before a text is looked at
_NOTHING = Look(None)


class Checking:
    """Checks open documents, each as it is after its last change."""

    def __init__(self, engine: Engine, publish: Callable[[Seen], None]) -> None:
        self._engine = engine
        self._publish = publish
        self._running: dict[str, tuple[asyncio.Task[None], threading.Event]] = {}

    def begin(self, document: OpenDocument, *, pause: float = _PAUSE) -> None:
        """Check a document, and forget about an earlier version of it."""
        self.end(document.uri)
        stale = threading.Event()
        task = asyncio.get_running_loop().create_task(self._check(document, stale, pause))
        self._running[document.uri] = task, stale

    def end(self, uri: str) -> None:
        """Stop checking a document."""
        if running := self._running.pop(uri, None):
            task, stale = running
            stale.set()
            task.cancel()

    async def _check(self, document: OpenDocument, stale: threading.Event, pause: float) -> None:
        await asyncio.sleep(pause)
        path, text, version = document.path, document.text, document.version

        def seen(*, draft: bool) -> Seen:
            try:
                task = task_of(path, text)
                found = look(task, draft=draft, is_stale=stale.is_set) if task else _NOTHING
            except StaleError:
                raise
            except DigestlintError as error:
                found = Look(None, problem=str(error))
            except Exception as error:  # who asks about it would wait for ever
                found = Look(None, problem=problem_of(error))
            return Seen(document.uri, path, version, text, found)

        try:
            first = await self._engine.run(lambda: seen(draft=True))
            self._tell(document, first, stale)
            if first.look.draft:
                self._tell(document, await self._engine.run(lambda: seen(draft=False)), stale)
        except StaleError:
            return

    def _tell(self, document: OpenDocument, seen: Seen, stale: threading.Event) -> None:
        if not stale.is_set():
            document.learn(seen)
            self._publish(seen)
