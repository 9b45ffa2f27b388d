"""Checks or fixes one file: reading, resolving settings, rules, writing."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from digestlint.asked import AskedNeighbours
from digestlint.cache import trace
from digestlint.document import Document, Surroundings, open_document
from digestlint.files import FileProblem
from digestlint.finding import Applicability, Diagnostic
from digestlint.linter import RuleCrashedError, RulesTooSlowError, TooManyFindingsError, lint
from digestlint.memory_limit import TooMuchMarkupError
from digestlint.remembering import Memory, has_fixes
from digestlint.results import FileResult, locate_all
from digestlint.schema import PatternTooSlowError, SchemaError, explain_slow
from digestlint.source import LineIndex, Source, SourceError, decode, encode, from_text
from digestlint.surroundings import (
    FileNeighbours,
    FoundBibliography,
    bibliography_names,
    find_bibliography,
    repository_root,
)
from digestlint.task import Task, content_of, limits, resolved
from digestlint.time_limit import TooSlowError

# What can go wrong with one file while all others are still checked.
_PROBLEMS = (
    *(FileProblem, SourceError, SchemaError),
    *(RuleCrashedError, TooMuchMarkupError),
)


def run_file(task: Task) -> FileResult:
    """Check one file, fix it if asked, and write it back if that changed it.

    Whatever goes wrong is the result's ``problem``, so that all other files are still checked.
    """
    return written(task, check_file(task))


def check_file(task: Task) -> FileResult:
    """As ``run_file``, but nothing is written."""
    name = str(task.path)
    try:
        data = content_of(task)
        with limits(task, data):
            return _fix(task, name, data) if task.fix else _check(task, name, data)
    except PatternTooSlowError as error:
        why = explain_slow(error.pattern, task.config.schemas)
        return FileResult(name, problem=f"{task.config.path or '--config'}: {why}")
    except _PROBLEMS as error:
        return FileResult(name, problem=str(error))
    except MemoryError:
        return FileResult(name, problem="there is not enough memory to check it")
    except TooSlowError:  # it came too late for the rule that it was meant for
        return FileResult(name, problem="it takes too long to check")
    except Exception as error:
        return FileResult(
            name,
            problem=f"digestlint failed ({type(error).__name__}: {error}); this is a defect of "
            f"digestlint, please report it; the file was left as it was",
        )


def written(task: Task, result: FileResult) -> FileResult:
    """``result`` once its file holds what it should; only this process writes files."""
    if not (task.fix and task.write) or result.new == result.old:
        return result
    trace.spoil()  # another time, there is nothing to be written
    from digestlint.saving import save  # for files that change only

    return save(task, result, check_file)


def _check(task: Task, name: str, data: bytes) -> FileResult:
    view = _View(task)
    if known := view.recall(data, name):
        return known
    source = decode(data)
    view.look_around(source)
    document = view.opened(source)
    problem = None
    try:
        found = lint(document)
    except RulesTooSlowError as slow:
        return _without_slow_rules(document, name, data, slow)
    except TooManyFindingsError as error:
        found, problem = error.found, str(error)
    findings = locate_all(found, document.lines_of_source, name)
    schema = document.schema.name if document.schema else None
    return view.keep(FileResult(name, findings, (), data, data, problem, schema), source.text)


def _without_slow_rules(
    document: Document, name: str, data: bytes, slow: RulesTooSlowError
) -> FileResult:
    """The result where rules were too slow: what others find in the file, which stays as it is."""
    try:
        lint(document, without=slow.rules)
    except RulesTooSlowError as error:
        slow = error
    schema = document.schema.name if document.schema else None
    findings = locate_all(list(slow.found), document.lines_of_source, name)
    return FileResult(name, findings, (), data, data, str(slow), schema)


def _fix(task: Task, name: str, data: bytes) -> FileResult:
    view = _View(task)
    known = view.recall(data, name)
    if known and not has_fixes(known, unsafe=task.unsafe):
        return known
    # Not for checks.
    from digestlint.fixer import NotStableError, Text, fix
    from digestlint.revealing import Places, hides_text
    from digestlint.verification import HarmfulFixError

    source = decode(data)
    view.look_around(source)
    before = Text(source.text, source.bom)
    documents: dict[Text, Document] = {}  # the latest only: a draft and a check look at one text

    def document_of(text: Text) -> Document:
        if text not in documents:
            documents.clear()
            documents[text] = view.opened(from_text(text.text, text.bom))
        return documents[text]

    left_out: list[str] = []  # why, if the last one did not return all findings

    def check(text: Text, wanted: Collection[Applicability] | None = None) -> list[Diagnostic]:
        left_out.clear()
        try:
            return lint(document_of(text), only_fixes=wanted)
        except TooManyFindingsError as error:  # the others have their turn in the next rounds
            left_out.append(str(error))
            return error.found

    first: list[list[Diagnostic]] = []  # what is found before any fix, if that is known

    def draft(text: Text, unsafe: bool) -> list[Diagnostic]:
        if first:
            return first.pop()
        return check(text, tuple(Applicability) if unsafe else (Applicability.SAFE,))

    schema = document_of(before).schema
    try:
        places = None
        if hides_text(document_of(before)):
            first.append(check(before))
            places = Places(first[0])
        watch = places.move if places else None
        fixed = fix(before, check, unsafe=task.unsafe, draft=draft, watch=watch)
    except (NotStableError, HarmfulFixError) as error:
        return FileResult(name, problem=str(error))
    except RulesTooSlowError as slow:
        return _without_slow_rules(view.opened(source), name, data, slow)
    new = data if fixed.text == before else encode(fixed.text.text, fixed.text.bom)
    lines = LineIndex(fixed.text.text)
    revealed = places.new(fixed.remaining) if places else {}
    findings = locate_all(list(fixed.remaining), lines, name)
    problem = left_out[0] if left_out else None
    result = FileResult(name, findings, fixed.applied, data, new, problem, schema and schema.name)
    result = result._replace(revealed=revealed)
    return view.keep(result, fixed.text.text)


class _View:
    """How one file is seen: with which settings, and among which other files."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._settings = resolved(task).settings
        self._path = task.path.absolute()
        root = repository_root(self._path.parent)
        self._files = FileNeighbours(self._path, root, self._settings.anchor_style)
        self._asked = AskedNeighbours(self._files)
        self._found = FoundBibliography()
        self._surroundings = Surroundings()
        self._memory = self._find_memory()

    def _find_memory(self) -> Memory | None:
        task = self._task
        # What other files of the run hold is not part of a question about one file.
        alone = not self._settings.rules.get("duplicate-entry", {}).get("across-files", False)
        if not task.cache or task.elsewhere is not None or not alone:
            return None
        table = task.config.table
        limits = (table.max_memory, table.max_rule_seconds)
        return Memory(self._path, self._settings, task.config.schemas, *limits)

    def look_around(self, source: Source) -> None:
        """Find what stands around the document, as it is before any fix."""
        self._found = find_bibliography(self._path, source.text, self._settings.bibliography)
        known = self._found.bibliography
        self._surroundings = Surroundings(known, self._asked, self._task.elsewhere or {})

    def opened(self, source: Source) -> Document:
        """The document; made again after each round of fixes.

        Of its path, rules see the name: the same file in another folder is the same to them.
        """
        task = self._task
        name = PurePath(task.path.name)
        return open_document(source, name, self._settings, task.config.schemas, self._surroundings)

    def recall(self, content: bytes, name: str) -> FileResult | None:
        """The result of an earlier check, if one is known."""
        known = self._memory.recall(content, self._files) if self._memory else None
        if known is None:
            return None
        findings = [finding._replace(filename=name) for finding in known.findings]
        return known._replace(filename=name, findings=findings)

    def keep(self, result: FileResult, text: str) -> FileResult:
        """``result``, kept for the next run if its text would be seen the same way again."""
        if self._memory is not None and not result.problem and self._is_seen_alike(result, text):
            self._memory.keep(result, self._asked.asked(self._found.looked_for))
        return result

    def _is_seen_alike(self, result: FileResult, text: str) -> bool:
        """Whether what fixes left is read as they saw it, beside the same bibliography."""
        if result.new == result.old:
            return True
        names = bibliography_names(self._path, text, self._settings.bibliography)
        looked_for = list(self._found.looked_for)
        return names[: len(looked_for)] == looked_for and decode(result.new).text == text


def schema_by_content(task: Task) -> str | None:
    """The name of the schema that the file of ``task`` fits, if the file is there to be read."""
    try:
        data = content_of(task)
        view = _View(task)
        view.look_around(decode(b""))
        with limits(task, data):
            document = view.opened(decode(data))
    except _PROBLEMS:
        return None
    return document.schema.name if document.schema else None
