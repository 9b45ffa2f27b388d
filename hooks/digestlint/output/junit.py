"""JUnit XML, which most CI services show as test results: a suite a file, a failure a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Finding
from digestlint.lint.results import FileResult
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.terminal import safe

_SPECIAL = lazy_pattern("[&<>\"']|[^\x00-\x7f]")


class Report(Reporter):
    """The findings as failed test cases."""

    def __init__(self) -> None:
        self._told: set[str] = set()  # files whose problem is in the report

    def head(self, run: RunResults) -> Iterator[str]:
        """Yield the beginning of the document."""
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield '<testsuites name="digestlint">'

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield the suite of a file."""
        if file.problem is not None:
            self._told.add(file.filename)
        yield from _suite(file)

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield suites for what is no file, and the end of the document."""
        for path, problem in run.problems:
            if path not in self._told:
                yield from _suite(FileResult(path, problem=problem))
        yield "</testsuites>"


def _suite(file: FileResult) -> Iterator[str]:
    name = _escape(file.filename)
    failures, errors = len(file.findings), int(file.problem is not None)
    tests = failures + errors or 1
    counts = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="0"'
    yield f'  <testsuite name="{name}" {counts}>'
    for finding in file.findings:
        yield from _case(finding, name)
    if file.problem is not None:
        yield f'    <testcase name="digestlint" classname="{name}">'
        yield f'      <error type="problem" message="{_escape(file.problem)}"/>'
        yield "    </testcase>"
    elif not failures:
        yield f'    <testcase name="digestlint" classname="{name}"/>'
    yield "  </testsuite>"


def _case(finding: Finding, name: str) -> Iterator[str]:
    row, column = finding.location
    place = f"{row}:{column}"
    message = _escape(said(finding.message))
    kind = str(finding.severity)
    title = f"{finding.code} {finding.name} ({place})"
    yield f'    <testcase name="{title}" classname="{name}" line="{row}">'
    yield f'      <failure type="{kind}" message="{message}">{name}:{place}: {message}</failure>'
    yield "    </testcase>"


def _escape(text: str) -> str:
    """Return a text for a document in XML, in ASCII whatever the encoding of stdout."""
    return _SPECIAL.sub(_reference, safe(text))


def _reference(match: re.Match[str]) -> str:
    code = ord(match.group())
    # XML has no such characters.
    return f"\\U{code:08x}" if code & 0xFFFE == 0xFFFE else f"&#{code};"
