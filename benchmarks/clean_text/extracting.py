"""Turning catalogues, manual pages and HTML into Markdown text, roughly.

What is in the files is kept character by character; only markup goes. Code becomes code in
Markdown, because that distinguishes examples of mojibake from mojibake.
"""

import gettext
import gzip
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from sources import Source

_BLOCKS = {
    "p", "div", "li", "dt", "dd", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "title", "item",
    "section", "desc", "table", "ul", "ol", "dl", "br", "body", "note", "steps", "credit",
}  # fmt: skip
_CODE = {"code", "tt", "kbd", "samp", "cmd", "input", "output"}
_SKIPPED = {"script", "style"}

_ROFF_COMMAND = re.compile(r"^[.'](?:\\\"|[A-Za-z\\]\w*)[ \t]*", re.MULTILINE)
_ROFF_ESCAPE = re.compile(r"\\(?:f(?:\[\w*\]|\(..|.)|s[-+]?\d|[&|^/,%:cd])")
_ROFF_CHARACTERS = {"\\-": "-", "\\(bu": "•", "\\(aq": "'", "\\e": "\\", "\\ ": " ", "\\~": " "}


def texts(source: Source, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the language code, the path inside the package and the Markdown text of each file."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        for files in source.files:
            match = files.path.match(name)
            if match is None:
                continue
            text = READERS[files.format](path)
            if text:
                yield match.groupdict().get("language") or files.language, name, text
            break


def _catalogue(path: Path) -> str | None:
    """Return the messages of a gettext catalogue, one paragraph each."""
    with path.open("rb") as stream:
        messages = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
    return "\n\n".join(str(message) for source, message in messages.items() if source) + "\n"


def _text(path: Path) -> str | None:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _manual(path: Path) -> str | None:
    text = _text(path)
    if text is None:
        return None
    text = _ROFF_ESCAPE.sub("", _ROFF_COMMAND.sub("", text))
    for escape, char in _ROFF_CHARACTERS.items():
        text = text.replace(escape, char)
    return text


def _html(path: Path) -> str | None:
    text = _text(path)
    if text is None:
        return None
    parser = _Flattened()
    parser.feed(text)
    parser.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(parser.parts)).strip() + "\n"


class _Flattened(HTMLParser):
    """Collects the text of HTML, or of XML that is like it, as Markdown ``parts``."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skipped = 0
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag in ("pre", "screen"):
            self._preformatted += 1
            self.parts.append("\n\n```\n")
        elif tag in _CODE and not self._preformatted:
            self.parts.append("`")
        elif tag in _BLOCKS and not self._preformatted:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipped -= 1
        elif tag in ("pre", "screen"):
            self._preformatted -= 1
            self.parts.append("\n```\n\n")
        elif tag in _CODE and not self._preformatted:
            self.parts.append("`")
        elif tag in _BLOCKS and not self._preformatted:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(data if self._preformatted else re.sub(r"\s*\n\s*", "\n", data))


READERS: dict[str, Callable[[Path], str | None]] = {
    "mo": _catalogue,
    "text": _text,
    "man": _manual,
    "html": _html,
}
