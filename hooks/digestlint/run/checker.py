"""Checks or fixes one file: reading, resolving settings, rules, writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from digestlint._runtime.budgets import TooMuchMarkupError
from digestlint._runtime.freeing import keep_apart
from digestlint._runtime.language import say
from digestlint._runtime.tracing import trace
from digestlint.core.finding import Finding
from digestlint.core.fix_list import FixList
from digestlint.digest.schema import SchemaError
from digestlint.document.document import Document
from digestlint.lint.linter import (
    RuleCrashedError,
    TooManyFindingsError,
    lint,
)
from digestlint.lint.results import FileResult, locate_all
from digestlint.project.files import FileProblem
from digestlint.run.result_cache import has_fixes
from digestlint.run.task import FileTooSlowError, Task, budget_of, content_of, limits
from digestlint.run.viewing import View
from digestlint.text.codec import LineIndex, SourceError, decode, encode

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import TypeVar

    from digestlint._runtime.budgets import Budget
    from digestlint.run.changed_lines import ChangedLines

    L = TypeVar("L", list[Finding], FixList)

# What can go wrong with one file while all others are still checked.
_PROBLEMS = (
    *(FileProblem, SourceError, SchemaError),
    *(FileTooSlowError, RuleCrashedError, TooMuchMarkupError),
)

_LARGE = 400_000  # bytes of a file whose copies are worth returning to the system one by one


def check_file(task: Task) -> FileResult:
    """Check one file, and fix it if asked to; nothing is written (see ``written``).

    Any failure becomes the ``problem`` of the result, so that all other files are still checked.
    """
    name = str(task.path)
    try:
        data = content_of(task)
        if len(data) > _LARGE:
            keep_apart()
        with limits(task, data):
            return outcome(task, data, budget_of(task, data))
    except Exception as error:
        return FileResult(name, problem=problem_of(error))


def problem_of(error: Exception) -> str:
    """Return the sentence that says why a file could not be checked."""
    if isinstance(error, _PROBLEMS):
        return str(error)
    if isinstance(error, MemoryError):
        return say("there is not enough memory to check it")
    return say(
        (
            "digestlint failed ({name}: {error}); this is a defect of digestlint, "
            "please report it; the file was left as it was"
        ),
        name=type(error).__name__,
        error=error,
    )


def outcome(task: Task, data: bytes, budget: Budget | None = None) -> FileResult:
    """As ``check_file``, of ``data``, without limits of time, and with this budget if any.

    Raises:
        DigestlintError: what keeps it from being checked.
    """
    name = str(task.path)
    view = View(task, budget)
    changed = None if task.base is None else _changed_lines(task.base)
    if task.fix:
        result = _fix(view, task, name, data, changed)
    else:
        result = _check(view, name, data)
        if changed is not None and (result.problem is None or result.findings):
            result = _in_rows(result, changed, data)
    if not task.suppress:
        return result
    from digestlint.run.silencing import silenced  # for few runs

    return silenced(view, result)


def _in_rows(result: FileResult, changed: ChangedLines, data: bytes) -> FileResult:
    text = decode(data).text
    findings = [*result.findings]
    changed.hold_back(findings, text)
    return result._replace(findings=findings, changed=changed.rows(text))


def _changed_lines(base: bytes) -> ChangedLines:
    from digestlint.run.changed_lines import ChangedLines  # for few runs

    return ChangedLines(base)


def written(task: Task, result: FileResult) -> FileResult:
    """Write the file of ``result`` if it changed; only this process writes files."""
    if not ((task.fix or task.suppress) and task.write) or result.new == result.old:
        return result
    trace.spoil()  # another time, there is nothing to be written
    from digestlint.run.saving import save  # for files that change only

    return save(task, result, check_file)


def _check(view: View, name: str, data: bytes) -> FileResult:
    if known := view.recall(data, name):
        return known
    source = decode(data)
    view.look_around(source)
    document = view.opened(source)
    problem = None
    try:
        found = lint(document)
    except TooManyFindingsError as error:
        found, problem = error.found, str(error)
    schema = document.schema.name if document.schema else None
    lines = document.lines_of_source
    del document  # before findings have excerpts and places: all that was parsed takes more
    findings = locate_all(found, lines, name)
    return view.keep(FileResult(name, findings, (), data, data, problem, schema), source.text)


def _fix(
    view: View, task: Task, name: str, data: bytes, changed: ChangedLines | None
) -> FileResult:
    known = view.recall(data, name)
    if known and not has_fixes(known, unsafe=task.unsafe):
        return known if changed is None else _in_rows(known, changed, data)
    from digestlint.run.rounds import Rounds, Text  # not for checks

    source = decode(data)
    view.look_around(source)
    texts = [Text(source.text, source.bom)]  # no name of its own: the text is large
    del source
    seen = Rounds(view, changed)
    document = seen.document(texts[0])
    schema = document.schema
    # Not before, since restoration takes the most memory.
    from digestlint.fixes.fixer import NotStableError, fix
    from digestlint.run.guesses import WrittenGuesses
    from digestlint.run.revealing import Places, hides_text

    try:
        places = None
        if hides_text(document):
            places = Places(seen.look_first(texts[0]))
        del document
        if task.guesses and task.unsafe:
            seen.guesses = WrittenGuesses(places)
        fixed = fix(
            texts.pop(),
            seen.check,
            data=data,
            unsafe=task.unsafe,
            draft=seen.draft,
            watch=seen.guesses or places,
            forget=seen.forget,
        )
    except NotStableError as error:
        return FileResult(name, problem=str(error))
    new = encode(fixed.text.text, fixed.text.bom)
    lines = LineIndex(fixed.text.text)
    revealed = places.new(fixed.remaining) if places else {}
    problems = [*filter(None, (fixed.left_out.problem(lines),)), *seen.left_out]
    findings = locate_all([*fixed.remaining], lines, name)
    problem = "; ".join(problems) or None
    result = FileResult(name, findings, fixed.applied, data, new, problem, schema and schema.name)
    guesses = seen.guesses.located(lines) if seen.guesses else ()
    result = result._replace(revealed=revealed, guesses=guesses)
    if changed is not None:  # another run may fix more
        return result._replace(changed=changed.rows(fixed.text.text))
    return view.keep(result, fixed.text.text)


@contextmanager
def seen(task: Task) -> Iterator[Document]:
    """Provide the document of ``task`` as a check sees it; the time for the file is limited.

    Raises:
        DigestlintError: when it can't be read or takes too long.
    """
    data = content_of(task)
    view = View(task, budget_of(task, data))
    view.look_around(decode(b""))
    with limits(task, data):
        yield view.opened(decode(data))


def schema_by_content(task: Task) -> str | None:
    """Return the name of the schema that the file of ``task`` fits, if it can be read."""
    try:
        with seen(task) as document:
            return document.schema.name if document.schema else None
    except _PROBLEMS:
        return None
