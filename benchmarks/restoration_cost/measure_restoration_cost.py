"""What restoring costs beside ftfy: processor time as libraries, and the command's peak memory.

    python benchmarks/restoration_cost/measure_restoration_cost.py --digestlint FILE [TEXT …]

Both get the same text in turn, in one process, so that other work on the machine affects both
alike; the ratio of the medians counts. The texts named are measured as they are, all together,
and repeated up to the size of the generated ones, which repeat themselves more than real text does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import ftfy

from digestlint import restore

MEGABYTE = 1_000_000
RUN = """
import os, sys
child = os.fork()
if not child:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    os.execv(sys.argv[1], [*sys.argv[1:2], "restore", sys.argv[2]])
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""
MOST_TIME, MOST_MEMORY = 1.2, 200

_CHINESE = (
    "第{0}组实验研究智能体如何在长任务中保持稳定，并给出新的训练方法，在多个基准上速度提升{0}倍。\n"
)
_RUSSIAN = "В главе {0} мы долго ждали у входа, была поздняя осень, и становилось холодно.\n"


def _lossy(text: str) -> str:
    return text.encode().decode("cp1254", "ignore")


def _legacy(text: str) -> str:
    return text.encode("cp1251").decode("cp1252")


KINDS: dict[str, tuple[str, Callable[[str], str]]] = {
    "clean Chinese": (_CHINESE, str),
    "Chinese as windows-1254, bytes lost": (_CHINESE, _lossy),
    "Russian, windows-1251 as windows-1252": (_RUSSIAN, _legacy),
}


def main() -> int:
    """Print the table; returns 1 if restoring takes more than it may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", type=Path, nargs="*", metavar="TEXT")
    parser.add_argument("--digestlint", type=Path, required=True, metavar="FILE")
    parser.add_argument("--size", type=float, default=10, metavar="MB", help="default: 10")
    parser.add_argument("--repeats", type=int, default=3, metavar="N")
    options = parser.parse_args()
    restore(_lossy(_CHINESE))  # loads the model
    ftfy.fix_text("Ã©")
    print(
        f"medians of {options.repeats} runs in turn; at most {MOST_TIME} × ftfy, {MOST_MEMORY} MB"
    )
    print("| text | MB | restore, s | ftfy, s | ratio | peak, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    missed = 0
    for name, texts in _inputs(options.paths, int(options.size * MEGABYTE)):
        ours, theirs = _times(texts, options.repeats)
        peak = max(_peak(options.digestlint, text) for text in texts)
        missed += ours > MOST_TIME * theirs or peak > MOST_MEMORY
        size = sum(len(text.encode()) for text in texts) / MEGABYTE
        row = (f"{size:.1f}", f"{ours:.2f}", f"{theirs:.2f}", f"{ours / theirs:.2f}", f"{peak:.0f}")
        print(f"| {name} | {' | '.join(row)} |", flush=True)
    return int(missed > 0)


def _inputs(paths: list[Path], size: int) -> Iterator[tuple[str, list[str]]]:
    given = [path.read_text("utf-8", errors="replace") for path in paths]
    if given:
        yield "all that are named", given
    for path, text in zip(paths, given, strict=True):
        yield path.name, [text * max(round(size / len(text.encode())), 1)]
    for name, (line, damage) in KINDS.items():
        each = len(damage(line.format(1000)).encode())
        yield name, ["".join(damage(line.format(n)) for n in range(size // each))]


def _times(texts: list[str], repeats: int) -> tuple[float, float]:
    """Return the medians of the seconds that we and ftfy take."""
    taken: tuple[list[float], list[float]] = ([], [])
    both: tuple[Callable[[str], object], ...] = (restore, ftfy.fix_text)
    for _ in range(repeats):
        for seconds, work in zip(taken, both, strict=True):
            begin = time.process_time()
            for text in texts:
                work(text)
            seconds.append(time.process_time() - begin)
    return median(taken[0]), median(taken[1])


def _peak(program: Path, text: str) -> float:
    """Return the megabytes that the command takes at most."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.md"
        path.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(
            [sys.executable, "-S", "-c", RUN, str(program.absolute()), str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
    code, kilobytes = map(int, done.stdout.split())
    if code:
        raise RuntimeError(f"restore: exit status {code}")
    return kilobytes * 1024 / MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
