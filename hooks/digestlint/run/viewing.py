"""The view of one file: its settings, its neighbours, and what is cached about it."""

from __future__ import annotations

from digestlint.document.context import Context
from digestlint.document.document import Document, open_document
from digestlint.lint.results import FileResult
from digestlint.project.context import (
    FileLinkResolver,
    FoundBibliography,
    bibliography_names,
    find_bibliography,
)
from digestlint.project.repository import repository_root
from digestlint.run.dependencies import RecordingLinkResolver, RecordingNotes
from digestlint.run.result_cache import ResultCache
from digestlint.run.task import Task, path_for_rules, resolved
from digestlint.text.codec import Source, decode

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from digestlint._runtime.budgets import Budget


class View:
    """The view of one file: its settings and its neighbours."""

    def __init__(self, task: Task, budget: Budget | None = None) -> None:
        self._task = task
        self._budget = budget
        self._settings = resolved(task).settings
        self._path = task.path.absolute()
        self._seen_as = path_for_rules(task)
        self._found = FoundBibliography()
        self._context = Context()
        if task.alone:
            self._cache = None
            return
        root = repository_root(self._path.parent)
        max_memory = budget and task.config.table.max_memory
        self._files = FileLinkResolver(self._path, root, self._settings.anchor_style, max_memory)
        self._asked = RecordingLinkResolver(self._files)
        self._notes = RecordingNotes(self._path, task.within or root, max_memory)
        self._cache = self._find_cache()

    def _find_cache(self) -> ResultCache | None:
        task = self._task
        if not task.cache:
            return None
        table = task.config.table
        asked = (task.config.schemas, table.max_memory, table.max_rule_seconds, task.around)
        return ResultCache(self._path, self._seen_as, self._settings, *asked)

    def look_around(self, source: Source) -> None:
        """Find the context of the document, as it is before any fix."""
        if self._task.alone:
            return
        self._found = find_bibliography(self._path, source.text, self._settings.bibliography)
        known = self._found.bibliography
        self._context = Context(known, self._asked, notes=self._notes)
        if self._task.around:
            self._context = self._context._replace(**self._task.around._asdict())

    def opened(self, source: Source, *, restore: bool = True) -> Document:
        """Return the document; called again after each round of fixes.

        Without ``restore``, mojibake stays in its text, which takes a fraction of the time.

        Rules see only the name of the file, unless a schema looks at its path: the same file in
        another folder is the same to them.
        """
        task = self._task
        return open_document(
            *(source, self._seen_as, self._settings, task.config.schemas),
            *(self._context, self._budget),
            restore=restore,
        )

    def recall(self, content: bytes, name: str) -> FileResult | None:
        """Return the result of an earlier check, if one is known."""
        known = self._cache.recall(content, self._files, self._notes) if self._cache else None
        if known is None:
            return None
        findings = [finding._replace(filename=name) for finding in known.findings]
        return known._replace(filename=name, findings=findings)

    def keep(self, result: FileResult, text: str) -> FileResult:
        """Return ``result``, and cache it if its text would be seen the same way again."""
        if self._cache is not None and not result.problem and self._is_seen_alike(result, text):
            self._cache.keep(result, self._asked.asked(self._found.looked_for, self._notes.asked))
        return result

    def _is_seen_alike(self, result: FileResult, text: str) -> bool:
        """Whether the fixed text is decoded as the fixes left it, with the same bibliography."""
        if result.new == result.old:
            return True
        names = bibliography_names(self._path, text, self._settings.bibliography)
        looked_for = list(self._found.looked_for)
        return names[: len(looked_for)] == looked_for and decode(result.new).text == text
