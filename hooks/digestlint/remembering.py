"""Results of earlier checks: whether there is one, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from digestlint.cache import DEFAULTS, Store, content_key, entry_key, installation_key
from digestlint.finding import Applicability
from digestlint.records import NamedTuple
from digestlint.results import FileResult, Kept, LocatedFinding
from digestlint.schema import Schema
from digestlint.settings import Settings
from digestlint.surroundings import Asked, FileNeighbours


class Entry(NamedTuple):
    """A result as the cache keeps it; findings lack the name of the file."""

    findings: list[LocatedFinding]
    schema: str | None
    asked: Asked


def settings_key(settings: Settings, schemas: Sequence[Schema], is_default: bool) -> bytes:
    """Settings as part of a key; ``is_default`` says that nobody set anything about rules."""
    if is_default:
        return DEFAULTS
    import msgspec  # heavy

    fields = settings._asdict() | {"codes": sorted(settings.codes)}
    return msgspec.json.encode((fields, tuple(schemas)), order="deterministic")


class Memory:
    """What is known of one document from earlier runs."""

    def __init__(self, folder: str, document: Path, settings: bytes) -> None:
        self._store = store_in(folder)
        self._document = document
        self._settings = settings

    def recall(self, content: bytes, neighbours: FileNeighbours) -> FileResult | None:
        """The result for ``content``, if one is known that still holds."""
        key = content_key(content)
        data = self._store.read(self._name(key))
        if data is None:
            return None
        import msgspec  # heavy

        try:
            entry = msgspec.json.decode(data, type=Entry)
        except msgspec.MsgspecError:
            return None
        if not entry.asked.holds(self._document, neighbours):
            return None
        return FileResult(
            "", entry.findings, (), content, content, None, entry.schema, _kept(key, entry.asked)
        )

    def keep(self, result: FileResult, asked: Asked) -> FileResult:
        """Keep ``result``, which is about ``result.new``; returns it marked as kept.

        What JSON cannot say is not kept: the fixes of a file with bytes that are not UTF-8.
        """
        key = content_key(result.new)
        import json  # loads faster than msgspec, which checks the types of what it reads

        nameless = [finding._replace(filename="") for finding in result.findings]
        entry = Entry(nameless, result.schema, asked)
        try:
            data = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        except UnicodeEncodeError:
            return result
        self._store.write(self._name(key), data)
        return result._replace(kept=_kept(key, asked))

    def _name(self, content: str) -> str:
        return entry_key(installation(), self._settings, self._document.name, content)


def has_fixes(result: FileResult, *, unsafe: bool) -> bool:
    """Whether any finding has a fix to be applied: a safe one, or unsafe ones as well."""
    wanted = tuple(Applicability) if unsafe else (Applicability.SAFE,)
    return any(f.fix and f.fix.applicability in wanted for f in result.findings)


@cache
def installation() -> bytes:
    """The key of this installation, computed once a process."""
    return installation_key()


@cache
def store_in(folder: str) -> Store:
    """The store in ``folder``."""
    return Store(folder, installation())


def _kept(key: str, asked: Asked) -> Kept:
    """What a replay needs: it can only see that no bibliography has come beside the file."""
    simple = not asked.exists and not asked.targets
    absent = tuple(asked.bibliographies) if simple else ()
    simple = simple and not any(asked.bibliographies.values())
    return Kept(key, absent if simple and all("/" not in name for name in absent) else None)
