"""Lines and branches that the tests reach, per package; requires ``BAR`` percent of each.

Usage: ``python -m tools.coverage_by_package FILE``, where ``coverage json`` wrote the file. The bar
of Coverage.py itself, ``fail_under``, takes both together: many lines would hide few branches.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

BAR = 95.0  # percent
_COUNTS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def table(report: dict[str, Any]) -> list[tuple[str, float, float]]:
    """Each package with its percentages of lines and of branches; the last row is the whole."""
    packages: dict[str, list[int]] = defaultdict(lambda: [0] * len(_COUNTS))
    for path, file in report["files"].items():
        _, _, *inside = path.replace("\\", "/").split("/")  # hooks/digestlint/...
        package = inside[0] + "/" if len(inside) > 1 else inside[0].removesuffix(".py")
        for name in (package, "all"):
            counts = packages[name]
            for column, key in enumerate(_COUNTS):
                counts[column] += file["summary"][key]
    whole = packages.pop("all", [0] * len(_COUNTS))
    return [
        (name, _percent(*counts[:2]), _percent(*counts[2:]))
        for name, counts in [*sorted(packages.items()), ("all", whole)]
    ]


def _percent(covered: int, total: int) -> float:
    return 100 * covered / total if total else 100.0


def main(arguments: list[str]) -> int:
    """Print the table; 1 where lines or branches fall short."""
    rows = table(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    width = max(len(name) for name, _, _ in rows)
    print(f"{'package':{width}}  lines %  branches %")
    for name, lines, branches in rows:
        print(f"{name:{width}}  {lines:7.1f}  {branches:10.1f}")
    short = [
        f"{what} {percent:.2f} %"
        for what, percent in (("lines", rows[-1][1]), ("branches", rows[-1][2]))
        if percent < BAR
    ]
    if short:
        print(f"coverage is below {BAR:g} %: {', '.join(short)}", file=sys.stderr)
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
