"""JSON lists with a line for each finding, and formats that are one such list."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from digestlint.lint.results import FileResult
from digestlint.output.reporter import Reporter, RunResults


class JsonItems:
    """The lines of a JSON list, which all but the last end in a comma."""

    def __init__(self) -> None:
        self._last = ""  # the line that waits for whether a comma follows

    def __bool__(self) -> bool:
        return bool(self._last)

    def add(self, line: str) -> Iterator[str]:
        """Yield the line before ``line``, if there is one."""
        if self._last:
            yield f"{self._last},"
        self._last = line

    def end(self) -> Iterator[str]:
        """Yield the last line, if there is one."""
        if self._last:
            yield self._last


class JsonArray(Reporter):
    """The findings as one JSON array, each in a line."""

    def __init__(self) -> None:
        self._items = JsonItems()

    @abstractmethod
    def objects(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the object of each finding, in one line."""

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding, but the last."""
        for line in self.objects(file, run):
            if not self._items:
                yield "["
            yield from self._items.add(f"  {line}")

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the rest of the array."""
        if not self._items:
            yield "[]"
            return
        yield from self._items.end()
        yield "]"
