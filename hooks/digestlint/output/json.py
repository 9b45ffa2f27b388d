"""A list of objects for programs, one for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.output.reporter import Reporter, RunResults
from digestlint.text.terminal import safe_json


class Report(Reporter):
    """The findings as one JSON array."""

    def lines(self, run: RunResults) -> Iterator[str]:
        """Yield the report of a run."""
        found = run.findings()
        first = next(found, None)
        if first is None:
            yield "[]"
            return
        from msgspec import to_builtins  # for findings only: it takes long to load

        from digestlint.output.json_objects import as_object

        yield "["
        line = f"  {safe_json(to_builtins(as_object(first)))}"
        for finding in found:
            yield f"{line},"
            line = f"  {safe_json(to_builtins(as_object(finding)))}"
        yield line
        yield "]"

    def statistics(self, run: RunResults) -> Iterator[str]:
        """Yield a list with one object per rule."""
        from digestlint.output.statistics import by_rule  # where they are asked for

        rows = [
            {"code": code, "name": name, "count": findings, "fixable": fixable}
            for code, name, findings, fixable, _ in by_rule(run.findings())
        ]
        yield safe_json(rows, 2)
