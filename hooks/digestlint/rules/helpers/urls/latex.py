r"""LaTeX around and inside URLs: ``\href{URL}{text}``, ``\url{URL}``, an unmatched brace.

Rule TEX001 reports a complete ``\href{…}{…}`` with the URLs in it. Rule URL003 reports a command of
``URL_COMMANDS`` around nothing but a URL, and remainders of other commands inside a URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span
from digestlint.rules.helpers.urls.hosts import (
    REPOSITORY_HOSTS,
    host_of,
    is_host_or_below,
    path_segments,
)
from digestlint.rules.helpers.urls.templates import template_end

# Commands whose argument may be a URL, and the replacements of ``\command{`` and ``}``.
URL_COMMANDS = {
    "url": ("", ""),
    "nolinkurl": ("", ""),
    "path": ("", ""),
    "texttt": ("", ""),
    "footnote": ("(", ")"),
    "footnotetext": ("(", ")"),
}
_COMMAND_AT_END = lazy_pattern(r"\\([A-Za-z]+)\s*\{\s*\Z")
# A command with an argument, or a known one without; not the `\\n` of a string, the `\\w` of a
# regular expression, the separators of a path.
_COMMAND = lazy_pattern(
    r"\\(?:[A-Za-z]{2,}\*?[{\[]"
    r"|(?:footnote|url|href|texttt|textbf|textit|emph|small|footnotesize|underline|newline|noindent"
    r"|par|item|cite|citep|citet|ref|label|thanks|and|begin|end|quad|xspace|hspace|vspace|linebreak)"
    r"(?![A-Za-z]))"
)
_HREF = lazy_pattern(r"\\href\s*\{")
_SECOND = lazy_pattern(r"\s*\{")
_ESCAPE = lazy_pattern(r"\\(?:~(?:\{\})?|[_%&#$~^{}-])")
# The label of an \\href that lost its command: https://github.com/owner/name{name}
_LABEL = lazy_pattern(r"(?<=[A-Za-z0-9])\{([\w./-]+)\}")
_WORD = lazy_pattern(r"[^\W_]+")
_WORDS_FOR_LINKS = frozenset(
    {"here", "this", "link", "code", "github", "url", "repo", "repository"}
)
_ARGUMENT = lazy_pattern(
    r"\\[A-Za-z]+\*?\s*(?:\[[^\]\r\n]{0,100}\]\s*)?(?:\{[^{}\r\n]{0,200}\}\s*)*\Z"
)
_TEMPLATE_BRACE = lazy_pattern(r"(?:[{:$#%@(\w`]|=\s{0,4})\Z")
_ANY_COMMAND = lazy_pattern(r"\\[A-Za-z]{2}")
_SPECIAL = lazy_pattern(r"[\\{}]")
_LONGEST_COMMAND = 24
_LONGEST_ARGUMENT = 2000
_DEEPEST = 20


def debris_start(url: str, *, escapes: bool) -> int | None:
    r"""Return where LaTeX begins in ``url`` as written: a stray brace or a ``\command``; or None.

    ``escapes`` says whether CommonMark reads ``\}`` as a brace (not in bare URLs). Balanced braces
    are not LaTeX, because URI templates (RFC 6570) have them, except after a repository's name.
    """
    if not _SPECIAL.search(url):
        return None
    label = _LABEL.search(url)
    if label and _names_repository(url[: label.start()]) and _is_label(url, label):
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
        template = template_end(url, i) if character == "{" else None
        if template is not None:
            i = template
            continue
        if character == "{":
            opened.append(i)
        elif character == "}":
            if not opened:
                return i
            opened.pop()
        i += 1
    # If only a space ends the URL, the brace may be closed after it: `{user id}`.
    complete = escapes or (opened and "\\" in url[opened[0] :])
    return opened[0] if opened and complete else None


def _is_label(url: str, label: re.Match[str]) -> bool:
    """Whether the braces repeat words of the name before them, or contain a link text."""
    name, text = (_WORD.findall(part.casefold()) for part in (url[: label.start()], label[1]))
    return set(text) <= {*name} or set(text) <= _WORDS_FOR_LINKS


def _names_repository(url: str) -> bool:
    return is_host_or_below(host_of(url), REPOSITORY_HOSTS) and len(path_segments(url)) == 2


def escapes_in(url: str) -> Iterator[re.Match[str]]:
    r"""Yield the LaTeX escapes in a bare URL (``\_``, ``\%``, ``\~{}``), which GitHub keeps."""
    return _ESCAPE.finditer(url)


def command_before(text: str, offset: int) -> tuple[str, int] | None:
    r"""Return the command whose argument begins at ``offset``, and where the command begins."""
    match = _COMMAND_AT_END.search(text, max(0, offset - _LONGEST_COMMAND), offset)
    return (match[1], match.start()) if match else None


def hrefs(markdown: Markdown) -> list[Span]:
    r"""Return each complete ``\href{…}{…}`` within one block outside code and math, in order."""
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


def opening_brace(text: str, start: int, end: int) -> int | None:
    """Return the last brace opened in ``[start, end)`` that is still open at ``end``, or None."""
    opened: list[int] = []
    for i in range(max(start, end - _LONGEST_ARGUMENT), end):
        if text[i] == "{":
            opened.append(i)
        elif text[i] == "}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def is_latex_brace(text: str, brace: int, url: int) -> bool:
    r"""Whether ``{`` before a URL is LaTeX: part of a command, or directly before the URL.

    It is not if it may be part of JSON, code, a template or a BibTeX field.
    """
    before = text[max(0, brace - _LONGEST_ARGUMENT // 4) : brace]
    if _ARGUMENT.search(before) or _ANY_COMMAND.search(text, brace, url):
        return True
    return brace + 1 == url and not _TEMPLATE_BRACE.search(before[-6:])


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
