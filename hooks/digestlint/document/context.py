"""What surrounds a document: its bibliography, other files, the rest of the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint._runtime.records import NamedTuple
from digestlint.markdown.note_parts import NoteParts

__all__ = [
    "Context",
    "LinkResolver",
    "NoLinkResolver",
    "NoNotes",
    "NoteLookup",
    "NoteParts",
]

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from typing import Protocol

    from digestlint.core.message import Message
    from digestlint.document.other_files import PapersElsewhere
    from digestlint.papers.bibliography import Bibliography

    class LinkResolver(Protocol):
        """What rules may look up about other local files; ``path`` is relative to the document."""

        def exists(self, path: str) -> bool:
            """Whether a file or folder is there."""

        def target_ids(self, path: str) -> frozenset[str] | None:
            """Return the ids that a fragment can name in that Markdown file; None if unknown."""

    class NoteLookup(Protocol):
        """What rules may look up about the notes of the repository, which wikilinks name."""

        def is_vault(self) -> bool:
            """Whether a folder says that Obsidian or Foam keeps the notes."""

        def paths(self, target: str) -> Sequence[str] | None:
            """Return the paths that a target may lead to, some of many; None if unknown."""

        def nearest(self, target: str) -> str | None:
            """Return the name of the note that is meant by a target of this spelling."""

        def parts(self, path: str) -> NoteParts | None:
            """Return the headings and block ids of the note at one of ``paths``, if known."""


class NoNotes:
    """For text that is not in a file system: nothing is known of its notes."""

    def is_vault(self) -> bool:
        """Return false: nothing says so."""
        return False

    def paths(self, target: str) -> Sequence[str] | None:
        """Never known."""
        return None

    def nearest(self, target: str) -> str | None:
        """Never known."""
        return None

    def parts(self, path: str) -> NoteParts | None:
        """Never known."""
        return None


class NoLinkResolver:
    """For text that is not in a file system: every file exists, and nothing is known of it."""

    def exists(self, path: str) -> bool:
        """Return true: every file is there."""
        return True

    def target_ids(self, path: str) -> frozenset[str] | None:
        """Never known."""
        return None


class Context(NamedTuple):
    """The context of a document: its bibliography, its neighbours, the rest of the run."""

    bibliography: Bibliography | None = None
    resolver: LinkResolver = NoLinkResolver()
    # By the number of an identity of a paper (see ``papers.identities`` and ``archive.numbers``).
    elsewhere: Mapping[int, PapersElsewhere] = {}
    # By the code of a rule that compares files: what it says about this one.
    remarks: Mapping[str, Sequence[Message]] = {}
    notes: NoteLookup = NoNotes()
