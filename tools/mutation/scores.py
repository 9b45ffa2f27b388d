"""The results of mutmut, read from its files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

State = Literal["killed", "timeout", "survived", "untried"]

_KILLED = (1, 2, 3)  # pytest: tests failed; they could not even be collected; an internal error
_TIMEOUT = (-24, 24, 152, 255, -9)  # SIGXCPU as the systems put it; SIGKILL a second later


def read_states(folder: Path) -> dict[str, State]:
    """Return the state of each mutant of a workspace by its name.

    A name is ``digestlint.fixes.fixer.x_fix__mutmut_1``.

    A mutant that no test reaches has survived.
    """
    states: dict[str, State] = {}
    for file in sorted(folder.glob("mutants/digestlint/**/*.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        states |= {name: _state(code) for name, code in codes.items()}
    return states


def _state(code: int | None) -> State:
    if code is None:
        return "untried"
    if code in _KILLED:
        return "killed"
    return "timeout" if code in _TIMEOUT else "survived"


def module_of(name: str) -> str:
    """``digestlint.rules.anchors.broken_anchor.x_check__mutmut_1`` → ``rules/broken_anchor``."""
    return "/".join(name.split(".")[1:-1])


def table(states: Mapping[str, State]) -> str:
    """Rows of killed, timeout, survived and the score in percent, per module and in sum."""
    modules: dict[str, Counter[str]] = {}
    for name, state in states.items():
        modules.setdefault(module_of(name), Counter())[state] += 1
    width = max(map(len, modules), default=0)
    rows = [f"{'':{width}}  killed  timeout  survived  untried   score"]
    rows += [f"{name:{width}}{_row(counts)}" for name, counts in modules.items()]
    if len(modules) > 1:
        rows.append(f"{'all':{width}}{_row(sum(modules.values(), Counter()))}")
    return "\n".join(rows)


def _row(counts: Counter[str]) -> str:
    row = f"{counts['killed']:8}{counts['timeout']:9}{counts['survived']:10}{counts['untried']:9}"
    return f"{row}{_percent(counts):>8}"


def _percent(counts: Counter[str]) -> str:
    noticed = counts["killed"] + counts["timeout"]
    tried = noticed + counts["survived"]
    return f"{noticed / tried:.1%}" if tried else "-"


def survivors(states: Mapping[str, State]) -> list[str]:
    """Return the names of those that survived."""
    return [name for name, state in states.items() if state == "survived"]
