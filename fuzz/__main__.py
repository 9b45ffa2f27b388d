"""``python -m fuzz [TARGET] [--seconds N]``: fuzz each target with atheris for a while.

N seconds of processor time, for each of them.

Inputs that add coverage are kept in ``.fuzz/TARGET``, from where the next run goes on. What fails
is kept as ``.fuzz/TARGET-crash-…``, each failure once, and makes the exit code 1; ``--input FILE``
tries it again. The last target draws trees of hostile files (``fuzz.trees``).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from fuzz.corpus import write_dictionary, write_seeds

ROOT = Path(__file__).resolve().parent.parent
NAMES = (
    *("parser", "slugs", "urls", "restorer", "config", "schema", "suppressions"),
    *("bibliographies", "rules"),
)
TREES = "trees"  # no text, and not for atheris: see `fuzz.trees`


def main() -> int:
    """Run the targets one after the other."""
    options = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    options.add_argument("target", nargs="*", metavar="TARGET", help=", ".join((*NAMES, TREES)))
    options.add_argument("--seconds", type=int, default=600, help="of processor time, each")
    options.add_argument("--input", type=Path, help="try one file, without atheris")
    chosen = options.parse_args()
    names = chosen.target or (*NAMES, TREES)
    if chosen.input:
        from fuzz.targets import TARGETS

        for name in names:
            TARGETS[name](chosen.input.read_bytes())
        return 0
    failed = [name for name in names if not _holds(name, chosen.seconds)]
    for name in failed:
        print(f"fuzz: {name} failed", file=sys.stderr)
    return int(bool(failed))


def _holds(name: str, seconds: int) -> bool:
    if name == TREES:
        command = [sys.executable, "-m", "fuzz.trees", "--seconds", str(seconds)]
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    corpus = ROOT / ".fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    before = _kept(corpus)
    write_seeds(corpus)
    words = corpus.parent / "words.dict"
    write_dictionary(words)
    print(f"fuzz: {name}, {seconds} s of processor time", file=sys.stderr)
    limits = [
        "-max_len=4096",
        "-timeout=30",
        "-report_slow_units=30",
        "-rss_limit_mb=4096",
    ]
    limits += [f"-dict={words}", "-print_final_stats=1"]
    place = [f"-artifact_prefix={corpus}-", str(corpus)]
    command = [sys.executable, "-m", "fuzz.harness", name, f"{corpus}-crash-", str(seconds)]
    command += [*limits, *place]
    done = subprocess.run(command, cwd=ROOT, check=False)
    return done.returncode == 0 and _kept(corpus) == before


def _kept(corpus: Path) -> set[tuple[Path, int]]:
    return {(p, p.stat().st_mtime_ns) for p in corpus.parent.glob(f"{corpus.name}-*")}


if __name__ == "__main__":
    sys.exit(main())
