"""The measurements as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from work import STEPS

MOST = 12.0  # times as long may eight times the text take
FEW_SECONDS = 0.1  # below which the larger one is not evidence of anything


@dataclass
class Growth:
    """The times of one kind of text: for each step, by size; None: it took too long."""

    name: str
    times: dict[str, list[float | None]] = field(default_factory=dict)

    def ratio(self, step: str) -> float | None:
        """How many times as long the largest size takes as the smallest; None: unknown."""
        times = self.times.get(step)
        if not times or times[0] is None:
            return None
        if times[-1] is None:
            return float("inf")
        if times[-1] < FEW_SECONDS:
            return None
        return times[-1] / max(times[0], FEW_SECONDS / 8)

    def too_fast(self) -> list[str]:
        """Return the steps whose time grows faster than the text."""
        ratios = {step: self.ratio(step) for step in STEPS}
        return [step for step, ratio in ratios.items() if ratio is not None and ratio > MOST]

    def line(self) -> str:
        """All of it in one line, for those who wait."""
        parts = []
        for step, times in self.times.items():
            if self.ratio(step) is not None:
                parts.append(f"{step} {'/'.join(map(_seconds, times))}")
        fast = self.too_fast()
        return f"{self.name}: {', '.join(parts)}{'   <<< ' + ', '.join(fast) if fast else ''}"


def render(grown: Sequence[Growth]) -> str:
    """Return the table: a row for each kind, a column for each step."""
    rows = [[growth.name, *(_cell(growth, step) for step in STEPS)] for growth in grown]
    fast = [f"{each.name} ({', '.join(each.too_fast())})" for each in grown if each.too_fast()]
    verdict = (
        f"Over {MOST:g} times: {'; '.join(fast)}." if fast else f"None is over {MOST:g} times."
    )
    ratios = [r for growth in grown for step in STEPS if (r := growth.ratio(step)) is not None]
    middle = sorted(ratios)[len(ratios) // 2] if ratios else 0.0
    head = ["", *STEPS]
    return (
        f"Seconds of the processor for the largest size; in brackets, how many times as long it "
        f"takes as the smallest, an eighth of it (8 is linear), and the exponent of growth over "
        f"the last doubling. Medians; what takes less than {FEW_SECONDS:g} s says nothing.\n\n"
        f"{_table(head, rows)}\n\n{len(grown)} kinds of text, {len(ratios)} ratios, median "
        f"{middle:.1f}, greatest {max(ratios, default=0):.1f}. {verdict}"
    )


def _cell(growth: Growth, step: str) -> str:
    ratio = growth.ratio(step)
    if ratio is None:
        return "–"
    last, before = growth.times[step][-1], growth.times[step][-2]
    if last is None:
        return "**too long**"
    text = f"{last:.2f} ({ratio:.1f}"
    if len(growth.times[step]) > 2 and before:
        text += f"; {log(last / before, 2):.1f}"
    return f"**{text})**" if ratio > MOST else f"{text})"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *["---:" for _ in head[1:]]]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *rows])
