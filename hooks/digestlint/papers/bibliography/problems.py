"""What is wrong in a `.bib` file."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern
from digestlint.papers.bibliography.entries import BibProblem, ProblemKind
from digestlint.text.quoting import quoted

# A file of garbage gets a list that can still be read.
MAX_PROBLEMS = 100


class Problems:
    """Collects problems; beyond `MAX_PROBLEMS` they are counted only."""

    def __init__(self) -> None:
        self._problems: list[BibProblem] = []

    def add(self, line: int, kind: ProblemKind, **about: str | int) -> None:
        """Note a problem; `line` is 1-based."""
        self._problems.append(BibProblem(line, kind, about))

    def sorted(self) -> tuple[BibProblem, ...]:
        """Problems by line; the last one says how many were left out."""
        ordered = sorted(self._problems, key=lambda problem: problem.line)
        shown, rest = ordered[:MAX_PROBLEMS], ordered[MAX_PROBLEMS:]
        if rest:
            shown.append(BibProblem(rest[0].line, ProblemKind.MORE, {"number": len(rest)}))
        return tuple(shown)


_BLOCK_HEAD_RE = lazy_pattern(r"@(\w*)\s*[{(]\s*([^\s,{}()=\"]*)")

# What bibtexparser's reasons say, and what each means to the author of the file.
_REASONS = (
    ("Unexpectedly reached end of file", ProblemKind.NEVER_CLOSED),
    ("Unexpected block start", ProblemKind.NOT_CLOSED),
    ("found @", ProblemKind.NOT_CLOSED),
    ("found `@", ProblemKind.NOT_CLOSED),
    ("Expected comma after entry key", ProblemKind.NO_COMMA_AFTER_KEY),
    ("Expected a `=`", ProblemKind.NO_EQUALS_SIGN),
)


def failure(raw: str, reason: str) -> tuple[ProblemKind, dict[str, str]]:
    """Return why a block was not read, and which; `reason` is bibtexparser's."""
    head = _BLOCK_HEAD_RE.match(raw)
    type_, key = head.groups() if head else ("", "")
    kind = next((ours for theirs, ours in _REASONS if theirs in reason), ProblemKind.UNREADABLE)
    about = {"type": quoted("@" + type_)} | ({"key": quoted(key)} if key else {})
    return kind, about
