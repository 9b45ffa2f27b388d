"""The summary at the end of ``check``."""

from __future__ import annotations

from digestlint._runtime.language import marked, say, say_number, translated
from digestlint.text.quoting import counted

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Tally:
    """The counts of a run for its summary."""

    __slots__ = (
        *("applied", "checked", "findings", "results", "revealed", "safe", "silenced"),
        *("unsafe", "with_findings"),
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
    fixed = (
        say("Fixed {findings}; ", findings=counted(tally.applied, "finding"))
        if tally.applied
        else ""
    )
    if not tally.findings:
        if not tally.results:
            yield say("no files were checked")
        elif tally.checked:
            what = counted(tally.checked, "file")
            known = _known(tally.silenced)
            aside = say(", {findings} aside", findings=known) if tally.silenced else ""
            line = (
                say("{files} clean{aside}", files=what, aside=aside)
                if fixed
                else say("{files} checked, all clean{aside}", files=what, aside=aside)
            )
            yield paint(f"{fixed}{line}", "green")
        return
    files = counted(tally.with_findings, "file")
    found = counted(tally.findings, "finding")
    is_rest = tally.applied or fixing
    where = marked("{findings} left in {files}") if is_rest else marked("{findings} in {files}")
    yield fixed + say(where, findings=found, files=files)
    if tally.silenced:
        yield say_number(
            tally.silenced,
            "{findings} is not shown",
            "{findings} are not shown",
            findings=_known(tally.silenced),
        )
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


def _known(number: int) -> str:
    return say("{findings} of the baseline", findings=counted(number, "finding"))
