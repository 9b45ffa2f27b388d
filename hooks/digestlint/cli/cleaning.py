"""``digestlint clean``: remove the cache."""

from __future__ import annotations

from argparse import Namespace

from digestlint.cache import cache_folder, remove
from digestlint.cli.errors import UsageError
from digestlint.terminal import safe


def run_clean(_: Namespace) -> int:
    """Remove the cache of the repository, or of the current folder."""
    folder = cache_folder(".")
    try:
        removed = remove(folder)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{folder}: can't be removed: {reason}") from None
    print(f"removed {safe(folder)}" if removed else "there is no cache here")
    return 0
