"""Does digestlint do harm to other people's Markdown? Checked on the Markdown that packages ship.

    python benchmarks/ecosystem/measure_ecosystem.py [--cache DIR] [--write PAGE] [FOLDER ...]

``make ecosystem`` runs it. Copies the Markdown of packages, and of each FOLDER, into a Git
repository in the cache; checks it, fixes it, and fixes it once more, with safe and with all fixes.
Writes the findings to be read (``sample/``) and the changes (``*.diff``) into the cache. Exit
status 1: something went wrong, or a finding is back that was judged to be wrong.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from collecting import collect
from ecosystem_tables import DIGESTS, figures, replaced
from installing import origins
from judging import judged, place_of, sample, shown
from running import Run, Scratch
from schemas_by_repository import schemas_by_repository

from digestlint.core.selectors import find_info

_RUNS = {"--fix": ("--fix",), "--fix --unsafe-fixes": ("--fix", "--unsafe-fixes")}
_CHANGED = re.compile(r"^\+(?!\+\+ )", re.MULTILINE)
_CHANGED_FILE = re.compile(r"^\+\+\+ ", re.MULTILINE)


def main() -> int:
    """Run the trial; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cache", type=Path, default=Path(".ecosystem"), metavar="DIR")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    scratch = options.cache / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    files = collect(list(origins(options.cache.resolve(), options.folders)), scratch)
    repository = Scratch(scratch, [file.path for file in files])
    repository.commit()
    checked = repository.check("--select", "ALL")
    wrong = checked.problems + _back(checked.findings)
    _write_sample(options.cache / "sample", checked.findings, scratch)
    fixed = {}
    for name, arguments in _RUNS.items():
        changes, problems = _fix(repository, checked, name, arguments)
        wrong += problems
        (options.cache / f"{name.strip('-').replace(' --', '-')}.diff").write_text(
            changes, encoding="utf-8", errors="surrogateescape", newline=""
        )
        fixed[name] = len(_CHANGED_FILE.findall(changes)), len(_CHANGED.findall(changes))
    repositories = schemas_by_repository(scratch, DIGESTS)
    made = figures(files, checked.findings, judged(), fixed, repositories)
    print(made)
    print(*wrong, sep="\n")
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(replaced(page, made), encoding="utf-8")
    return 1 if wrong else 0


def _fix(
    repository: Scratch, checked: Run, name: str, arguments: Sequence[str]
) -> tuple[str, list[str]]:
    """Return what a fix run changes, and what is wrong with it."""
    repository.restore()
    first = repository.check(*arguments)
    changes = repository.diff()
    second = repository.check(*arguments)
    problems = [f"{name}: {problem}" for problem in (*first.problems, *second.problems)]
    if repository.diff() != changes:
        problems.append(f"{name}: fixing again changes more")
    problems += [f"{name}: {place}" for place in _new(checked.findings, first.findings)]
    repository.restore()
    return changes, problems


def _back(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    # A rule that is off by default may have findings that are wrong.
    places = {place for place in map(place_of, findings) if find_info(place.code).default}
    wrong = [item.place for item in judged() if item.verdict == "wrong" and item.place in places]
    return [f"judged to be wrong: {place.code} {place.path}:{place.row}" for place in wrong]


def _new(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Files in which a rule finds more after fixing than before."""
    counts, left = (
        Counter((finding["filename"], finding["code"]) for finding in findings)
        for findings in (before, after)
    )
    for (path, code), more in sorted((left - counts).items()):
        yield f"{path}: {more} more of {code} after fixing"


def _write_sample(folder: Path, findings: Sequence[Mapping[str, Any]], scratch: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for code, found in sample(findings).items():
        text = "\n".join(shown(finding, scratch) for finding in found)
        (folder / f"{code}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
