"""``python -m tools.mutation.trying``: makes the mutants of one folder and tries them.

A process of its own, because mutmut reads its settings and its state from the current folder, and
imports the mutated package.
"""

from __future__ import annotations

import argparse
import fnmatch
import random
import resource
from pathlib import Path

from tools.mutation.scores import read_states

_MEMORY = 6 << 30  # bytes; a mutant may go on for ever and keep all it makes


def main() -> None:
    """Try what is not tried yet."""
    options = argparse.ArgumentParser()
    options.add_argument("pattern", nargs="+", help="names of mutants")
    options.add_argument("--sample", type=int)
    options.add_argument("--again", action="store_true")
    options.add_argument("--processes", type=int, required=True)
    chosen = options.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    from _pytest.mark.structures import Mark

    # Only `make mutation` installs mutmut.
    from mutmut.__main__ import (
        _run,
        copy_also_copy_files,
        copy_src_dir,
        create_mutants,
        set_mutant_under_test,
    )

    # In one process pytest collects again and again, and escapes the ids that a test spells out
    # each time anew, since it keeps them escaped: "论" is \u8bba, then \\u8bba.
    Mark._has_param_ids = lambda self: False  # type: ignore[method-assign]
    set_mutant_under_test("mutant_generation")
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(chosen.processes)
    states = read_states(Path())
    names = sorted(n for n in states if any(fnmatch.fnmatch(n, p) for p in chosen.pattern))
    if chosen.sample is not None and chosen.sample < len(names):
        names = random.Random(0).sample(names, chosen.sample)
    tried = {"killed"} if chosen.again else {"killed", "timeout", "survived"}
    # With names, mutmut first runs the tests by their ids, as it will for each mutant: an id that
    # pytest can't find would end each of those runs, which would look like a kill.
    if wanted := [name for name in names if states[name] not in tried]:
        _run(wanted, chosen.processes)


if __name__ == "__main__":
    main()
