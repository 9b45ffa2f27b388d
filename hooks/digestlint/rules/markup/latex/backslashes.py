r"""Backslashes that are not LaTeX (in paths, namespaces, types, patterns); evidence of LaTeX."""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern
from digestlint.markdown import Markdown, Span
from digestlint.papers.latex.escapes import COMMANDS
from digestlint.rules.markup.latex.commands import arity
from digestlint.rules.markup.latex.scanner import Node

_REACH = 100  # characters of a path that are examined on either side
_NEAR = 40  # characters between a word and the command it is about
_WORD = lazy_pattern(r"[^\s()\"'`“”‘’「」，。、：；（）\[\]|{}]*")
_SEGMENT = lazy_pattern(r"\\([A-Za-z]+)")
# A drive, a server, a variable, a home, a folder; or a file with its suffix.
_PATH = lazy_pattern(
    r"(?:^|[^A-Za-z])[A-Za-z]:\\|\\\\[\w.-]+\\|%\w+%\\|\$(?:env:)?\w+\\|^~\\|\.\\"
    r"|\\\w+\.[a-z][a-z0-9]{0,4}(?!\w)|[A-Za-z]{2}\\[A-Za-z]+\\[A-Za-z]"
)
_DRIVE = lazy_pattern(r"\S*\\:[A-Za-z](?![A-Za-z])")  # read backwards
_VARIABLE = lazy_pattern(r"%\w+%\Z")
# `\n`, `\t` and the like are string escapes.
_STRING_ESCAPE = lazy_pattern(r"\\(?:[A-Za-z](?![A-Za-z])|[nrt][A-Z])")
# `\u00E9`, `\ud83d` and `\uXXXX` are escapes in JSON, JavaScript and Python.
_UNICODE_ESCAPE = lazy_pattern(
    r"\\(?:u(?:[0-9A-Fa-f]{4}|[Xx]{4})|U(?:[0-9A-Fa-f]{8}|[Xx]{8})|x(?:[0-9A-Fa-f]{2}|[Xx]{2}))"
    r"(?![A-Za-z])"
)
_BEFORE_MACRO = lazy_pattern(r"[A-Za-z0-9\\:/.^+?]")
# After a name, these are part of a type, a call, a pattern or a path, not of a macro.
_GOES_ON = lazy_pattern(r"[<?/@_=]|\(\)|::|\.[A-Za-z]|\\[A-Za-z](?![A-Za-z])")
_ELSEWHERE = lazy_pattern(
    r"\b(?:windows|folders?|director(?:y|ies)|registry|regexp?|regular expressions?|namespaces?"
    r"|escape sequences?)\b|文件夹|目录|路径|正则|命名空间|注册表|转义|盘符",
    re.IGNORECASE,
)
_PROSE = frozenset({"at", "AT", "dot", "DOT"})  # in addresses: `jane \at example.org`
_EVIDENCE = lazy_pattern(
    r"\\(?:textbf|textit|texttt|textsc|emph|href|url|cite[a-z]{0,6}|underline|footnote)\{|arxiv",
    re.IGNORECASE,
)
# What papers call themselves, and abbreviations from their templates.
_USUAL_NAMES = (
    "acronym aka algo algoname approach bench benchmark benchmarkname cf dataset datasetname eg "
    "etal etc framework ie iid method methodname model modelname name our ourapproach ourbench "
    "ourbenchmark ourdataset ourmethod ourmodel ours oursys oursystem sys sysname system "
    "systemname tool toolname viz wrt xspace"
)
_USUAL = frozenset(_USUAL_NAMES.split())
_EAST_ASIAN = lazy_pattern("[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
# Comments, and the beginning of a document.
_PREAMBLE = lazy_pattern(
    r"(?:\s|%[^\r\n]*[\r\n])*(\\document(?:class|style)|\\RequirePackage)(?=[\[{])"
)
_LINE_COMMAND = lazy_pattern(
    r"^[ \t]*(\\(?:part|chapter|(?:sub){0,2}section|(?:sub)?paragraph|begin|end|item|label|title"
    r"|author|date|maketitle|input|include|usepackage|(?:re)?newcommand|caption|centering"
    r"|includegraphics|bibliography(?:style)?))(?![A-Za-z])",
    re.MULTILINE,
)
_PARTS = lazy_pattern(r"\\(?:chapter|(?:sub){0,2}section|usepackage|newcommand|title|maketitle)")
_LINE = lazy_pattern(r"^[ \t]*\S", re.MULTILINE)
_FEWEST, _SHARE = 5, 8  # lines that begin with a command: at least 5, and 1 in 8
# Scandinavian and Polish letters; `\S`, `\O`, `\P` at the start of a word are mostly not letters.
_LETTER = lazy_pattern(r"[A-Za-z]")
_GOES_ON_AS_WORD = lazy_pattern(r" ?[a-z]|\}")


def is_not_latex(text: str, block: Span, node: Node) -> bool:
    """Whether a command without braces is part of a path, a namespace or a pattern."""
    if not node.name or node.arguments or text[node.end - 1] == "}":
        return False
    before = text[max(node.start - _REACH, block.start) : node.start]
    after = text[node.end : min(node.end + _REACH, block.end)]
    if len(node.name) == 1 and node.name != "S":
        return not (_LETTER.match(before[-1:]) and _GOES_ON_AS_WORD.match(after))
    head, tail = _WORD.match(before[::-1]), _WORD.match(after)
    word = f"{head[0][::-1] if head else ''}\\{node.name}{tail[0] if tail else ''}"
    names = _SEGMENT.findall(word)
    if len(names) > 1 and not all(_is_command(name) for name in names):
        return True
    return bool(_PATH.search(word) or _DRIVE.match(before[::-1])) or _is_elsewhere(before, after)


def is_macro(markdown: Markdown, block: Span, node: Node) -> bool:
    """Whether a command that LaTeX does not define is a macro of a paper."""
    text, start = markdown.text, node.start
    if _STRING_ESCAPE.match(text, *node.opening) or _UNICODE_ESCAPE.match(text, start):
        return False
    before = text[max(block.start, start - _REACH) : start]
    if _BEFORE_MACRO.match(before[-1:]) or _VARIABLE.search(before):
        return False
    if node.arguments or text[node.end - 1] == "}" or _is_command(node.name):
        return True
    after = text[node.end : min(node.end + _REACH, block.end)]
    if node.name in _PROSE or _GOES_ON.match(after):
        return False
    if node.name in _USUAL or _EAST_ASIAN.match(before[-1:]) or _EAST_ASIAN.match(after):
        return True
    return speaks_latex(markdown)


def speaks_latex(markdown: Markdown) -> bool:
    """Whether the text contains unmistakable LaTeX, or is about papers on arXiv."""
    if speaks_latex not in markdown.facts:
        markdown.facts[speaks_latex] = bool(_EVIDENCE.search(markdown.text))
    known: bool = markdown.facts[speaks_latex]
    return known


def _is_command(name: str) -> bool:
    return arity(name) is not None or name in COMMANDS


def _is_elsewhere(before: str, after: str) -> bool:
    """Whether the words around are about paths, patterns or the like."""
    return bool(_ELSEWHERE.search(before[-_NEAR:]) or _ELSEWHERE.search(after[:_NEAR]))


def latex_file(markdown: Markdown) -> Span | None:
    """Return the command that shows that the whole file is LaTeX; None if it is Markdown."""
    found = _PREAMBLE.match(markdown.text)
    if found is None and not markdown.headings:
        commands = [
            match
            for match in _LINE_COMMAND.finditer(markdown.text)
            if not markdown.code.at(match.start(1))
        ]
        lines = sum(1 for _ in _LINE.finditer(markdown.text))
        if len(commands) >= _FEWEST and len(commands) * _SHARE >= lines:
            found = next((match for match in commands if _PARTS.fullmatch(match[1])), None)
    return Span(*found.span(1)) if found else None
