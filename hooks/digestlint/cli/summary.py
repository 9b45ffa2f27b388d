"""The lines after the findings: how many, what was fixed, what could be."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from digestlint.finding import Applicability
from digestlint.reporters import Paint
from digestlint.results import FileResult, LocatedFinding
from digestlint.terminal import safe
from digestlint.wording import counted


def summary_lines(results: Sequence[FileResult], options: Namespace, paint: Paint) -> Iterator[str]:
    """How the run ended, in a few lines."""
    findings = [finding for result in results for finding in result.findings]
    applied = sum(len(result.applied) for result in results)
    checked = [result for result in results if result.problem is None]
    fixed = f"Fixed {counted(applied, 'finding')}; " if applied else ""
    if not findings:
        if not results:
            yield "no files were checked"
        elif checked:
            what = counted(len(checked), "file")
            yield paint(f"{fixed}{what} clean" if fixed else f"{what} checked, all clean", "green")
        return
    files = len({finding.filename for finding in findings})
    left = " left" if applied or options.fix else ""
    yield f"{fixed}{counted(len(findings), 'finding')}{left} in {counted(files, 'file')}"
    kinds = Counter(finding.fix.applicability for finding in findings if finding.fix)
    safe_fixes, unsafe_fixes = kinds[Applicability.SAFE], kinds[Applicability.UNSAFE]
    if safe_fixes and not options.fix:
        yield f"{counted(safe_fixes, 'fix', 'fixes')} available with --fix"
    if unsafe_fixes:
        yield f"{counted(unsafe_fixes, 'fix', 'fixes')} available with --unsafe-fixes"


def fix_lines(results: Iterable[FileResult], paint: Paint) -> Iterator[str]:
    """The fixes applied, by file and rule."""
    for result in results:
        if not result.applied:
            continue
        yield f"Fixed in {paint(safe(result.filename), 'bold')}:"
        counts = Counter((fix.code, fix.name) for fix in result.applied)
        for (code, name), count in sorted(counts.items()):
            yield f"  {count:5} × {paint(code, 'bold')} {name}"


def statistics_lines(
    findings: Sequence[LocatedFinding], output_format: str, paint: Paint
) -> Iterator[str]:
    """The number of findings of each rule, most frequent first."""
    counts = Counter((finding.code, finding.name) for finding in findings)
    fixable = Counter(finding.code for finding in findings if finding.fix)
    safely = {f.code for f in findings if f.fix and f.fix.applicability is Applicability.SAFE}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if output_format == "json":
        rows = [
            {"code": code, "name": name, "count": count, "fixable": fixable[code]}
            for (code, name), count in ordered
        ]
        yield json.dumps(rows, indent=2)
        return
    for (code, name), count in ordered:
        mark = paint("[*]" if code in safely else "[!]", "cyan") if fixable[code] else "   "
        yield f"{count:6}  {paint(code, 'bold', 'red')} {mark} {name}"
