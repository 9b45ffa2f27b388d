"""Run one tool on a copy of the digests and measure what it found, fixed and harmed."""

from __future__ import annotations

import difflib
import re
import shutil
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from codepage import is_damaged, surviving_bytes
from competitors import Finding, Tool, Toolbox
from oracle import CLASSES, METHOD_HEADING, Defect, Scan, scan

REPEATS = 3

Texts = dict[str, str]


@dataclass
class Result:
    """One tool's column. Counts are over all the digests; times are seconds, medians."""

    version: str
    found: Counter[str] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    findings: int | None = None
    beside: int | None = None
    false_anchors: int | None = None
    diff_lines: int = 0
    changed: int = 0
    beyond: int = 0
    unnamed: int = 0
    clean_file_chars: int = 0
    bytes_lost: int = 0
    broken_anchors_added: int = 0
    emphasis_escaped: int = 0
    math_escaped: int = 0
    bytes_added: int = 0
    unstable_files: int = 0
    check_seconds: float | None = None
    fix_seconds: float = 0.0


def read(folder: Path) -> Texts:
    """Read every digest of ``folder`` (file name → text, newlines as they are)."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.md"))}


def measure(tool: Tool, box: Toolbox, digests: Path) -> Result:
    """Run the check and the fix of ``tool`` on fresh copies of ``digests`` and compare."""
    before = read(digests)
    truth = scan(before)
    result = Result(_version(box.run(tool.version, digests)))
    findings: list[Finding] = []
    if tool.check:
        output, result.check_seconds = _timed(tool.check, box, digests)
        if tool.parse:
            findings = list(tool.parse(output))
            _score_findings(result, tool, findings, truth)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result.fix_seconds = _timed(tool.fix, box, digests, keep=folder)[1]
        after = read(folder)
        _score_fixes(result, truth, before, after)
        _score_harm(result, truth, findings, before, after)
        box.run(tool.fix, folder)
        again = read(folder)
        result.unstable_files = sum(again[file] != after[file] for file in after)
    return result


def _version(output: str) -> str:
    return output.partition("\n")[0].strip()


def _timed(
    command: str, box: Toolbox, digests: Path, keep: Path | None = None
) -> tuple[str, float]:
    """Run ``command`` on fresh copies; the last copy's files are left in ``keep``."""
    seconds = []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for path in sorted(digests.glob("*.md")):
                shutil.copyfile(path, folder / path.name)
            start = time.perf_counter()
            output = box.run(command, folder)
            seconds.append(time.perf_counter() - start)
            if keep:
                for path in folder.glob("*.md"):
                    shutil.copyfile(path, keep / path.name)
    return output, statistics.median(seconds)


def _points_at(finding: Finding, defect: Defect) -> bool:
    return any(
        finding.file == place.file and finding.first <= place.last and finding.last >= place.first
        for place in defect.places
    )


def _score_findings(result: Result, tool: Tool, findings: list[Finding], truth: Scan) -> None:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    to_the_point: set[Finding] = set()
    for kind, rules in tool.rules.items():
        by_line: dict[tuple[str, int], list[Finding]] = {}
        for finding in (f for rule in rules for f in by_rule.get(rule, [])):
            for line in range(finding.first, finding.last + 1):
                by_line.setdefault((finding.file, line), []).append(finding)
        for defect in (d for d in truth.defects if d.kind == kind):
            hits = {
                finding
                for file, first, last in defect.places
                for line in range(first, last + 1)
                for finding in by_line.get((file, line), [])
            }
            result.found[kind] += bool(hits)
            to_the_point |= hits
    result.findings = len(findings)
    result.beside = sum(finding not in to_the_point for finding in findings)
    anchors = [d for d in truth.defects if d.kind == "anchor"]
    result.false_anchors = sum(
        not any(_points_at(finding, defect) for defect in anchors)
        for rule in tool.rules.get("anchor", ())
        for finding in by_rule.get(rule, [])
    )


def _score_fixes(result: Result, truth: Scan, before: Texts, after: Texts) -> None:
    left = scan(after)
    for kind in CLASSES:
        deleted = max(0, truth.candidates[kind] - left.candidates[kind])
        result.fixed[kind] = max(0, truth.count(kind) - left.count(kind) - deleted)
    damaged = Counter(_evidence(line) for line in _all_lines(before) if is_damaged(line))
    present = [line for line in _all_lines(after) if not line.isascii()]
    sound = Counter(_evidence(line) for line in present if not is_damaged(line))
    # A fixed line is undamaged and agrees with every byte that survived in the damaged one.
    result.fixed["mojibake"] = (damaged & sound).total()
    result.bytes_lost = (damaged - Counter(map(_evidence, present))).total()
    result.broken_anchors_added = max(0, left.count("anchor") - truth.count("anchor"))


def _score_harm(
    result: Result, truth: Scan, findings: list[Finding], before: Texts, after: Texts
) -> None:
    defective: dict[str, set[int]] = {file: set() for file in before}
    for defect in truth.defects:
        for file, first, last in defect.places:
            # Of a stray fence only the two fence lines are wrong.
            whole = range(first, last + 1) if defect.kind != "fence" else (first, last)
            defective[file].update(whole)
    named = {(f.file, line) for f in findings for line in range(f.first, f.last + 1)}
    for file, text in before.items():
        old, new = text.split("\n"), after[file].split("\n")
        result.diff_lines += sum(
            line[0] in "+-" and line[:3] not in ("---", "+++")
            for line in difflib.unified_diff(old, new, n=0, lineterm="")
        )
        kept = {_squeeze(line) for line in new}
        for number, line in enumerate(old, 1):
            changed, beyond = _squeeze(line) not in kept, number not in defective[file]
            result.changed += changed
            result.beyond += changed and beyond
            result.unnamed += changed and beyond and (file, number) not in named
        if not any(map(is_damaged, old)):
            # Only where there is no mojibake is every lost character a loss.
            lost = Counter(_squeeze(text)) - Counter(_squeeze(after[file]))
            result.clean_file_chars += lost.total()
        result.emphasis_escaped += _more(r"\\\*\\\*", text, after[file])
        result.math_escaped += _more(r"\$[^$\n]{0,60}?\\\\[a-z][^$\n]{0,60}\$", text, after[file])
        result.bytes_added += len(after[file].encode()) - len(text.encode())


def _more(pattern: str, old: str, new: str) -> int:
    """Return how many more matches of ``pattern`` there are in ``new`` (0 where there are less)."""
    return max(0, len(re.findall(pattern, new)) - len(re.findall(pattern, old)))


def _evidence(line: str) -> bytes:
    """Return the bytes by which a line is recognised, whether it is damaged or fixed.

    A method heading counts up to its canonical words: completing them fixes another defect.
    """
    heading = METHOD_HEADING.match(line)
    return surviving_bytes(line[: heading.start("rest")] if heading else line)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _all_lines(texts: Texts) -> list[str]:
    return [line for text in texts.values() for line in text.split("\n")]
