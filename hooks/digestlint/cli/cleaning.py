"""``digestlint clean``: remove the cached results of earlier runs."""

from __future__ import annotations

import os
from argparse import Namespace

from digestlint._runtime.language import say, translated
from digestlint.cli.errors import UsageError
from digestlint.run.cache.store import Store
from digestlint.text.terminal import safe


def run_clean(_: Namespace) -> int:
    """Remove all entries from the user's cache folder."""
    store = Store(os.environ)
    try:
        removed = store.clear()
    except OSError as error:
        reason = translated((error.strerror or str(error)).lower())
        raise UsageError(
            say("{path}: can't be cleared: {reason}", path=store.path, reason=reason)
        ) from None
    print(
        say("cleared {path}", path=safe(str(store.path))) if removed else say("there is no cache")
    )
    return 0
