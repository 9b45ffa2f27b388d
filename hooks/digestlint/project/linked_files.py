"""Local files that links lead to."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from digestlint._runtime.tracing import observing, trace
from digestlint.project.repository import lexical, real_path
from digestlint.text.codec import SourceError, decode

_ON_WINDOWS = os.name == "nt"
# A linked file is read for its anchors; a larger one is a video or a data set.
_SIZE_LIMIT = 64 * 2**20


class LinkedFiles:
    """Access to local files that links lead to, limited to those inside `root`.

    Never raises: a file that is missing, outside, unreadable or not text does not exist or is None.
    """

    def __init__(self, root: Path) -> None:
        self._root = real_path(root)
        self._tops = {self._root, lexical(root)}

    def inside(self, path: Path) -> bool:
        """Whether a path stays in `root`; about one that does not, nothing can be said."""
        try:
            path = lexical(path)
            # By name first: following a path of elsewhere may ask a server (UNC paths, automounts).
            if not any(map(path.is_relative_to, self._tops)):
                return False
            # A file that is not a link is where its folder is, which is resolved once for all files
            # in it. A junction of Windows is not a link.
            if not _ON_WINDOWS and path not in self._tops and not observing.is_link(str(path)):
                return self._holds(path.parent)
            return self._leads_inside(path)
        except (OSError, ValueError):
            return False

    @trace.once
    def _holds(self, folder: Path) -> bool:
        return self._leads_inside(folder)

    def _leads_inside(self, path: Path) -> bool:
        return observing.is_within(str(path), str(self._root))

    def missing(self, path: Path) -> bool:
        """Whether a path stays in `root`, and nothing is there."""
        try:
            return self.inside(path) and not self._there(lexical(path))
        except (OSError, ValueError):
            return True

    def exists(self, path: Path) -> bool:
        """Whether a file or folder is there, spelt as on disk even where case is ignored."""
        try:
            return self.inside(path) and self._there(lexical(path))
        except (OSError, ValueError):
            return False

    @trace.once
    def read_text(self, path: Path) -> str | None:
        """Return the text of a file as `source.decode` gives it (without a byte order mark)."""
        if not self.exists(path):
            return None
        with suppress(OSError, ValueError, SourceError):
            name, root = str(lexical(path)), str(self._root)
            return decode(observing.read(name, _SIZE_LIMIT, within=root)).text
        return None

    def _there(self, path: Path) -> bool:
        """Return whether the file exists with this exact spelling.

        Where macOS or Windows would open `README.md` for `readme.md`, it does not.
        """
        if not observing.exists(str(path)):
            return False
        while path not in self._tops and path != path.parent:
            if not observing.is_spelt(str(path.parent), path.name):
                return False
            path = path.parent
        return True
