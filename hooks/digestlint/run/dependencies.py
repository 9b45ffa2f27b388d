"""What a check looked up in the context of a file, so that it can be looked up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from digestlint._runtime.records import NamedTuple
from digestlint._runtime.tracing.observing import hashed
from digestlint.core.settings import BoundFile
from digestlint.project.context import FileLinkResolver, bibliography_hash

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Any

    from digestlint.document.context import NoteParts
    from digestlint.project.notes import NoteFinder


class Dependencies(NamedTuple):
    """What a check looked up in the context of a document, with the answers.

    It holds for any document of the same name and content whose context gives these answers,
    in whatever folder it is: a check learns nothing else about them. Bibliographies beside the
    document are identified by their names, a configured one by its absolute path; the paths of
    other files are as rules asked for them, relative to the document.
    """

    bibliographies: Mapping[str, str | None] = {}  # hashes of content; None: not there
    exists: Mapping[str, bool] = {}
    targets: Mapping[str, str | None] = {}  # hashes of ids; None: can't be known
    notes: Mapping[str, str] = {}  # hashes of answers, by question

    def holds(
        self,
        document: Path,
        resolver: FileLinkResolver,
        notes: RecordingNotes,
        configured: BoundFile | None,
    ) -> bool:
        """Whether the answers would be the same again."""
        return (
            all(
                known == bibliography_hash(document, name, configured)
                for name, known in self.bibliographies.items()
            )
            and all(there == resolver.exists(p) for p, there in self.exists.items())
            and all(ids == _hash_of_ids(resolver.target_ids(p)) for p, ids in self.targets.items())
            and all(known == notes.answers(question) for question, known in self.notes.items())
        )


class RecordingLinkResolver:
    """A ``LinkResolver`` that records what it is asked."""

    def __init__(self, resolver: FileLinkResolver) -> None:
        self._resolver = resolver
        self._exists: dict[str, bool] = {}
        self._targets: dict[str, frozenset[str] | None] = {}

    def exists(self, path: str) -> bool:
        """As ``FileLinkResolver``."""
        if path not in self._exists:
            self._exists[path] = self._resolver.exists(path)
        return self._exists[path]

    def target_ids(self, path: str) -> frozenset[str] | None:
        """As ``FileLinkResolver``."""
        if path not in self._targets:
            self._targets[path] = self._resolver.target_ids(path)
        return self._targets[path]

    def asked(
        self, bibliographies: Mapping[str, str | None], notes: Mapping[str, str]
    ) -> Dependencies:
        """All that was asked, with the bibliographies that were looked for, and of notes."""
        targets = {path: _hash_of_ids(ids) for path, ids in self._targets.items()}
        return Dependencies(bibliographies, self._exists, targets, notes)


class RecordingNotes:
    """A ``NoteLookup`` that records what it is asked; few documents ask.

    Attributes:
        asked: The hashes of answers, by question.
    """

    def __init__(self, document: Path, root: Path, max_memory: float | None) -> None:
        self._where = document, root, max_memory
        self._finder: NoteFinder | None = None
        self.asked: dict[str, str] = {}

    def is_vault(self) -> bool:
        """As ``NoteFinder``."""
        found: bool = self._ask("is_vault")
        return found

    def paths(self, target: str) -> Sequence[str] | None:
        """As ``NoteFinder``."""
        found: Sequence[str] | None = self._ask("paths", target)
        return found

    def nearest(self, target: str) -> str | None:
        """As ``NoteFinder``."""
        found: str | None = self._ask("nearest", target)
        return found

    def parts(self, path: str) -> NoteParts | None:
        """As ``NoteFinder``."""
        found: NoteParts | None = self._ask("parts", path)
        return found

    def answers(self, question: str) -> str:
        """Return the hash of the answer to a question that was ``asked``."""
        name, *about = question.split(" ", 1)
        self._ask(name, *about)
        return self.asked[question]

    def _ask(self, name: str, *about: str) -> Any:
        if self._finder is None:
            from digestlint.project.notes import NoteFinder  # for files with wikilinks

            self._finder = NoteFinder(*self._where)
        answer = getattr(self._finder, name)(*about)
        self.asked[" ".join((name, *about))] = hashed(repr(answer).encode("utf-8", "surrogatepass"))
        return answer


def _hash_of_ids(ids: frozenset[str] | None) -> str | None:
    if ids is None:
        return None
    return hashed("\0".join(sorted(ids)).encode("utf-8", "surrogatepass"))
