"""An object a line and finding (JSON Lines), with the same fields as in `json`."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.lint.results import FileResult
from digestlint.output.json import object_lines
from digestlint.output.reporter import Reporter, RunResults


class Report(Reporter):
    """The findings as lines of JSON."""

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding."""
        return object_lines(file)
