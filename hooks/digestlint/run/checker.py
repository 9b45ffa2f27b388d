"""Checks or fixes one file: reading, resolving settings, rules, writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from digestlint._runtime.budgets import TooMuchMarkupError
from digestlint._runtime.language import say
from digestlint._runtime.tracing import trace
from digestlint.core.finding import Applicability, Finding
from digestlint.core.fix_list import FixList
from digestlint.digest.schema import SchemaError
from digestlint.document.document import Document
from digestlint.lint.linter import (
    RuleCrashedError,
    TooManyFindingsError,
    lint,
    lint_compactly,
    lint_fixes,
)
from digestlint.lint.results import FileResult, locate_all
from digestlint.project.files import FileProblem
from digestlint.run.result_cache import has_fixes
from digestlint.run.task import FileTooSlowError, Task, budget_of, content_of, limits
from digestlint.run.viewing import View
from digestlint.text.codec import LineIndex, SourceError, decode, encode, from_text

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint._runtime.budgets import Budget
    from digestlint.fixes.fixer import Text

# What can go wrong with one file while all others are still checked.
_PROBLEMS = (
    *(FileProblem, SourceError, SchemaError),
    *(FileTooSlowError, RuleCrashedError, TooMuchMarkupError),
)


def check_file(task: Task) -> FileResult:
    """Check one file, and fix it if asked to; nothing is written (see ``written``).

    Any failure becomes the ``problem`` of the result, so that all other files are still checked.
    """
    name = str(task.path)
    try:
        data = content_of(task)
        with limits(task, data):
            return outcome(task, data, budget_of(task, data))
    except _PROBLEMS as error:
        return FileResult(name, problem=str(error))
    except MemoryError:
        return FileResult(name, problem=say("there is not enough memory to check it"))
    except Exception as error:
        return FileResult(
            name,
            problem=say(
                (
                    "digestlint failed ({name}: {error}); this is a defect of digestlint, "
                    "please report it; the file was left as it was"
                ),
                name=type(error).__name__,
                error=error,
            ),
        )


def outcome(task: Task, data: bytes, budget: Budget | None = None) -> FileResult:
    """As ``check_file``, of ``data``, without limits of time, and with this budget if any.

    Raises:
        DigestlintError: what keeps it from being checked.
    """
    name = str(task.path)
    view = View(task, budget)
    return _fix(view, task, name, data) if task.fix else _check(view, name, data)


def written(task: Task, result: FileResult) -> FileResult:
    """Write the file of ``result`` if it changed; only this process writes files."""
    if not (task.fix and task.write) or result.new == result.old:
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
    findings = locate_all(found, document.lines_of_source, name)
    schema = document.schema.name if document.schema else None
    return view.keep(FileResult(name, findings, (), data, data, problem, schema), source.text)


def _fix(view: View, task: Task, name: str, data: bytes) -> FileResult:
    known = view.recall(data, name)
    if known and not has_fixes(known, unsafe=task.unsafe):
        return known
    # Not for checks.
    from digestlint.fixes.fixer import NotStableError, Text, fix
    from digestlint.run.revealing import Places, hides_text

    source = decode(data)
    view.look_around(source)
    before = Text(source.text, source.bom)
    seen = _Rounds(view)
    document = seen.document(before)
    schema = document.schema
    try:
        places = None
        if hides_text(document):
            places = Places(seen.look_first(before))
        del document
        fixed = fix(
            *(before, seen.check),
            unsafe=task.unsafe,
            draft=seen.draft,
            watch=places,
            forget=seen.forget,
        )
    except NotStableError as error:
        return FileResult(name, problem=str(error))
    new = data if fixed.text == before else encode(fixed.text.text, fixed.text.bom)
    lines = LineIndex(fixed.text.text)
    revealed = places.new(fixed.remaining) if places else {}
    problems = [*filter(None, (fixed.left_out.problem(lines),)), *seen.left_out]
    findings = locate_all([*fixed.remaining], lines, name)
    problem = "; ".join(problems) or None
    result = FileResult(name, findings, fixed.applied, data, new, problem, schema and schema.name)
    result = result._replace(revealed=revealed)
    return view.keep(result, fixed.text.text)


class _Rounds:
    """The findings in the texts of one file, round by round.

    Attributes:
        left_out: Why the last check did not return all findings, if it did not.
    """

    def __init__(self, view: View) -> None:
        self.left_out: list[str] = []
        self._view = view
        # The latest only: a draft and a check look at one text.
        self._documents: dict[Text, Document] = {}
        self._first: list[FixList] = []  # what is found before any fix, if that is known

    def document(self, text: Text) -> Document:
        """Return the document of a text."""
        if text not in self._documents:
            self._documents.clear()
            self._documents[text] = self._view.opened(from_text(text.text, text.bom))
        return self._documents[text]

    def forget(self) -> None:
        """Forget the document: its text will not be looked at again."""
        self._documents.clear()

    def look_first(self, text: Text) -> FixList:
        """Return what is found before any fix; the first draft is the same then."""
        found = lint_compactly(self.document(text))
        self._first = [found]
        return found

    def check(self, text: Text) -> list[Finding]:
        """Return what is found in a text."""
        self.left_out.clear()
        try:
            return lint(self.document(text))
        except TooManyFindingsError as error:
            self.left_out.append(str(error))
            return error.found

    def draft(self, text: Text, unsafe: bool) -> Iterable[Finding]:
        """Return what may have a fix in a text."""
        if self._first:
            return self._first.pop()
        wanted = tuple(Applicability) if unsafe else (Applicability.SAFE,)
        return lint_fixes(self.document(text), wanted)


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
