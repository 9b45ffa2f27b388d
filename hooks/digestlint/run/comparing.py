"""Comparing the files of a run: each leaves its facts, and is told what others say about it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import overload

from digestlint.core import rule_index
from digestlint.core.message import Message
from digestlint.document.archive.archive import Archive, ArchiveFile, archive_file
from digestlint.document.archive.facts import FileFacts, facts_of
from digestlint.document.document import open_document
from digestlint.lint.registry import find_rule
from digestlint.project.repository import lexical, top_of
from digestlint.run.facts_cache import FactsCache
from digestlint.run.task import (
    FromOtherFiles,
    Task,
    budget_of,
    content_of,
    limits,
    path_for_rules,
    resolved,
)
from digestlint.text.codec import decode


def gathered(task: Task) -> ArchiveFile:
    """Return what the file of ``task`` leaves; a file that can't be checked is there, too."""
    try:
        return _archive_file(task, _facts(task))
    except Exception:  # reported when the file is checked
        return lost(task)


def lost(task: Task, too_slow: bool = False) -> ArchiveFile:
    """Return what is known of a file of which nothing else is."""
    return _archive_file(task, FileFacts())


def _facts(task: Task) -> FileFacts:
    data = content_of(task)
    settings = resolved(task).settings
    cache = FactsCache(task, settings) if task.cache else None
    known = cache.recall(data) if cache else None
    if known is not None:
        return known
    with limits(task, data):
        document = open_document(
            *(decode(data), path_for_rules(task), settings, task.config.schemas),
            budget=budget_of(task, data),
        )
        facts = facts_of(document)
    if cache:
        cache.keep(data, facts)
    return facts


def _archive_file(task: Task, facts: FileFacts) -> ArchiveFile:
    path = lexical(task.path)
    place = os.path.relpath(path, task.within) if task.within else str(path)
    return archive_file(
        *(str(task.path), place.replace(os.sep, "/"), facts),
        walked=task.walked is not None,
        whole=task.walked is not None and _is_whole(task.walked),
    )


def _is_whole(folder: Path) -> bool:
    """Whether nothing outside of ``folder`` belongs to its repository."""
    return top_of(lexical(folder)) in (None, lexical(folder))


def compared(tasks: Sequence[Task], files: Iterable[ArchiveFile]) -> Sequence[Task]:
    """Return the tasks with what the other files say about each."""
    settings = [resolved(task).settings for task in tasks]
    asked = frozenset[str]().union(*{each.codes for each in settings})
    archive = Archive([*files])
    remarks: dict[int, dict[str, list[Message]]] = {}
    for info in rule_index.RULES:
        if info.across_files and info.code in asked:
            for index, message in find_rule(info.code).compare(archive):
                remarks.setdefault(index, {}).setdefault(info.code, []).append(message)
    repeats = frozenset(
        index
        for index, each in enumerate(settings)
        if each.rules.get("duplicate-entry", {}).get("across-files", False)
    )
    papers = Archive(archive.files)  # without what the rules knew
    if repeats:
        papers.elsewhere(0)  # once for all processes that begin now
    return _Informed(tasks, papers, remarks, repeats)


class _Informed(Sequence[Task]):
    """Tasks that are told about other files when they are asked for: all at once take memory."""

    def __init__(
        self,
        tasks: Sequence[Task],
        archive: Archive,
        remarks: Mapping[int, Mapping[str, Sequence[Message]]],
        repeats: frozenset[int],
    ) -> None:
        self._tasks = tasks
        self._archive = archive
        self._remarks = remarks
        self._repeats = repeats

    def __len__(self) -> int:
        return len(self._tasks)

    @overload
    def __getitem__(self, index: int) -> Task: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Task]: ...
    def __getitem__(self, index: int | slice) -> Task | Sequence[Task]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        elsewhere = self._archive.elsewhere(index) if index in self._repeats else {}
        remarks = self._remarks.get(index, {})
        if not elsewhere and not remarks:
            return self._tasks[index]
        return self._tasks[index]._replace(around=FromOtherFiles(elsewhere, remarks))

    def __iter__(self) -> Iterator[Task]:
        return map(self.__getitem__, range(len(self)))
