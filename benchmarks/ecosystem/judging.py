"""Findings that are read by eye: which ones, and what was thought of them."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

Verdict = Literal["right", "debatable", "wrong"]

JUDGED = Path(__file__).with_name("judged.tsv")
_MOST = 40
_MOST_OF_ONE_FILE = 3
_SEED = "ecosystem"
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
    """The place of a finding in digestlint's JSON."""
    start = finding["location"]
    return Place(finding["code"], finding["filename"], start["row"], start["column"])


def judged() -> list[Judged]:
    """What is on record."""
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Judged(Place(code, path, int(row), int(column)), verdict, note)  # type: ignore[arg-type]
        for verdict, code, path, row, column, note in rows
    ]


def sample(findings: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """By rule: all findings, or 40 at random of which no file has more than three."""
    by_code: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        by_code.setdefault(finding["code"], []).append(finding)
    return {
        code: sorted(_some(found, random.Random(_SEED + code)), key=place_of)
        for code, found in sorted(by_code.items())
    }


def _some(findings: Sequence[Mapping[str, Any]], chance: random.Random) -> list[Mapping[str, Any]]:
    if len(findings) <= _MOST:
        return list(findings)
    chosen: list[Mapping[str, Any]] = []
    taken: dict[str, int] = {}
    for finding in chance.sample(findings, len(findings)):
        path = finding["filename"]
        if len(chosen) < _MOST and taken.get(path, 0) < _MOST_OF_ONE_FILE:
            taken[path] = taken.get(path, 0) + 1
            chosen.append(finding)
    return chosen


def shown(finding: Mapping[str, Any], folder: Path) -> str:
    """A finding with its surroundings, to be read."""
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
