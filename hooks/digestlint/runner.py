"""Checks or fixes many files: reading, resolving settings, rules, writing; in parallel."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from digestlint.config import Config, Layer, Resolved, resolve
from digestlint.document import Document, PaperElsewhere, Surroundings, open_document
from digestlint.files import FileProblem, read_bytes
from digestlint.fixer import NotStableError, Text, fix
from digestlint.linter import Diagnostic, RuleCrashedError, lint
from digestlint.papers import identities
from digestlint.registry import find_rule
from digestlint.results import Applied, FileResult, locate
from digestlint.schema import SchemaError
from digestlint.source import Source, SourceError, decode, encode
from digestlint.surroundings import FileNeighbours, find_bibliography, repository_root
from digestlint.writer import WriteError, write_atomic

R = TypeVar("R")
Elsewhere = Mapping[str, Sequence[PaperElsewhere]]

# Worker processes take a moment to start: below this much text they cost more than they save.
_PARALLEL_BYTES = 2_000_000


@dataclass(frozen=True)
class Task:
    """One file to check."""

    path: Path
    config: Config
    overrides: tuple[Layer, ...] = ()
    fix: bool = False
    unsafe: bool = False
    write: bool = True  # False: fix in memory only
    content: bytes | None = None  # instead of what the file holds
    elsewhere: Elsewhere | None = None


# What can go wrong with one file while all others are still checked.
_PROBLEMS = (FileProblem, SourceError, SchemaError, NotStableError, RuleCrashedError, WriteError)


def run_file(task: Task) -> FileResult:
    """Check one file, fix it if asked, and write it back if that changed it. Never raises."""
    name = str(task.path)
    try:
        return _run_file(task, name)
    except _PROBLEMS as error:
        return FileResult(name, problem=str(error))


def _run_file(task: Task, name: str) -> FileResult:
    data = read_bytes(task.path) if task.content is None else task.content
    source = decode(data)
    opened = _opener(task, source)

    def check(text: Text) -> list[Diagnostic]:
        return lint(opened(decode(encode(text.text, text.bom))))

    before = Text(source.text, source.bom)
    if not task.fix:
        document = opened(source)
        findings = [locate(d, document.lines_of_source, name) for d in lint(document)]
        return FileResult(name, findings, old=data, new=data)
    fixed = fix(before, check, unsafe=task.unsafe)
    new = data if fixed.text == before else encode(fixed.text.text, fixed.text.bom)
    if task.write and new != data:
        write_atomic(task.path, new, expected=data)
    lines = opened(decode(new)).lines_of_source
    return FileResult(
        name,
        [locate(d, lines, name) for d in fixed.remaining],
        [Applied(d.code, d.name) for d in fixed.applied],
        data,
        new,
    )


def _opener(task: Task, source: Source) -> Callable[[Source], Document]:
    """How to make a document of the file's text, again after each round of fixes."""
    settings = resolved(task).settings
    path = task.path.absolute()
    surroundings = Surroundings(
        find_bibliography(path, source.text, settings.bibliography),
        FileNeighbours(path, repository_root(path.parent), settings.anchor_style),
        task.elsewhere or {},
    )
    schemas = task.config.schemas
    return lambda current: open_document(current, task.path, settings, schemas, surroundings)


def resolved(task: Task) -> Resolved:
    """What applies to the file of ``task``."""
    return resolve(task.config, task.path, task.overrides)


def run(tasks: Sequence[Task], jobs: int) -> Iterator[FileResult]:
    """Run ``tasks``, in their order; ``jobs`` processes, 0 for as many as pay."""
    tasks = _look_elsewhere(tasks, jobs)
    yield from _map(run_file, tasks, jobs)


def _map(function: Callable[[Task], R], tasks: Sequence[Task], jobs: int) -> Iterator[R]:
    workers = _workers(tasks, jobs)
    if workers < 2:
        yield from map(function, tasks)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(function, tasks)


def _workers(tasks: Sequence[Task], jobs: int) -> int:
    if jobs > 0:
        return min(jobs, len(tasks))
    size = sum(_size(task.path) for task in tasks)
    return min(os.cpu_count() or 1, len(tasks)) if size >= _PARALLEL_BYTES else 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _look_elsewhere(tasks: Sequence[Task], jobs: int) -> Sequence[Task]:
    """Tell each file that asks for it which papers the other files of the run hold."""
    rule = find_rule("temporary-title")
    asking = [
        rule.code in settings.codes and settings.rules.get(rule.name, {}).get("across-files", False)
        for settings in (resolved(task).settings for task in tasks)
    ]
    if not any(asking):
        return tasks
    occurrences: dict[str, list[tuple[int, PaperElsewhere]]] = {}
    for number, found in enumerate(_map(_occurrences, tasks, jobs)):
        for key, row in found:
            place = PaperElsewhere(str(tasks[number].path), row)
            occurrences.setdefault(key, []).append((number, place))
    shared = {key: places for key, places in occurrences.items() if len(places) > 1}
    return [
        replace(task, elsewhere=_others(shared, number)) if asks else task
        for number, (task, asks) in enumerate(zip(tasks, asking, strict=True))
    ]


def _others(
    shared: Mapping[str, Iterable[tuple[int, PaperElsewhere]]], number: int
) -> dict[str, list[PaperElsewhere]]:
    return {
        key: [place for owner, place in places if owner != number] for key, places in shared.items()
    }


def _occurrences(task: Task) -> list[tuple[str, int]]:
    """The papers of one file, by identity, with the row each stands in."""
    try:
        data = read_bytes(task.path) if task.content is None else task.content
        settings = resolved(task).settings
        document = open_document(decode(data), task.path, settings, task.config.schemas)
    except _PROBLEMS:
        return []  # reported when the file is checked
    return [
        (key, document.lines.position(paper.span.start)[0])
        for paper in document.papers
        for key in identities(paper)
    ]
