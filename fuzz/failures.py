"""Failures while a target is fuzzed: they are kept and reported, and do not end the run."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from hashlib import sha1
from pathlib import Path


def going_on(target: Callable[[bytes], None], prefix: str) -> Callable[[bytes], None]:
    """``target``, whose failures do not hide those behind them.

    The first input of each kind of failure is kept in a file whose name begins with ``prefix``. A
    kind is where the error was raised, its type and its message, numbers aside.
    """
    known: set[str] = set()

    def run(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            message = re.sub(r"\b\d+\b", "#", str(error))
            kind = f"{last.filename}:{last.lineno} {type(error).__name__}: {message}"
            if kind not in known:
                known.add(kind)
                Path(f"{prefix}{sha1(data).hexdigest()}").write_bytes(data)
                traceback.print_exc()

    return run
