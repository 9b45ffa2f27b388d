"""The bibliography: a `.bib` file read as entries that can be matched with a digest's papers.

Import from here; nothing in this package reads a file, the caller hands in the text.
"""

from __future__ import annotations

from digestlint.papers.bibliography.names import candidate_names

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint.papers.bibliography.entries import (
        BibEntry,
        Bibliography,
        BibProblem,
        ProblemKind,
    )
    from digestlint.papers.bibliography.reader import parse_bibliography

__all__ = [
    "BibEntry",
    "BibProblem",
    "Bibliography",
    "ProblemKind",
    "candidate_names",
    "parse_bibliography",
]


def __getattr__(name: str) -> object:
    # Most digests have no bibliography.
    if name == "parse_bibliography":
        from digestlint.papers.bibliography.reader import parse_bibliography

        return parse_bibliography
    if name in __all__:
        from digestlint.papers.bibliography import entries

        return getattr(entries, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
