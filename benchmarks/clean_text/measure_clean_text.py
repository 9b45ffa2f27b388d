"""Does digestlint leave clean text alone? Clean text of many languages, out of packages.

    python benchmarks/clean_text/measure_clean_text.py [--cache DIR]

``make bench-clean`` runs it. Each file is restored alone; then all files of a language are joined
to one Markdown file, which is restored and checked. Exit status 1: something was found.

Then the words that end in a letter beyond ASCII are written in capitals and as they are, with
``¹``, ``²``, ``³``, ``™`` or ``®`` behind them, forty to a file; what is found is counted apart.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extracting import texts
from fetching import NotAvailable, fetch
from known_defects import fix
from sources import SOURCES
from tqdm import tqdm

from digestlint import restore as restore_text
from digestlint.encoding import Restoration, find_mojibake

_SHOWN = 30
_MARKED = re.compile(r"[^\W\d_]+(?<=[^\x00-\x7f])(?![\w-])")
_MARKS = "¹²³™®"
_WORDS_OF_A_FILE, _MOST_WORDS = 40, 8_000


@dataclass(slots=True)
class Tally:
    """What was found in the texts of one language."""

    texts: list[str] = field(default_factory=list)
    certain: int = 0
    suspect: int = 0
    changed: int = 0
    findings: int = 0
    marked: int = 0
    marked_found: int = 0

    @property
    def characters(self) -> int:
        """How many characters there are."""
        return sum(map(len, self.texts))


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cache", type=Path, default=Path(".clean-text"), metavar="DIR")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    tallies, hits = _measure_files(options.cache)
    if not tallies:
        print("clean text: none of the packages can be had", file=sys.stderr)
        return 2
    hits += _measure_joined(tallies)
    _measure_marked(tallies)
    _print(tallies)
    for hit in hits[:_SHOWN]:
        print(hit)
    return 1 if hits else 0


def _measure_files(cache: Path) -> tuple[dict[str, Tally], list[str]]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    hits: list[str] = []
    known = 0
    for source in tqdm(SOURCES, unit="package", disable=not sys.stderr.isatty()):
        try:
            folder, version = fetch(source, cache)
        except NotAvailable as error:
            print(f"{source.package}: left out ({error})")
            continue
        size = 0
        for language, name, raw in texts(source, folder):
            text, fixed = fix(source.package, raw)
            known += fixed
            size += len(text)
            tally = tallies[language]
            tally.texts.append(text)
            found = find_mojibake(text)
            tally.certain += len(found.runs)
            tally.suspect += len(found.suspects)
            tally.changed += found.text != text
            hits += _show(f"{source.package} {name}", found)
        print(f"{source.package} {version} ({source.registry}, {source.licence}): {size:,}")
    print(f"known defects of the sources, fixed first: {known}")
    return tallies, hits


def _measure_joined(tallies: dict[str, Tally]) -> list[str]:
    """Restore and check all texts of a language as one file."""
    hits: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for language, tally in tallies.items():
            joined = "\n\n".join(tally.texts)
            hits += _show(f"all of {language}", find_mojibake(joined))
            tally.changed += restore_text(joined).text != joined
            (folder / f"{language}.md").write_text(joined, encoding="utf-8", newline="")
        for finding in _check(folder):
            language = Path(finding["filename"]).stem
            tallies[language].findings += 1
            hits.append(f"{language}: {finding['code']} {finding['message']}")
    return hits


def _measure_marked(tallies: dict[str, Tally]) -> None:
    """Restore files of words with marks behind them; every run and suspect is a mistake."""
    for tally in tallies.values():
        words = {word: None for text in tally.texts for word in _MARKED.findall(text)}
        chosen = [*words][:_MOST_WORDS]
        marked = [
            form + _MARKS[number % len(_MARKS)]
            for number, word in enumerate(chosen)
            for form in dict.fromkeys((word.upper(), word))
        ]
        for start in range(0, len(marked), _WORDS_OF_A_FILE):
            file = marked[start : start + _WORDS_OF_A_FILE]
            found = find_mojibake("".join(f"{word}, and {word}\n" for word in file))
            tally.marked += len(file)
            tally.marked_found += len(found.runs) + len(found.suspects)


def _check(folder: Path) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "digestlint", "check", "--select", "ENC002,ENC003"]
    limits = ["--config", "max-memory=4000"]  # all of a language is more than one file has
    done = subprocess.run(
        [*command, *limits, "--output-format", "json", "."],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, 1) or not done.stdout:
        raise SystemExit(done.stderr)
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def _show(where: str, found: Restoration) -> Iterator[str]:
    for run in (*found.runs, *found.suspects):
        sure = "certain" if run.certain else "suspect"
        context = found.source[max(run.start - 20, 0) : run.end + 20]
        shown = found.source[run.start : run.end]
        yield f"{where}: {sure} {shown!r} -> {run.text!r} in {context!r}"


def _print(tallies: dict[str, Tally]) -> None:
    print(
        f"\n{'language':12} {'characters':>12} {'texts':>6} certain suspect changed findings"
        "   marked  found"
    )
    total = Tally()
    ordered = sorted(tallies.items(), key=lambda item: -item[1].characters)
    for language, tally in ordered:
        print(_row(language, tally))
        total.texts += tally.texts
        for name in ("certain", "suspect", "changed", "findings", "marked", "marked_found"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    print(_row(f"all {len(tallies)}", total))


def _row(name: str, tally: Tally) -> str:
    return (
        f"{name:12} {tally.characters:12,} {len(tally.texts):6,} {tally.certain:7} "
        f"{tally.suspect:7} {tally.changed:7} {tally.findings:8} {tally.marked:8} "
        f"{tally.marked_found:6}"
    )


if __name__ == "__main__":
    sys.exit(main())
