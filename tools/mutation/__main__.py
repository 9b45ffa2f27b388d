"""``python -m tools.mutation [MODULE ...]``: how many mutants the tests kill, per module.

A module is named like its file: ``rules/broken_anchor``, ``fixer``; ``rules`` are all of them. What
was tried is kept in ``.mutation``, so a run that is stopped goes on from there, and only mutants of
functions that changed since are tried anew. ``mutmut show NAME`` in ``.mutation/rules`` shows a
mutant.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools.mutation.scores import module_of, read_states, survivors, table
from tools.mutation.suites import SUITES, Suite, suite_of
from tools.mutation.workspace import PACKAGE, ROOT, prepare


def main() -> int:
    """Try the mutants, suite by suite, and print the scores."""
    options = argparse.ArgumentParser(prog="mutation", description=__doc__)
    options.add_argument(
        "module", nargs="*", help="rules, rules/NAME, fixer, writer, mojibake/NAME"
    )
    options.add_argument("--sample", type=int, help="try this many of each suite, drawn at random")
    options.add_argument(
        "--again", action="store_true", help="try survivors again (new tests), and timeouts"
    )
    options.add_argument("--survivors", action="store_true", help="list those that survived")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--folder", type=Path, default=ROOT / ".mutation", help="for the state")
    chosen = options.parse_args()
    wanted = chosen.module or [suite.name for suite in SUITES]
    try:
        suites = {suite_of(name): None for name in wanted}
    except ValueError as error:
        options.error(str(error))
    for suite in suites:
        folder = chosen.folder.absolute() / suite.name
        prepare(suite, folder)
        names = [name for name in wanted if suite_of(name) == suite]
        command = [sys.executable, "-m", "tools.mutation.trying", *map(_pattern, names)]
        command += ["--processes", str(chosen.processes)]
        command += ["--sample", str(chosen.sample)] * (chosen.sample is not None)
        command += ["--again"] * chosen.again
        run = subprocess.run(command, cwd=folder, check=False)
        if run.returncode:
            return run.returncode
        _report(suite, folder, names, listed=chosen.survivors)
    return 0


def _pattern(name: str) -> str:
    return f"{PACKAGE}.{name.replace('/', '.')}.*"


def _report(suite: Suite, folder: Path, names: list[str], *, listed: bool) -> None:
    whole = suite.name in names
    states = {n: s for n, s in read_states(folder).items() if whole or module_of(n) in names}
    print(table(states))
    if listed:
        print(*survivors(states), sep="\n")


if __name__ == "__main__":
    sys.exit(main())
