"""A list of objects for programs, one for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.lint.results import FileResult
from digestlint.output.reporter import Reporter, RunResults
from digestlint.text.terminal import safe_json


class Report(Reporter):
    """The findings as one JSON array."""

    def __init__(self) -> None:
        self._last = ""  # the line that waits for whether a comma follows

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding, but the last."""
        for line in object_lines(file):
            yield f"{self._last}," if self._last else "["
            self._last = f"  {line}"

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the rest of the array."""
        if not self._last:
            yield "[]"
            return
        yield self._last
        yield "]"

    def statistics(self, run: RunResults) -> Iterator[str]:
        """Yield a list with one object per rule."""
        from digestlint.output.statistics import by_rule  # where they are asked for

        rows = [
            {"code": code, "name": name, "count": findings, "fixable": fixable}
            for code, name, findings, fixable, _ in by_rule(run.findings())
        ]
        yield safe_json(rows, 2)


def object_lines(file: FileResult) -> Iterator[str]:
    """Yield the object of each finding, each in one line."""
    if not file.findings:
        return
    from msgspec import to_builtins  # for findings only: it takes long to load

    from digestlint.output.json_objects import as_object

    for finding in file.findings:
        yield safe_json(to_builtins(as_object(finding)))
