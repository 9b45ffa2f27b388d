"""Papers of a document that other files of the run have as well."""

from __future__ import annotations

from digestlint._runtime.records import NamedTuple


class PaperElsewhere(NamedTuple):
    """The same paper in an earlier file of the run."""

    filename: str
    row: int


class PapersElsewhere(NamedTuple):
    """The first places of a paper in earlier files of the run, and how many more there are."""

    first: tuple[PaperElsewhere, ...]
    more: int = 0
