"""SARIF 2.1.0, which code scanning services show: findings, their rules with help, and fixes.

Follows the OASIS standard; columns count characters, and places are relative to the repository.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digestlint._runtime.language import say, translated
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Location, Severity
from digestlint.core.fingerprints import fingerprinted
from digestlint.core.rule_docs import REPOSITORY, rule_url
from digestlint.core.rule_index import RULES
from digestlint.lint.results import FileResult
from digestlint.output.json_array import JsonItems
from digestlint.output.reporter import Reporter, RunResults
from digestlint.output.saying import said
from digestlint.text.terminal import safe_json

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class Report(Reporter):
    """One run of SARIF; what the tool is comes behind the results, when all rules are known."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str], int] = {}  # code and name; where it is in the list
        self._items = JsonItems()

    def head(self, run: RunResults) -> Iterator[str]:
        """Yield the beginning, up to the results."""
        yield "{"
        yield f'  "$schema": {safe_json(_SCHEMA)},'
        yield '  "version": "2.1.0",'
        yield '  "runs": [{'
        yield '    "columnKind": "unicodeCodePoints",'
        root = {_ROOT: {"description": {"text": "The top of the repository."}}}
        yield f'    "originalUriBaseIds": {safe_json(root)},'
        yield '    "results": ['

    def of_file(self, file: FileResult, run: RunResults) -> Iterator[str]:
        """Yield a line for each finding, but the last."""
        if not file.findings:
            return
        artifact = _artifact(run.path_of(file.filename))
        for finding, name, number in fingerprinted(file.findings, artifact["uri"]):
            index = self._rules.setdefault((finding.code, finding.name), len(self._rules))
            result = {
                **_result(finding, artifact, index),
                "partialFingerprints": {
                    "digestlint/v1": f"{name}:{number}",
                    "primaryLocationLineHash": f"{name[:16]}:{number}",  # GitHub reads this one
                },
            }
            yield from self._items.add(f"      {safe_json(result)}")

    def tail(self, run: RunResults) -> Iterator[str]:
        """Yield the last result, the problems and the tool."""
        yield from self._items.end()
        yield "    ],"
        yield f'    "invocations": [{safe_json(_invocation(run))}],'
        yield '    "tool": {"driver": {'
        yield '      "name": "digestlint",'
        yield f'      "version": {safe_json(run.version)},'
        yield f'      "informationUri": {safe_json(REPOSITORY)},'
        yield '      "rules": ['
        last = len(self._rules) - 1
        for (code, name), index in self._rules.items():
            comma = "," if index < last else ""
            yield f"        {safe_json(_rule(code, name, run.docs(code)))}{comma}"
        yield "      ]"
        yield "    }}"
        yield "  }]"
        yield "}"


def _artifact(path: str) -> dict[str, str]:
    """Return where a file is: from the top of its repository, unless it is elsewhere."""
    from urllib.parse import quote

    uri = quote(path.encode("utf-8", "surrogateescape"))
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    if path[1:3] == ":/":  # of Windows
        return {"uri": f"file:///{path[0]}:{quote(path[2:])}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _result(finding: Finding, artifact: dict[str, str], index: int) -> dict[str, Any]:
    region = _region(finding.location, finding.end_location)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": said(finding.message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.fix and (replaced := _replacements(finding.fix)):
        result["fixes"] = [
            {
                "description": {"text": _fix_text(finding.fix)},
                "artifactChanges": [{"artifactLocation": artifact, "replacements": replaced}],
            }
        ]
    return result


def _fix_text(fix: Fix) -> str:
    message = said(fix.message)
    if fix.applicability is Applicability.UNSAFE:
        return say("{message} (unsafe fix)", message=message)
    return say("{message} (safe fix)", message=message)


def _replacements(fix: Fix) -> list[dict[str, Any]]:
    """Return what a fix replaces; nothing if it writes bytes that are no text."""
    if any(not _is_text(edit.content) for edit in fix.edits):
        return []
    return [
        {"deletedRegion": _deleted(edit, *place), "insertedContent": {"text": edit.content}}
        for edit, place in zip(fix.edits, fix.locations, strict=True)
    ]


def _deleted(edit: Edit, start: Location, end: Location) -> dict[str, int]:
    if edit.start < 0:  # the byte order mark, which has no column
        return {"byteOffset": 0, "byteLength": 3}
    return _region(start, end)


def _region(start: Location, end: Location) -> dict[str, int]:
    return {
        "startLine": start.row,
        "startColumn": start.column,
        "endLine": end.row,
        "endColumn": end.column,
    }


def _is_text(content: str) -> bool:
    try:
        content.encode()
    except UnicodeEncodeError:
        return False
    return True


def _invocation(run: RunResults) -> dict[str, Any]:
    return {
        "executionSuccessful": not run.problems,
        "toolExecutionNotifications": list(_notifications(run.problems, run)),
    }


def _notifications(
    problems: Iterable[tuple[str, str]], run: RunResults
) -> Iterator[dict[str, Any]]:
    for path, problem in problems:
        artifact = _artifact(run.path_of(path))
        yield {
            "level": "error",
            "message": {"text": problem},
            "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
        }


def _rule(code: str, name: str, docs: str) -> dict[str, Any]:
    """Return what a rule is; ``docs`` is its page: a heading, a sentence, and more."""
    _, _, body = docs.partition("\n\n")
    summary, _, rest = body.partition("\n\n")
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": summary or name},
        "fullDescription": {"text": _described(rest) or summary or name},
        "help": {"text": body or name, "markdown": docs or name},
        "helpUri": rule_url(name),
        "defaultConfiguration": {"level": _LEVELS[_severity_of(code)]},
        "properties": {"tags": [code[:3]]},
    }


def _severity_of(code: str) -> Severity:
    """Return how bad the findings of a rule are where nothing else is configured."""
    default = (rule.severity for rule in RULES if rule.code == code)
    return next(default, Severity.WARNING)


def _described(page: str) -> str:
    """Return the first paragraph of the section that says what a rule does, in one line."""
    _, _, section = page.partition(f"## {translated('What it does')}\n")
    return " ".join(section.split("\n\n")[0].split())
