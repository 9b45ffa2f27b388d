"""The summary at the end of ``check``."""

from __future__ import annotations

from digestlint._runtime.language import marked, say, say_number, translated
from digestlint.text.quoting import counted
from digestlint.text.terminal import safe

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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
    fixed = _done(tally)
    if not tally.findings:
        if not tally.results:
            yield (
                say("no files have changed since {ref}", ref=safe(tally.since))
                if tally.since
                else say("no files were checked")
            )
        elif tally.checked:
            what = counted(tally.checked, "file")
            aside = "".join(
                say(", {findings} aside", findings=each) for _, each in _unreported(tally)
            )
            line = (
                say("{files} clean{aside}", files=what, aside=aside)
                if fixed
                else say("{files} checked, all clean{aside}", files=what, aside=aside)
            )
            yield paint(f"{fixed}{line}", "green")
        return
    files = counted(tally.with_findings, "file")
    found = counted(tally.findings, "finding")
    is_rest = tally.applied or tally.commenting or fixing
    where = marked("{findings} left in {files}") if is_rest else marked("{findings} in {files}")
    yield fixed + say(where, findings=found, files=files)
    if tally.aside:
        yield tally.aside
    for left_out, which in _unreported(tally):
        yield say_number(
            left_out, "{findings} is not shown", "{findings} are not shown", findings=which
        )
    if tally.commenting:
        yield say("comments cannot silence what is left (docs/configuration.md says why)")
    if tally.revealed:
        number = counted(sum(tally.revealed.values()), "finding")
        codes = sorted(tally.revealed.items(), key=lambda item: (-item[1], item[0]))
        named = translated(", ").join(f"{code} {count:,}" for code, count in codes)
        yield say("{findings} revealed by fixes ({codes})", findings=number, codes=named)
    if tally.safe and not fixing:
        yield say("{fixes} available with --fix", fixes=counted(tally.safe, "fix", "fixes"))
    if tally.unsafe:
        unsafe = counted(tally.unsafe, "unsafe fix", "unsafe fixes")
        yield say("{fixes} available with --fix --unsafe-fixes", fixes=unsafe)


def _done(tally: Tally) -> str:
    """Return what was written, as the beginning of a sentence."""
    fixed = counted(tally.applied, "finding")
    lines = counted(tally.suppressed, "line")
    if tally.applied and tally.suppressed:
        return say("Fixed {findings}; wrote comments for {lines}; ", findings=fixed, lines=lines)
    if tally.suppressed:
        return say("Wrote comments for {lines}; ", lines=lines)
    return say("Fixed {findings}; ", findings=fixed) if tally.applied else ""


def _unreported(tally: Tally) -> Iterator[tuple[int, str]]:
    """Yield how many findings are not reported, and which these are."""
    if number := tally.silenced:
        yield number, say("{findings} of the baseline", findings=counted(number, "finding"))
    if number := tally.elsewhere:
        found = counted(number, "finding")
        yield number, say("{findings} in lines that have not changed", findings=found)


def what_was_done(files: int, checked: int, fixed: int) -> str:
    """Return the sentence that an interrupted run prints."""
    written = say(", {fixed} of them fixed", fixed=f"{fixed:,}") if fixed else ""
    left = files - checked
    rest = say_number(
        left, "; {number} was not, and is unchanged", "; {number} were not, and are unchanged"
    )
    rest = rest if left else ""
    return say(
        "interrupted: {checked} of {files} files were checked{written}{rest}",
        checked=f"{checked:,}",
        files=f"{files:,}",
        written=written,
        rest=rest,
    )
