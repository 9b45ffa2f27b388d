"""Findings that are reviewed by hand: which ones, and the verdicts on them."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

Verdict = Literal["right", "debatable", "wrong"]

JUDGED = Path(__file__).with_name("judged.tsv")
_MOST = 40
_MOST_OF_ONE_FILE = 3
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
    """By rule: all findings, or 40 of them, from as many files as possible.

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


def _spread(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the first three of each file, then the rest."""
    first: list[Mapping[str, Any]] = []
    rest: list[Mapping[str, Any]] = []
    taken: Counter[str] = Counter()
    for finding in findings:
        taken[finding["filename"]] += 1
        few = taken[finding["filename"]] <= _MOST_OF_ONE_FILE
        (first if few else rest).append(finding)
    return first + rest


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
