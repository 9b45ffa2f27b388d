"""A line a finding as Pylint's `parseable` format has it: `file:row: [CODE(name), ] message`."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.lint.results import FileResult
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.terminal import safe, safe_name


class Report(Reporter):
    """Findings for programs that read the output of Pylint."""

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding."""
        for finding in file.findings:
            place = f"{safe_name(finding.filename)}:{finding.location.row}"
            what = f"[{finding.code}({finding.name}), ]"
            yield f"{place}: {what} {safe(said(finding.message))}"
