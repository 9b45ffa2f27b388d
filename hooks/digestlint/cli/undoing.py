"""How to see and undo what was fixed: what Git can do, and what it would take along."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from digestlint._runtime.language import say
from digestlint.lint.results import FileResult
from digestlint.project.git_index import content_ids, staged
from digestlint.project.repository import lexical, path_in, top_of
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe

_NAMED = 3  # files


class Undo:
    """Remembers which files were fixed."""

    def __init__(self) -> None:
        self._fixed: list[tuple[str, frozenset[str]]] = []

    def add(self, result: FileResult) -> None:
        """Take note of a file."""
        if result.new != result.old:
            self._fixed.append((result.filename, content_ids(result.old)))

    def lines(self) -> Iterator[str]:
        """Yield what to say; nothing where there is no Git repository."""
        tops = {name: top_of(lexical(Path(name)).parent) for name, _ in self._fixed}
        (top,) = set(tops.values()) if len(set(tops.values())) == 1 else (None,)
        if top is None:
            return
        paths = {name: str(path_in(top, Path(name)) or "") for name, _ in self._fixed}
        known = staged(top, paths.values())
        unstaged = [
            name
            for name, ids in self._fixed
            if known is None or (paths[name] in known and known[paths[name]] not in ids)
        ]
        untracked = [name for name in paths if known is not None and paths[name] not in known]
        tracked = [name for name in paths if name not in untracked]
        if tracked:
            files = _listed(tracked)
            yield say("See the changes: git diff; undo them: git restore {files}", files=files)
        if unstaged:
            files = _listed(unstaged)
            if known is None:
                yield say(
                    "{files} may have had changes that were not staged: git restore drops these, "
                    "too (next time, look at fixes first: --diff)",
                    files=files,
                )
            else:
                yield say(
                    "{files} had changes that were not staged: git restore drops these, "
                    "too (next time, look at fixes first: --diff)",
                    files=files,
                )
        if untracked:
            files = _listed(untracked)
            yield say(
                "{files} is not in Git, which cannot undo this (see first: --diff)", files=files
            )


def _listed(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return say("FILE… ({files})", files=counted(len(names), "file"))
    return safe(" ".join(map(shlex.quote, names)))
