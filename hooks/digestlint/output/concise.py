"""A line a finding: `file:row:column: CODE [*] message`, `[!]` for an unsafe fix."""

from __future__ import annotations

from collections.abc import Iterator

from digestlint.core.finding import Applicability, Finding
from digestlint.lint.results import FileResult
from digestlint.output.paint import Paint
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.terminal import safe, safe_name


class Report(Reporter):
    """Findings for people and editors, one line each."""

    for_people = True

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding."""
        for finding in file.findings:
            yield header(finding, run.paint)


def header(finding: Finding, paint: Paint) -> str:
    """Where, which rule, whether it can be fixed, and what."""
    mark = fix_mark(finding, paint)
    code = paint(finding.code, "bold", "red")
    return f"{place(finding, paint)} {code}{mark} {safe(said(finding.message))}"


def place(finding: Finding, paint: Paint) -> str:
    """Where: ``file:row:column:``."""
    row, column = finding.location
    colon = paint(":", "cyan")
    return f"{paint(safe_name(finding.filename), 'bold')}{colon}{row}{colon}{column}{colon}"


def fix_mark(finding: Finding, paint: Paint) -> str:
    """Whether it can be fixed: a space and ``[*]``, ``[!]`` if the fix is unsafe, else nothing."""
    if not finding.fix:
        return ""
    return f" [{paint('*' if finding.fix.applicability is Applicability.SAFE else '!', 'cyan')}]"
