"""What can come next in a link: anchors behind ``](#``, files behind ``](``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from lsprotocol import types

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.tracing import observing
from digestlint.project.files import MARKDOWN_EXTENSIONS
from digestlint.project.repository import lexical, repository_root
from digestlint.rules.helpers.local_links import encoded
from digestlint.server.linking import Page
from digestlint.server.neighbours import Workspace
from digestlint.server.texts import Text

# The beginning of a destination, up to the cursor.
_BEGUN = lazy_pattern(r"\]\(<?([^()<>\s]*)\Z")
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NEEDS_ESCAPES = " ()<>%#?\\\"'"
_MOST = 1000
_SUFFIXES = (
    *MARKDOWN_EXTENSIONS,
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".pdf", ".bib", ".txt", ".html"),
)
TRIGGERS = ("(", "#", "/")


class Begun:
    """A link whose destination is being written.

    Attributes:
        path: What is written of it before the ``#``.
        fragment: What is written behind that; None where there is none yet.
    """

    def __init__(self, written: str) -> None:
        self.path, mark, fragment = written.partition("#")
        self.fragment = fragment if mark else None


def begun(text: Text, position: types.Position) -> Begun | None:
    """Return the link that is being written at a position."""
    offset = text.offset(position)
    start, _ = text.lines.line_span(position.line + 1) if _has(text, position) else (offset, 0)
    match = _BEGUN.search(text.content[start:offset])
    if match is None or _SCHEME.match(match[1]):
        return None
    return Begun(match[1])


def _has(text: Text, position: types.Position) -> bool:
    return position.line < text.lines.rows


def completions(
    page: Page, text: Text, position: types.Position, link: Begun, workspace: Workspace
) -> list[types.CompletionItem]:
    """Return what may come next; ``text`` is newer than ``page`` where both differ."""
    offset = text.offset(position)
    if link.fragment is None:
        written = link.path.rpartition("/")[2]
        place = text.range(offset - len(written), offset)
        return [*_files(page.path, link.path, place)]
    place = text.range(offset - len(link.fragment), offset)
    target: Page | None = page
    if link.path:
        file = page.path and _resolved(page.path, link.path)
        target = workspace.page(file, page) if file else None
    return [*_anchors(target, place)] if target else []


def _anchors(page: Page, place: types.Range) -> Iterator[types.CompletionItem]:
    for id, (target, *_) in page.by_id.items():
        title = target.heading.text if target.heading else ""
        yield types.CompletionItem(
            id,
            kind=types.CompletionItemKind.Reference,
            detail=title or None,
            filter_text=f"{id} {title}".rstrip(),
            sort_text=f"{target.span.start:09}",
            text_edit=types.TextEdit(place, encoded(id)),
        )


def _files(path: Path | None, written: str, place: types.Range) -> Iterator[types.CompletionItem]:
    if path is None:
        return
    folder = _resolved(path, written.rpartition("/")[0] + "/") if "/" in written else path.parent
    root = repository_root(path.parent)
    if folder is None or not (folder == root or folder.is_relative_to(root)):
        return
    try:
        names = observing.names(str(folder), _SUFFIXES, within=str(root))
    except OSError:
        return
    for name, is_folder in sorted(names)[:_MOST]:
        if name.startswith("."):
            continue
        kind = types.CompletionItemKind.Folder if is_folder else types.CompletionItemKind.File
        new = "".join(quote(char) if char in _NEEDS_ESCAPES else char for char in name)
        new += "/" * is_folder
        yield types.CompletionItem(
            name + "/" * is_folder, kind=kind, filter_text=new, text_edit=types.TextEdit(place, new)
        )


def _resolved(path: Path, written: str) -> Path | None:
    decoded = unquote(written)
    if decoded.startswith("/"):
        return lexical(repository_root(path.parent) / decoded.lstrip("/"))
    return lexical(path.parent / decoded)
