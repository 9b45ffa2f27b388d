"""Formats that are one JSON array, with an object for each finding."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from digestlint.lint.results import FileResult
from digestlint.output.reporter import Reporter, RunResults


class JsonArray(Reporter):
    """The findings as one JSON array, each in a line."""

    def __init__(self) -> None:
        self._last = ""  # the line that waits for whether a comma follows

    @abstractmethod
    def objects(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the object of each finding, in one line."""

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding, but the last."""
        for line in self.objects(file, run):
            yield f"{self._last}," if self._last else "["
            self._last = f"  {line}"

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the rest of the array."""
        if not self._last:
            yield "[]"
            return
        yield self._last
        yield "]"
