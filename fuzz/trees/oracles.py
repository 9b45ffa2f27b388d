"""What must hold after each run, whatever the tree."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.hostile import COLOUR, RAW, obeyed

from fuzz.trees.building import Seen, snapshot
from fuzz.trees.contents import GOOD, MARKER
from fuzz.trees.leading import PLAIN_NAMES
from fuzz.trees.plan import REPOSITORY, Command, Failure, Plan
from fuzz.trees.running import MEMORY, Outcome

_CODES = (0, 1, 2)
_CACHE = re.compile(rb"(?:\.cache|Library)(?:/|\Z)|relative(?:/|\Z)")
_BESIDE = (b"outside", b"home", b"bin", b"tmp", b"executed")
_OURS = re.compile(
    r"::(?:error|warning|notice) title=digestlint \([A-Z]{3}[0-9]{3}\),file="
    r"|##vso\[task\.logissue type=(?:error|warning);sourcepath="
)
_SET_UP = (b"digestlint.toml", b".pre-commit-config.yaml")
_DIFF = re.compile(r"--- (?:a/|\"a/)|\+\+\+ (?:b/|\"b/)")
_FOLDS = re.compile(r"(?:---|\+\+\+) ")
_CRASH = re.compile(rb"Traceback \(most recent|internal error|Segmentation|RecursionError")
_PLACE = re.compile(r"[\d:,]+")
_MARKDOWN = (b".md", b".markdown", b".mdown", b".mkd")
_Snapshot = dict[bytes, Seen]


class Before(NamedTuple):
    """What was there before a run."""

    beside: dict[bytes, _Snapshot]
    inside: _Snapshot
    names: frozenset[bytes]  # in the top folder

    @classmethod
    def look(cls, top: bytes) -> Before:
        """Take it down."""
        beside = {name: snapshot(os.path.join(top, name)) for name in _BESIDE}
        inside = snapshot(os.path.join(top, REPOSITORY))
        return cls(beside, inside, frozenset(os.listdir(top)))


def failures(
    plan: Plan, command: Command, top: bytes, before: Before, outcome: Outcome
) -> Iterator[Failure]:
    """Yield what does not hold after ``command``."""
    yield from _ended(outcome)
    yield from _leaks(command, outcome)
    yield from _logs(command, outcome)
    after = Before.look(top)
    yield from _beside(command, before, after)
    yield from _inside(plan, command, before, after)
    yield from _told(plan, command, before, outcome, top)


def _ended(outcome: Outcome) -> Iterator[Failure]:
    if outcome.stopped:
        yield Failure(outcome.stopped, "")
        return
    if crash := _CRASH.search(outcome.err + outcome.out):
        last = outcome.err.strip().rpartition(b"\n")[2].decode("utf-8", "replace")
        yield Failure("crashes", _PLACE.sub("#", last[:80] or crash[0].decode()))
    elif outcome.code not in _CODES:
        yield Failure("exits", f"with {outcome.code}")
    if outcome.memory > MEMORY:
        yield Failure("takes too much memory", "")


def _leaks(command: Command, outcome: Outcome) -> Iterator[Failure]:
    for stream, text in (("stdout", outcome.out), ("stderr", outcome.err)):
        known = {marker for word in command.words for marker in MARKER.findall(word)}
        for found in sorted({found.lower() for found in MARKER.findall(text)} - known):
            yield Failure("shows a file outside", f"{found.decode()}, on {stream}")


def _logs(command: Command, outcome: Outcome) -> Iterator[Failure]:
    is_diff = b"--diff" in command.words or command.words[:1] == (b"init",)
    for stream, text in (("stdout", outcome.out), ("stderr", outcome.err)):
        if stream == "stdout" and command.prints_data:
            continue
        plain = COLOUR.sub("", text.decode("utf-8", "surrogateescape"))
        if stream == "stdout" and is_diff:
            found = [line for line in obeyed(plain, known_only=True) if not _DIFF.match(line)]
            found = [line for line in found if not _FOLDS.match(line)]
        else:
            found = [line for line in obeyed(plain) if not _OURS.match(line)]
            if raw := RAW.findall(plain):
                yield Failure("prints raw characters", f"{raw[0][:1]!a}, on {stream}")
        if found:
            yield Failure("prints a command for a log", f"on {stream}")


def _beside(command: Command, before: Before, after: Before) -> Iterator[Failure]:
    for name, old in before.beside.items():
        new = after.beside[name]
        for path in sorted(old.keys() | new.keys()):
            if old.get(path) == new.get(path) or (name == b"home" and _CACHE.match(path)):
                continue
            where = f"{name.decode()}/{path.decode('utf-8', 'backslashreplace')}"
            if name == b"executed":
                yield Failure("runs code", where)
            elif name == b"tmp":
                yield Failure("leaves files behind", "in TMPDIR")
            else:
                yield Failure("changes what is outside", where)
    for path in sorted(after.names - before.names):
        yield Failure("changes what is outside", f"new: {path!r}")


def _grows(old: Seen | None, new: Seen | None) -> bool:
    """Whether a file is new, or has more at its end."""
    if old is None or new is None:
        return new is not None
    return bool(old.content) and new.content.startswith(old.content)


def _inside(plan: Plan, command: Command, before: Before, after: Before) -> Iterator[Failure]:
    swapped = tuple(swap.path.split(b"/")[0] for swap in plan.swaps)
    for path in sorted(before.inside.keys() | after.inside.keys()):
        old, new = before.inside.get(path), after.inside.get(path)
        if command.home == "repository" and _CACHE.match(path):
            continue
        held = (
            MARKER.search(new.content) if new and (not old or old.content != new.content) else None
        )
        if held:
            yield Failure("writes what is outside into a file", held[1].decode().lower())
        name = path.rpartition(b"/")[2]
        is_set_up = b"--yes" in command.words and path in _SET_UP
        if old is None and (name.startswith(b".digestlint-") or name.endswith(b".tmp")):
            yield Failure("leaves files behind", "in the repository")
        elif path.split(b"/")[0] in swapped or old == new or (is_set_up and _grows(old, new)):
            continue
        elif not (command.writes and old and new and path.lower().endswith(_MARKDOWN)):
            yield Failure("changes what it must not", "in the repository")
        elif old.mode != new.mode or not old.mode.startswith("-"):
            yield Failure("makes something else of a file", f"{old.mode} becomes {new.mode}")


def _told(
    plan: Plan, command: Command, before: Before, outcome: Outcome, top: bytes
) -> Iterator[Failure]:
    """Yield what a run over all files has to say, if nothing in the tree may change that."""
    if outcome.stopped or command.words[:1] != (b"check",) or command.words[-1:] != (b".",):
        return
    ours = any(item.changes for item in plan.items)
    if ours or command.folder or {b"--schema", b"--fix", b"--diff"} & {*command.words}:
        return
    # An earlier command may have fixed them, and a smaller plan may lack them.
    seen = {path: before.inside.get(path) for path in GOOD}
    good = [path for path, found in seen.items() if found and found.content == GOOD[path]]
    if good and outcome.code == 0 and b"--exit-zero" not in command.words:
        yield Failure("says that all is clean", "")
    said = outcome.out + outcome.err
    for item in plan.items:
        real = os.path.realpath(path := os.path.join(top, REPOSITORY, item.path))
        is_outside = not real.startswith(os.path.join(top, REPOSITORY, b""))
        if item.kind != "link" or item.path not in PLAIN_NAMES or not is_outside:
            continue
        if os.path.islink(path) and os.path.isfile(real) and b"leads outside" not in said:
            yield Failure("says nothing of a link that leads outside", "")
    if b"json" in command.words and outcome.code < 2 and not plan.swaps:
        found = _findings(outcome.out, top)
        for path in good:
            if found.get(path, 0) == 0:
                yield Failure("does not report a harmless file", path.decode())


def _findings(output: bytes, top: bytes) -> Mapping[bytes, int]:
    """How many findings each file has, by its real path."""
    counts: dict[bytes, int] = {}
    listed: list[dict[str, Any]] = json.loads(output)
    for finding in listed:
        real = os.path.realpath(os.path.join(top, REPOSITORY, os.fsencode(finding["filename"])))
        path = os.path.relpath(real, os.path.join(top, REPOSITORY))
        counts[path] = counts.get(path, 0) + 1
    return counts
