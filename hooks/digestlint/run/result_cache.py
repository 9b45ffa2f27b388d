"""The cached results of single files: whether one is known, and whether it is still valid.

The question is the content, the name, the settings and the installation; a check sees nothing else
of a file. What it looked up in the file's context is in the entry, with the answers, and is
looked up again (``asked``).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing.trace import once
from digestlint.core.finding import Applicability, Finding
from digestlint.core.settings import Settings
from digestlint.digest.schema import Schema
from digestlint.lint.results import FileResult
from digestlint.project.context import FileLinkResolver
from digestlint.run.cache.question import installation, key
from digestlint.run.cache.store import Store
from digestlint.run.dependencies import Dependencies, RecordingNotes


class CachedResult(NamedTuple):
    """A result as it is cached; findings lack the name of the file."""

    findings: list[Finding]
    schema: str | None
    asked: Dependencies


class ResultCache:
    """What is known of one document from earlier runs."""

    def __init__(
        self,
        document: Path,
        seen_as: PurePath,
        settings: Settings,
        schemas: Sequence[Schema],
        *asked: object,
    ) -> None:
        self._document = document
        self._seen_as = seen_as.as_posix()
        self._configured = settings.bibliography
        fields = settings._asdict() | {"codes": sorted(settings.codes)}
        # Plain values all the way down, which say all that they are.
        self._settings = repr((fields, tuple(schemas), asked)).encode("utf-8", "surrogatepass")

    def recall(
        self, content: bytes, resolver: FileLinkResolver, notes: RecordingNotes
    ) -> FileResult | None:
        """Return the result for ``content``, if one is known that is still valid."""
        data = store().read(self._name(content))
        if data is None:
            return None
        import msgspec  # heavy

        try:
            entry = msgspec.json.decode(data, type=CachedResult)
        except msgspec.MsgspecError:
            return None
        if not entry.asked.holds(self._document, resolver, notes, self._configured):
            return None
        return FileResult("", entry.findings, (), content, content, None, entry.schema)

    def keep(self, result: FileResult, asked: Dependencies) -> None:
        """Keep ``result``, which is about ``result.new``.

        Results that JSON cannot express are not kept: fixes of files with bytes that are not UTF-8.
        """
        import json  # loads faster than msgspec, which checks the types of what it reads

        nameless = [finding._replace(filename="") for finding in result.findings]
        entry = CachedResult(nameless, result.schema, asked)
        try:
            data = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        except UnicodeEncodeError:
            return
        store().write(self._name(result.new), data)

    def _name(self, content: bytes) -> str:
        name = os.fsencode(self._seen_as)
        return key(b"file", installed(), self._settings, name, content)


def has_fixes(result: FileResult, *, unsafe: bool) -> bool:
    """Whether any finding has a fix to be applied: a safe one, or unsafe ones as well."""
    wanted = tuple(Applicability) if unsafe else (Applicability.SAFE,)
    return any(f.fix and f.fix.applicability in wanted for f in result.findings)


@once
def installed() -> bytes:
    """Return what identifies the installation."""
    return installation(store())


@once
def store() -> Store:
    """Return the user's store, opened once a run."""
    return Store(os.environ)
