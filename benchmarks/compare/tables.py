"""The tables of the comparison, as Markdown."""

from __future__ import annotations

from collections.abc import Callable

from competitors import TOOLS
from measure import Result
from oracle import CLASSES, Scan

NONE = "–"
NOT_RUN = "not run"

Columns = dict[str, Result | None]
Cell = Callable[[Result], str]


def render(columns: Columns, truth: Scan) -> str:
    """Return the tables (defects, side effects, commands), one paragraph apart."""
    return "\n\n".join([_defects(columns, truth), _effects(columns), _commands(columns)])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *["---:" for _ in head[1:]]]
    return "\n".join(_row(cells) for cells in [head, rule, *rows])


def _cells(columns: Columns, cell: Cell) -> list[str]:
    return [NOT_RUN if result is None else cell(result) for result in columns.values()]


def _defects(columns: Columns, truth: Scan) -> str:
    rows = []
    for kind, label in CLASSES.items():

        def cell(result: Result, kind: str = kind) -> str:
            found, fixed = result.found[kind], result.fixed[kind]
            if not (found or fixed):
                return NONE
            shown = NONE if result.findings is None else f"{found:,}"
            return f"{shown} / {fixed:,}"

        rows.append([label, f"{truth.count(kind):,}", *_cells(columns, cell)])
    return _table(["found / fixed", "in the files", *columns], rows)


def _effects(columns: Columns) -> str:
    ours = columns["digestlint"]
    our_check, our_fix = (ours.check_seconds, ours.fix_seconds) if ours else (None, None)

    def number(value: int | None) -> str:
        return NONE if value is None else f"{value:,}"

    def ratio(seconds: float | None, base: float | None) -> str:
        return f"{seconds / base:.2f} ×" if seconds and base else NONE

    effects: dict[str, Cell] = {
        "findings": lambda r: number(r.findings),
        "… about none of the defects above": lambda r: number(r.beside),
        "working anchors called broken": lambda r: number(r.false_anchors),
        "diff of the fix, lines out and in": lambda r: number(r.diff_lines),
        "lines whose text changed": lambda r: number(r.changed),
        "… that hold none of the defects above": lambda r: number(r.beyond),
        "… nor were named by the tool's check": lambda r: number(r.unnamed),
        "characters lost from the file without mojibake": lambda r: number(r.clean_file_chars),
        "mojibake lines that lost bytes for good": lambda r: number(r.bytes_lost),
        "anchors broken by the fix": lambda r: number(r.broken_anchors_added),
        "`**` turned into literal stars (`\\*\\*`)": lambda r: number(r.emphasis_escaped),
        "formulas with a doubled backslash (`$\\\\beta$`)": lambda r: number(r.math_escaped),
        "bytes added or removed": lambda r: f"{r.bytes_added:+,}" if r.bytes_added else "0",
        "files changed again by a second fix": lambda r: number(r.unstable_files),
        "time of the check": lambda r: ratio(r.check_seconds, our_check),
        "time of the fix": lambda r: ratio(r.fix_seconds, our_fix),
    }
    rows = [[label, *_cells(columns, cell)] for label, cell in effects.items()]
    return _table(["side effects", *columns], rows)


def _commands(columns: Columns) -> str:
    rows = []
    for tool in TOOLS:
        result = columns[tool.name]
        check = f"`{tool.check}`" if tool.check else NONE
        rows.append([tool.name, result.version if result else NOT_RUN, check, f"`{tool.fix}`"])
    head = ["tool", "version", "check", "fix"]
    return "\n".join(_row(cells) for cells in [head, ["---"] * 4, *rows])
