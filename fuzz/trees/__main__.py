"""``python -m fuzz.trees``: draw hostile trees for a while, and run digestlint over each.

``make fuzz`` does so, too. Each kind of failure is reported once, with the smallest tree found for
it, and makes the exit code 1. ``--seed N`` tries one tree again, with all that fails in it.
"""

from __future__ import annotations

import argparse
import resource
import sys
from itertools import count

from fuzz.trees.drawing import draw
from fuzz.trees.plan import Command, Failure
from fuzz.trees.trial import shrunk, tried

_Kind = tuple[str, Failure]


def main() -> int:
    """Try one tree, or as many as the time allows."""
    parser = argparse.ArgumentParser(prog="fuzz.trees", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="of processor time")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the first tree")
    parser.add_argument("--seed", type=int, metavar="N", help="this tree only")
    parser.add_argument("--whole", action="store_true", help="do not look for smaller trees")
    options = parser.parse_args()
    known: dict[_Kind, list[int]] = {}
    seeds = count(options.first) if options.seed is None else iter([options.seed])
    trees = 0
    for seed in seeds:
        if _processor_time() > options.seconds:
            break
        _try(seed, known, options.whole)
        trees += 1
    print(f"trees: {trees} trees, {len(known)} kinds of failures", file=sys.stderr)
    for (name, failure), where in known.items():
        print(f"  {failure.kind} {failure.detail} [{name}]: {len(where)}, seeds {where[:8]}")
    return int(bool(known))


def _try(seed: int, known: dict[_Kind, list[int]], whole: bool) -> None:
    plan = draw(seed)
    for command, failure in tried(plan):
        seeds = known.setdefault((command.name, failure), [])
        seeds.append(seed)
        if len(seeds) == 1:
            smallest = plan if whole else shrunk(plan, command, failure)
            _tell(failure, command, smallest.shown())


def _tell(failure: Failure, command: Command, plan: str) -> None:
    print(f"{failure.kind} {failure.detail}\n  after {command.shown()}\n{plan}\n", flush=True)


def _processor_time() -> float:
    used = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main())
