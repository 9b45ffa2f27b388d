"""Findings that are reviewed by hand: which ones, and the verdicts on them."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, NamedTuple

Verdict = Literal["right", "debatable", "wrong"]

JUDGED = Path(__file__).with_name("judged.tsv")
_MOST = 50
_LINE_ENDING = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """Where a finding begins, and whose it is; row and column count from 1."""

    code: str
    path: str
    row: int
    column: int


class Judged(NamedTuple):
    """What was thought of a finding: would the author of the file thank us for it?"""

    place: Place
    verdict: Verdict
    note: str


def place_of(finding: Mapping[str, Any]) -> Place:
    """Return the place of a finding in digestlint's JSON."""
    start = finding["location"]
    return Place(finding["code"], finding["filename"], start["row"], start["column"])


def judged() -> list[Judged]:
    """Return what is on record."""
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Judged(Place(code, path, int(row), int(column)), verdict, note)  # type: ignore[arg-type]
        for verdict, code, path, row, column, note in rows
    ]


def sample(findings: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """By rule: all findings, or 50 of them, from as many publishers and files as possible.

    Which ones are taken depends on a hash of their places: most stay when others come and go.
    """
    by_code: dict[str, list[Mapping[str, Any]]] = {}
    for finding in sorted(findings, key=_hash):
        by_code.setdefault(finding["code"], []).append(finding)
    return {
        code: sorted(_spread(found)[:_MOST], key=place_of)
        for code, found in sorted(by_code.items())
    }


def _hash(finding: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr(place_of(finding)).encode("utf-8", "surrogateescape")).hexdigest()


def publisher(path: str) -> str:
    """Return who published the file at ``path``: a package, a repository of digests."""
    parts = path.split("/")
    return "/".join(parts[: 3 if parts[1].startswith("@") else 2]) if parts[2:] else parts[0]


def _spread(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return findings of all publishers in turn, and of all files of a publisher in turn."""
    by_file: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    for finding in findings:
        path = finding["filename"]
        by_file.setdefault(publisher(path), {}).setdefault(path, []).append(finding)
    return [*_in_turn([[*_in_turn(files.values())] for files in by_file.values()])]


def _in_turn(groups: Iterable[Sequence[Mapping[str, Any]]]) -> Iterator[Mapping[str, Any]]:
    for of_one_turn in zip_longest(*groups):
        yield from (finding for finding in of_one_turn if finding is not None)


def shown(finding: Mapping[str, Any], folder: Path) -> str:
    """Return a finding with its context, to be read."""
    place = place_of(finding)
    data = (folder / place.path).read_bytes().removeprefix(b"\xef\xbb\xbf")
    lines = _LINE_ENDING.split(data.decode("utf-8", "backslashreplace"))
    line = lines[place.row - 1] if place.row <= len(lines) else ""
    start = place.column - 1
    last = finding["end_location"]
    end = last["column"] - 1 if last["row"] == place.row else len(line)
    text = f"{line[max(start - 90, 0) : start]}⟦{line[start:end][:160]}⟧{line[end : end + 60]}"
    fix = finding.get("fix")
    made = f"\n  {fix['applicability']} fix: {fix['message']}" if fix else ""
    return f"{place.path}:{place.row}:{place.column}: {finding['message']}\n  {text}{made}\n"
