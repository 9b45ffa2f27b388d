"""A list of objects for programs, one for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.lint.results import FileResult
from digestlint.output.json_array import JsonArray
from digestlint.output.reporter import RunResults
from digestlint.text.terminal import safe_json


class Report(JsonArray):
    """The findings as one JSON array."""

    def objects(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the object of each finding."""
        return object_lines(file)

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
