"""Findings that are known and not reported any more: those of an old archive.

A baseline is a JSON file: for each file, by its path from the folder of the baseline, and for each
rule, the names of findings and how many there are of each. A name says what was found, and then
what is around it. So lines may move; and where something else in a line has been changed, as by a
fix, what is left in it stays known as long as there is no more of the same in the file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.language import say
from digestlint.core.finding import Finding
from digestlint.core.fingerprints import names_of
from digestlint.core.rule_index import RULES
from digestlint.lint.results import FileResult
from digestlint.project.files import FileProblem, read_bytes
from digestlint.project.repository import lexical

BASELINE = "digestlint-baseline.json"
"""What it is called where nothing else is said."""

_VERSION = 1
_LARGEST = 64  # megabytes

Counts = dict[str, dict[str, dict[str, int]]]
"""How many findings there are, by path, code and name."""


class BaselineError(DigestlintError):
    """A baseline that can't be used; ``str()`` is one sentence."""


class Baseline:
    """The findings that are known.

    Attributes:
        path: Its file.
        counts: The findings that are known.
        silenced: How many findings of a run are known.
    """

    def __init__(self, path: Path, counts: Counts | None = None) -> None:
        """Take the findings that are known."""
        self.path = path
        self.counts = counts or {}
        self.silenced = 0

    @classmethod
    def read(cls, path: Path, within: Path | None = None) -> Baseline:
        """Read a baseline.

        Raises:
            BaselineError: there is none, or it can't be understood.
        """
        try:
            data = read_bytes(path, within=within, max_size=_LARGEST)
        except FileProblem as error:
            raise BaselineError(
                say("the baseline {path} can't be read: {error}", path=path, error=error)
            ) from None
        try:
            return cls(path, _counts(json.loads(data)))
        except (ValueError, RecursionError):
            raise BaselineError(
                say(
                    "{path} is not a baseline; 'digestlint baseline --renew' writes a new one",
                    path=path,
                )
            ) from None

    def rest_of(self, result: FileResult) -> FileResult:
        """Return ``result`` without the findings that are known."""
        known = self.known_of(result)
        if not known:
            return result
        rest = [finding for at, finding in enumerate(result.findings) if at not in known]
        self.silenced += len(known)
        return result._replace(findings=rest)

    def known_of(self, result: FileResult) -> set[int]:
        """Return the indices of the findings that are known."""
        key = key_of(result.filename, self.path)
        if not result.findings or key not in self.counts:
            return set()
        exact: Counter[str] = Counter()
        alike: Counter[str] = Counter()
        for names in self.counts[key].values():
            for name, number in names.items():
                exact[name] += number
                alike[_found(name)] += number
        known: set[int] = set()
        now = [_name(*names) for _, *names in names_of(self._as_then(result.findings, key), key)]
        # First those in lines that are as they were.
        for at, name in enumerate(now):
            if exact[name] > 0:
                exact[name] -= 1
                alike[_found(name)] -= 1
                known.add(at)
        for at, name in enumerate(now):
            if at not in known and alike[_found(name)] > 0:
                alike[_found(name)] -= 1
                known.add(at)
        return known

    def _as_then(self, findings: Sequence[Finding], key: str) -> Sequence[Finding]:
        """Return findings with the codes that rules had when the baseline was written."""
        known = self.counts[key]
        then = {rule.code: old for rule in RULES for old in rule.aliases if old in known}
        if not then:
            return findings
        return [finding._replace(code=then.get(finding.code, finding.code)) for finding in findings]


def _name(found: str, around: str) -> str:
    return f"{found}-{around}"


def _found(name: str) -> str:
    return name.partition("-")[0]


def key_of(name: str, baseline: Path) -> str:
    """Return what a baseline calls a file: its path from the baseline's folder."""
    file, folder = lexical(Path(name)), lexical(baseline).parent
    return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()


def counted_by_code(findings: Iterable[Finding], key: str) -> dict[str, dict[str, int]]:
    """Return the names of all findings of a file, by code, and how many there are."""
    counts: dict[str, Counter[str]] = {}
    for finding, found, around in names_of(findings, key):
        counts.setdefault(finding.code, Counter())[_name(found, around)] += 1
    return {code: dict(counts[code]) for code in sorted(counts)}


def to_json(counts: Counts) -> bytes:
    """Return the file of a baseline: in order, with a line a fingerprint, for small diffs."""
    files = {key: counts[key] for key in sorted(counts) if counts[key]}
    table = {"version": _VERSION, "files": files}
    return (json.dumps(table, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode(
        "utf-8", "surrogateescape"
    )


def _counts(table: object) -> Counts:
    """Return the findings of a baseline's table; ``ValueError`` if it is none."""
    match table:
        case {"version": version, "files": dict(files)} if version == _VERSION:
            for codes in files.values():
                for names in _values(codes):
                    if not all(type(number) is int for number in _values(names)):
                        raise ValueError
            return files
    raise ValueError


def _values(table: object) -> Iterable[object]:
    if not isinstance(table, dict):
        raise ValueError
    return table.values()
