"""The other Markdown files of a workspace: as an editor has them, else as they are on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types

from digestlint._runtime.budgets import TooMuchMarkupError, budget
from digestlint._runtime.errors import DigestlintError
from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import parse
from digestlint.markdown.targets import STYLES_WITH_HEADING_ATTRIBUTES
from digestlint.project.config import Config
from digestlint.project.files import MARKDOWN_EXTENSIONS, discover, read_bytes
from digestlint.project.repository import lexical, repository_root
from digestlint.rules.helpers.local_links import LocalLink
from digestlint.server.linking import Page
from digestlint.server.texts import Text
from digestlint.text.codec import decode

_LETTERS = lazy_pattern(r"[^\W_]+")


class OpenText(NamedTuple):
    """The text of a file that an editor has open."""

    uri: str
    version: int | None
    text: Text


class Workspace(NamedTuple):
    """What an editor has open: folders and files."""

    folders: Sequence[Path]
    open: Mapping[Path, OpenText]

    def page(self, path: Path, home: Page) -> Page | None:
        """Return a page that another one names; None where there is none that may be read.

        What is outside of the repository of the other one is not read.
        """
        path, style = lexical(path), home.style
        if path.suffix.lower() not in MARKDOWN_EXTENSIONS or home.path is None:
            return None
        known = self.open.get(path) or _on_disk(path, repository_root(home.path.parent))
        return known and page_of(known, path, style)

    def linked(self, page: Page, link: LocalLink) -> Page | None:
        """Return the page that a link of another one leads to, if it can be read."""
        file = page.file_of(link)
        if not link.path or file == page.path:
            return page
        return None if file is None else self.page(file, page)

    def pages_naming(self, path: Path, style: str) -> Iterator[Page]:
        """Yield the other pages that have the name of a file in their text."""
        name = path.name
        # Links may write any character but letters in another way.
        part = max(_LETTERS.findall(name), key=len, default="")
        for other in self._files(path):
            known = self.open.get(other) or _on_disk(other, repository_root(other.parent))
            if known and (part in known.text.content or part in unquote(known.text.content)):
                page = page_of(known, other, style)
                if page is not None:
                    yield page

    def _files(self, path: Path) -> Iterator[Path]:
        around = [folder for folder in self.folders if path.is_relative_to(lexical(folder))]
        for folder in around or [path.parent]:
            config = Config.load(folder)
            found, _ = discover(
                [folder],
                root=config.folder,
                extensions=config.table.extensions,
                exclude=config.table.exclude,
                respect_gitignore=config.table.respect_gitignore,
            )
            for each in found:
                if (other := lexical(each.path)) != path:
                    yield other


def page_of(known: OpenText, path: Path | None, style: str) -> Page | None:
    """Return the page with a text; None where it has too much markup."""
    text = known.text
    attributes = style in STYLES_WITH_HEADING_ATTRIBUTES
    try:
        allowed = budget(Config.of({}).table.max_memory, len(text.content))
        markdown = parse(text.content, heading_attributes=attributes, budget=allowed)
    except TooMuchMarkupError:
        return None

    def place(start: int, end: int) -> types.Range:
        return text.range(start, end)

    return Page(known.uri, path, known.version, text, markdown, style, place)


def _on_disk(path: Path, within: Path) -> OpenText | None:
    if not path.is_relative_to(lexical(within)):
        return None
    try:
        data = read_bytes(path, within=within, max_size=32)
        source = decode(data)
    except (DigestlintError, ValueError):  # ValueError: no name of a file
        return None
    if source.undecodable:
        return None  # an editor shows other characters, in other places
    return OpenText(path.as_uri(), None, Text(source.text))
