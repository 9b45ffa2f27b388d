"""What is wrong in a `.bib` file, in the words of messages."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern
from digestlint.papers.bibliography.entries import BibProblem
from digestlint.text.quoting import quoted

# A file of garbage gets a list that can still be read.
MAX_PROBLEMS = 100


class Problems:
    """Collects problems; beyond `MAX_PROBLEMS` they are counted only."""

    def __init__(self) -> None:
        self._problems: list[BibProblem] = []

    def add(self, line: int, message: str) -> None:
        """Note a problem; `line` is 1-based, `message` reads like those of rules."""
        self._problems.append(BibProblem(line, message))

    def sorted(self) -> tuple[BibProblem, ...]:
        """Problems by line; the last one says how many were left out."""
        ordered = sorted(self._problems, key=lambda problem: problem.line)
        shown, rest = ordered[:MAX_PROBLEMS], ordered[MAX_PROBLEMS:]
        if rest:
            shown.append(BibProblem(rest[0].line, f"{len(rest)} more problems follow"))
        return tuple(shown)


_BLOCK_HEAD_RE = lazy_pattern(r"@(\w*)\s*[{(]\s*([^\s,{}()=\"]*)")

# What bibtexparser's reasons say, and what each means to the author of the file.
_REASONS = (
    ("Unexpectedly reached end of file", "is never closed"),
    ("Unexpected block start", "is not closed where the next block starts"),
    ("found @", "is not closed where the next block starts"),
    ("found `@", "is not closed where the next block starts"),
    ("Expected comma after entry key", "has no comma after its key"),
    ("Expected a `=`", "has a field without '='"),
)


def failure(raw: str, reason: str) -> str:
    """Say why a block was not read; `reason` is bibtexparser's."""
    head = _BLOCK_HEAD_RE.match(raw)
    kind, key = head.groups() if head else ("", "")
    what = next((ours for theirs, ours in _REASONS if theirs in reason), "cannot be read")
    block = f"{quoted('@' + kind)} block{' ' + quoted(key) if key else ''}"
    return f"the {block} {what}, so it was skipped"
