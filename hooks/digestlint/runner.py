"""Checks or fixes many files: reading, resolving settings, rules, writing; in parallel."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from digestlint.config import Config, Layer, Resolved, resolve
from digestlint.document import Document, PaperElsewhere, Surroundings, open_document
from digestlint.files import FileProblem, read_bytes
from digestlint.finding import Applicability, Diagnostic
from digestlint.fixer import NotStableError, Text, fix
from digestlint.linter import RuleCrashedError, lint
from digestlint.papers import identities
from digestlint.registry import find_rule
from digestlint.results import Applied, FileResult, locate
from digestlint.schema import SchemaError
from digestlint.source import LineIndex, Source, SourceError, decode, encode, from_text
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
    """Check one file, fix it if asked, and write it back if that changed it.

    Whatever goes wrong is the result's ``problem``, so that all other files are still checked.
    """
    name = str(task.path)
    try:
        return _run_file(task, name)
    except _PROBLEMS as error:
        return FileResult(name, problem=str(error))
    except MemoryError:
        return FileResult(name, problem="there is not enough memory to check it")
    except Exception as error:
        return FileResult(
            name,
            problem=f"digestlint failed ({type(error).__name__}: {error}); this is a defect of "
            f"digestlint, please report it; the file was left as it was",
        )


def _run_file(task: Task, name: str) -> FileResult:
    data = _content(task)
    source = decode(data)
    opened = _opener(task, source)
    document = opened(source)
    schema = document.schema.name if document.schema else None
    before = Text(source.text, source.bom)
    documents = {before: document}  # the latest only: a draft and a check may look at one text

    def document_of(text: Text) -> Document:
        if text not in documents:
            documents.clear()
            documents[text] = opened(from_text(text.text, text.bom))
        return documents[text]

    def check(text: Text) -> list[Diagnostic]:
        return lint(document_of(text))

    def draft(text: Text) -> list[Diagnostic]:
        return lint(document_of(text), only_fixes=wanted)

    if not task.fix:
        findings = [locate(d, document.lines_of_source, name) for d in lint(document)]
        return FileResult(name, findings, (), data, data, schema=schema)
    wanted = tuple(Applicability) if task.unsafe else (Applicability.SAFE,)
    fixed = fix(before, check, unsafe=task.unsafe, draft=draft)
    new = data if fixed.text == before else encode(fixed.text.text, fixed.text.bom)
    lines = LineIndex(fixed.text.text)
    findings = [locate(d, lines, name) for d in fixed.remaining]
    applied = [Applied(d.code, d.name) for d in fixed.applied]
    if task.write and new != data:
        write_atomic(task.path, new, expected=data)
    return FileResult(name, findings, applied, data, new, schema=schema)


def _content(task: Task) -> bytes:
    if task.content is not None:
        return task.content
    return read_bytes(task.path, max_size=task.config.table.max_file_size)


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


def schema_by_content(task: Task) -> str | None:
    """The name of the schema that the file of ``task`` fits, if the file is there to be read."""
    try:
        document = _opener(task, decode(b""))(decode(_content(task)))
    except _PROBLEMS:
        return None
    return document.schema.name if document.schema else None


def run(tasks: Sequence[Task], jobs: int) -> Iterator[FileResult]:
    """Run ``tasks``, in their order; ``jobs`` processes, 0 for as many as pay."""
    tasks = _look_elsewhere(tasks, jobs)
    yield from _map(run_file, tasks, jobs, _crashed)


def _crashed(task: Task) -> FileResult:
    return FileResult(
        str(task.path),
        problem="the process that checked it was ended from outside or crashed, perhaps for want "
        "of memory",
    )


def _map(
    function: Callable[[Task], R], tasks: Sequence[Task], jobs: int, lost: Callable[[Task], R]
) -> Iterator[R]:
    """The results of ``function`` in order; ``lost`` makes that of a task that kills a process."""
    workers = _workers(tasks, jobs)
    if workers < 2:
        yield from map(function, tasks)
        return
    pool = ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_parent)
    try:
        futures: deque[Future[R]] = deque()
        with suppress(BrokenProcessPool):
            futures.extend(pool.submit(function, task) for task in tasks)
        for task in tasks:
            try:
                result = futures.popleft().result() if futures else _alone(function, task, lost)
            except BrokenProcessPool:
                # One task's crash loses those of all workers; each gets a process of its own.
                result = _alone(function, task, lost)
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(function: Callable[[Task], R], task: Task, lost: Callable[[Task], R]) -> R:
    with ProcessPoolExecutor(1, initializer=_leave_interrupts_to_parent) as pool:
        try:
            return pool.submit(function, task).result()
        except BrokenProcessPool:
            return lost(task)


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches all processes; workers finish their file, and only the parent speaks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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
    """Tell each file that asks for it which of its papers earlier files of the run hold."""
    rule = find_rule("duplicate-entry")
    asking = [
        rule.code in settings.codes and settings.rules.get(rule.name, {}).get("across-files", False)
        for settings in (resolved(task).settings for task in tasks)
    ]
    if not any(asking):
        return tasks
    earlier: dict[str, list[PaperElsewhere]] = {}
    told = []
    found_in = _map(_occurrences, tasks, jobs, lambda task: [])
    for task, asks, found in zip(tasks, asking, found_in, strict=True):
        if asks:
            known = {key: tuple(earlier[key]) for key, _ in found if key in earlier}
            task = replace(task, elsewhere=known)
        told.append(task)
        for key, row in found:
            earlier.setdefault(key, []).append(PaperElsewhere(str(task.path), row))
    return told


def _occurrences(task: Task) -> list[tuple[str, int]]:
    """The papers of one file, by identity, with the row each stands in."""
    try:
        data = _content(task)
        settings = resolved(task).settings
        document = open_document(decode(data), task.path, settings, task.config.schemas)
        return [
            (key, document.lines.position(paper.span.start)[0])
            for paper in document.papers
            for key in identities(paper)
        ]
    except Exception:  # reported when the file is checked
        return []
