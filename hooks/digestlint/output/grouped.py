"""Findings by file: its name, then a line a finding."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.lint.results import FileResult
from digestlint.output.concise import fix_mark
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.terminal import safe, safe_name


class Report(Reporter):
    """Findings for people, under the names of their files."""

    for_people = True

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the name of the file, its findings, and an empty line."""
        if not file.findings:
            return
        paint = run.paint
        places = [f"{row}:{column}" for row, column in (f.location for f in file.findings)]
        width = max(map(len, places))
        yield f"{paint(safe_name(file.filename), 'bold')}:"
        for finding, place in zip(file.findings, places, strict=True):
            code = paint(finding.code, "bold", "red")
            message = f"{safe(said(finding.message))} ({finding.name})"
            yield f"  {place:{width}} {code}{fix_mark(finding, paint)} {message}"
        yield ""
