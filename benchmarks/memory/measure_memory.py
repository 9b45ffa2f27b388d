"""Measure the peak memory of checks and fixes beside the bar: 60 MB and ten times the input.

    python benchmarks/memory/measure_memory.py --digestlint FILE [--sizes 1,4] [--files] [TEXT …]

Each command runs in a process of its own, started by a small one: Linux gives a process at least
the peak of the one that started it. The files named are measured as they are, and enlarged.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from inputs import ASTRAL, KINDS, MEGABYTE, bibliography, mojibake

RUN = """
import os, sys
os.chdir(sys.argv[1])
child = os.fork()
if not child:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.execv(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""
FIX = ("--fix", "--unsafe-fixes")
FILES = (300, 5000, 15_000)


def main() -> int:
    """Print the table; returns 1 if something takes more than the bar."""
    options = _options()
    print("| input | MB | check, MB | fix, MB | bar, MB | most times the input |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    missed = 0
    for name, text, bib in _texts(options):
        size = len((text + bib).encode("utf-8", "surrogateescape")) / MEGABYTE
        taken = [_peak(options.digestlint, text, bib, extra) for extra in ((), FIX)]
        bar = 60 + 10 * size
        over = max(memory for _, memory in taken) > bar or any(code > 1 for code, _ in taken)
        missed += over
        shown = [f"{memory:.0f}{' refused' * (code > 1)}" for code, memory in taken]
        most = max(memory for _, memory in taken) / size
        row = (name, f"{size:.2f}", *shown, f"{bar:.0f}{' **missed**' * over}", f"{most:.1f}")
        print(f"| {' | '.join(row)} |", flush=True)
    for count in FILES if options.files else ():
        peaks = [_peak_of_files(options.digestlint, count, cache) for cache in (False, True)]
        print(f"| {count:,} files, no cache; cache | | {peaks[0]:.0f}; {peaks[1]:.0f} | | | |")
    return int(missed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", type=Path, nargs="*", metavar="TEXT", help="more to measure")
    parser.add_argument("--digestlint", type=Path, required=True, metavar="FILE")
    parser.add_argument("--sizes", default="1,4,10,30", metavar="MB,…")
    parser.add_argument("--files", action="store_true", help="also folders of many files")
    return parser.parse_args()


def _texts(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Name, text, and bibliography of each input."""
    sizes = [float(size) for size in options.sizes.split(",")]
    for name, make in {**KINDS, "mojibake": mojibake}.items():
        for size in sizes:
            text = make(int(size * MEGABYTE))
            yield name, text, ""
            yield f"{name}, U+1F600", text + ASTRAL, ""
    yield "a digest with a .bib file", KINDS["digest"](100_000), bibliography(17 * MEGABYTE)
    for path in options.paths:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        yield path.name, text, ""
        for size in sizes:
            times = int(size * MEGABYTE / max(path.stat().st_size, 1))
            if times > 1:
                yield f"{path.name} × {times}", text * times, ""


def _peak(program: Path, text: str, bib: str, options: tuple[str, ...]) -> tuple[int, float]:
    """Return the exit code, and the megabytes at the peak."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        (folder / "a.md").write_bytes(text.encode("utf-8", "surrogateescape"))
        if bib:
            (folder / "a.bib").write_text(bib, encoding="utf-8")
        return _run(program, folder, "check", "--no-cache", "--jobs", "1", *options, "a.md")


def _peak_of_files(program: Path, count: int, cache: bool) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        for number in range(count):
            place = folder / f"{number % 50:02}"
            place.mkdir(exist_ok=True)
            link = f"[a paper](http://arxiv.org/abs/2510.{number:05})\n\n"
            (place / f"{number:05}.md").write_text("# Notes\n\n" + link * 5)
        options = ("check", "--jobs", "1", *(() if cache else ("--no-cache",)), ".")
        return _run(program, folder, *options)[1]


def _run(program: Path, folder: Path, *arguments: str) -> tuple[int, float]:
    done = subprocess.run(
        [sys.executable, "-S", "-c", RUN, str(folder), str(program.absolute()), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    code, kilobytes = map(int, done.stdout.split())
    return code, kilobytes * 1024 / MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
