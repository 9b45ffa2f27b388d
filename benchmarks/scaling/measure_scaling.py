"""Measure how the time grows with the file, for many kinds of text; print or store the table.

    python benchmarks/scaling/measure_scaling.py [--write FILE] [--only NAME;…]

Each kind is made in four sizes, each twice the one before, and is checked, reported, fixed and
restored. All is processor time of one process, so that other work on the machine counts little;
what is compared is one size with another.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

# Before NumPy: the time of all threads would be added up.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from generators import GENERATORS
from scaling_tables import Growth, render
from work import STEPS, WORKS, run

BEGIN, END = "<!-- scaling:begin -->", "<!-- scaling:end -->"


def main() -> int:
    """Run the benchmark; returns the exit status: 1 where a time grows too fast."""
    options = _options()
    document = options.write.read_text(encoding="utf-8") if options.write else ""
    if options.write and not 0 <= document.find(BEGIN) < document.find(END):
        sys.exit(f"{options.write}: no {BEGIN} … {END}")
    names = options.only.split(";") if options.only else list(GENERATORS)
    works = options.works.split(",")
    for name in names:  # loads everything that is measured
        for work in works:
            list(WORKS[work](GENERATORS[name].text(2000)))
    grown = []
    for name in names:
        growth = Growth(name)
        for step, times in _measure(name, works, options).items():
            growth.times[step] = times
        grown.append(growth)
        print(growth.line(), file=sys.stderr, flush=True)
    factors = (1, 8) if options.quick else (1, 2, 4, 8)
    sizes = ", ".join(f"{factor * options.size:,}" for factor in factors)
    where = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    text = f"{where}; {sizes} bytes.\n\n{render(grown)}"
    print(text)
    if options.write:
        start, end = document.index(BEGIN) + len(BEGIN), document.index(END)
        options.write.write_text(f"{document[:start]}\n\n{text}\n\n{document[end:]}", "utf-8")
    return int(any(growth.too_fast() for growth in grown))


def _measure(
    name: str, works: list[str], options: argparse.Namespace
) -> dict[str, list[float | None]]:
    """Return the median time of each step, by size; None where it took too long."""
    found: dict[str, list[float | None]] = {step: [] for step in STEPS}
    for factor in (1, 8) if options.quick else (1, 2, 4, 8):
        content = GENERATORS[name].text(options.size * factor)
        runs: dict[str, list[float]] = {step: [] for step in STEPS}
        for work in works:
            for _ in range(options.repeats):
                done = run(work, content, options.seconds)
                for step, seconds in done.items():
                    runs[step].append(seconds)
                if len(done) == 0 or sum(done.values()) > options.seconds / 4:
                    break  # long enough to be certain
        for step, times in runs.items():
            found[step].append(sorted(times)[len(times) // 2] if times else None)
    return {step: times for step, times in found.items() if any(times)}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=125_000, metavar="BYTES", help="the smallest")
    parser.add_argument("--repeats", type=int, default=3, metavar="N")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="the most for one run")
    parser.add_argument("--quick", action="store_true", help="the smallest and the largest only")
    parser.add_argument("--only", metavar="NAME;…", help="some kinds only")
    parser.add_argument("--works", default=",".join(WORKS), help=f"some of {','.join(WORKS)}")
    parser.add_argument("--write", type=Path, metavar="FILE", help="document with the markers")
    options = parser.parse_args()
    for name in options.only.split(";") if options.only else ():
        if name not in GENERATORS:
            parser.error(f"no kind is called {name!r}; known are: {'; '.join(GENERATORS)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
