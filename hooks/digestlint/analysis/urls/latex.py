r"""LaTeX around and inside URLs: ``\href{URL}{text}``, ``\url{URL}``, a brace that is left over.

Who reports what: ``\href{…}{…}`` as a whole is LaTeX markup (rule TEX001), the URLs in it included.
A command of ``URL_COMMANDS`` around nothing but a URL, and what is left of other commands inside a
URL, is LaTeX in a URL (rule URL003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint.analysis.urls.hosts import (
    REPOSITORY_HOSTS,
    host_of,
    is_host_or_below,
    path_segments,
)
from digestlint.markdown import Markdown, Span
from digestlint.patterns import lazy_pattern

# Commands that a URL may fill, and what to write in place of ``\command{`` and ``}``.
URL_COMMANDS = {
    "url": ("", ""),
    "nolinkurl": ("", ""),
    "path": ("", ""),
    "texttt": ("", ""),
    "footnote": ("(", ")"),
    "footnotetext": ("(", ")"),
}
_COMMAND_AT_END = lazy_pattern(r"\\([A-Za-z]+)\s*\{\s*\Z")
_COMMAND = lazy_pattern(r"\\[A-Za-z]+")
_HREF = lazy_pattern(r"\\href\s*\{")
_SECOND = lazy_pattern(r"\s*\{")
_ESCAPE = lazy_pattern(r"\\(?:~(?:\{\})?|[_%&#$~^{}-])")
# The label of an \\href that lost its command: https://github.com/owner/name{name}
_LABEL = lazy_pattern(r"(?<=[A-Za-z0-9])\{[\w.-]+\}")
_SPECIAL = lazy_pattern(r"[\\{}]")
_LONGEST_COMMAND = 24
_LONGEST_ARGUMENT = 2000
_DEEPEST = 20


def debris_start(url: str, *, escapes: bool) -> int | None:
    r"""Where in ``url``, as written, LaTeX begins: ``}`` without ``{``, ``\command``, open ``{``.

    ``escapes`` says whether CommonMark takes ``\}`` for a brace there (not in bare URLs). Balanced
    braces stay, because URI templates (RFC 6570) have them, but not after a repository's name.
    """
    if not _SPECIAL.search(url):
        return None
    label = _LABEL.search(url)
    if label and _names_repository(url[: label.start()]):
        return label.start()
    opened: list[int] = []
    i = 0
    while i < len(url):
        character = url[i]
        if character == "\\":
            if _COMMAND.match(url, i):
                return opened[0] if opened else i
            i += 2 if escapes or _ESCAPE.match(url, i) else 1
            continue
        if character == "{":
            opened.append(i)
        elif character == "}":
            if not opened:
                return i
            opened.pop()
        i += 1
    return opened[0] if opened else None


def _names_repository(url: str) -> bool:
    return is_host_or_below(host_of(url), REPOSITORY_HOSTS) and len(path_segments(url)) == 2


def escapes_in(url: str) -> Iterator[re.Match[str]]:
    r"""LaTeX escapes in a bare URL (``\_``, ``\%``, ``\~{}``), which GitHub takes literally."""
    return _ESCAPE.finditer(url)


def command_before(text: str, offset: int) -> tuple[str, int] | None:
    r"""The command whose argument begins at ``offset``, and where it begins: ``\url{|https…``."""
    match = _COMMAND_AT_END.search(text, max(0, offset - _LONGEST_COMMAND), offset)
    return (match[1], match.start()) if match else None


def hrefs(markdown: Markdown) -> list[Span]:
    r"""Each ``\href{…}{…}`` outside code and math, in order: both arguments closed in one block."""
    found = []
    if "\\href" not in markdown.text:
        return []
    for match in _HREF.finditer(markdown.text):
        block = markdown.block_at(match.start())
        if block is None or markdown.code.at(match.start()) or markdown.math.at(match.start()):
            continue
        limit = min(block.end, match.end() + _LONGEST_ARGUMENT)
        first = _group_end(markdown.text, match.end() - 1, limit)
        second = _SECOND.match(markdown.text, first, limit) if first else None
        end = _group_end(markdown.text, second.end() - 1, limit) if second else None
        if end is not None:
            found.append(Span(match.start(), end))
    return found


def inside_braces(text: str, start: int, end: int) -> bool:
    """Whether a brace that opens in ``[start, end)``, not too far back, is open at ``end``."""
    depth = 0
    for character in text[max(start, end - _LONGEST_ARGUMENT) : end]:
        if character == "{":
            depth += 1
        elif character == "}":
            depth = max(0, depth - 1)
    return depth > 0


def _group_end(text: str, start: int, limit: int) -> int | None:
    depth = 0
    i = start
    while i < limit:
        if text[i] == "\\":
            i += 2
            continue
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        i += 1
        if depth == 0:
            return i
        if depth > _DEEPEST:
            return None
    return None
