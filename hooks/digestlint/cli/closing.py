"""The summary at the end of ``check``."""

from __future__ import annotations

from digestlint.text.quoting import counted
from digestlint.text.terminal import safe

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_NOTHING = "no files were checked"


class Tally:
    """The counts of a run for its summary."""

    __slots__ = (
        *("applied", "checked", "findings", "results", "revealed", "safe", "silenced"),
        *("aside", "commenting", "elsewhere", "since", "suppressed", "unsafe", "with_findings"),
    )

    def __init__(self) -> None:
        self.results = 0  # files that were to be checked
        self.checked = 0  # … and were
        self.with_findings = 0  # … and have findings left
        self.findings = 0
        self.safe = 0  # safe fixes
        self.unsafe = 0
        self.applied = 0  # fixes
        self.silenced = 0  # findings of the baseline
        self.aside = ""  # what is said of findings that do not make the run fail
        self.since = ""  # what files are compared with, where only changed ones count
        self.elsewhere = 0  # findings in lines that have not changed
        self.commenting = False  # whether comments are written for what is left
        self.suppressed = 0  # lines whose findings comments silence
        self.revealed: dict[str, int] = {}  # findings revealed by fixes, by code

    def add(self, findings: int, safe: int, unsafe: int) -> None:
        """Count a file that could be checked."""
        self.results += 1
        self.checked += 1
        self.with_findings += findings > 0
        self.findings += findings
        self.safe += safe
        self.unsafe += unsafe


def closing_lines(tally: Tally, fixing: bool, paint: Callable[..., str]) -> Iterator[str]:
    """Yield the summary; ``paint`` colours a text in the styles named after it."""
    fixed = f"Fixed {counted(tally.applied, 'finding')}; " if tally.applied else ""
    if tally.suppressed:
        fixed += f"wrote comments for {counted(tally.suppressed, 'line')}; "
        fixed = fixed[0].upper() + fixed[1:]
    if not tally.findings:
        if not tally.results:
            yield f"no files have changed since {safe(tally.since)}" if tally.since else _NOTHING
        elif tally.checked:
            what = counted(tally.checked, "file")
            aside = "".join(f", {which} aside" for _, which in _unreported(tally))
            line = f"{what} clean{aside}" if fixed else f"{what} checked, all clean{aside}"
            yield paint(f"{fixed}{line}", "green")
        return
    left = " left" if tally.applied or tally.commenting or fixing else ""
    files = counted(tally.with_findings, "file")
    yield f"{fixed}{counted(tally.findings, 'finding')}{left} in {files}"
    if tally.aside:
        yield tally.aside
    for count, which in _unreported(tally):
        yield f"{which} {'is' if count == 1 else 'are'} not shown"
    if tally.commenting:
        yield "comments cannot silence what is left (docs/configuration.md says why)"
    if tally.revealed:
        number = counted(sum(tally.revealed.values()), "finding")
        codes = sorted(tally.revealed.items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(f"{code} {count:,}" for code, count in codes)
        yield f"{number} revealed by fixes ({named})"
    if tally.safe and not fixing:
        yield f"{counted(tally.safe, 'fix', 'fixes')} available with --fix"
    if tally.unsafe:
        unsafe = counted(tally.unsafe, "unsafe fix", "unsafe fixes")
        yield f"{unsafe} available with --fix --unsafe-fixes"


def _unreported(tally: Tally) -> Iterator[tuple[int, str]]:
    """Yield how many findings are not reported, and which these are."""
    if number := tally.silenced:
        yield number, f"{counted(number, 'finding')} of the baseline"
    if number := tally.elsewhere:
        yield number, f"{counted(number, 'finding')} in lines that have not changed"
