r"""LaTeX inside a URL, or around a URL in the text.

## What it does
Finds braces and commands in link targets, which remain when a script copies a URL out of a LaTeX
abstract: `https://a.org/b}{\underline{\small …`, `https://a.org/b}`. In text, it finds URLs whose
link on GitHub includes LaTeX, because only a space ends such a link: `\url{https://a.org}`,
`\footnote{https://a.org}`, `https://a.org/my\_code`.

Balanced braces (`https://api.org/users/{id}`), templates (`{{ version }}`, `{% if a %}`), JSON,
code and BibTeX entries are not reported. A complete `\href{…}{…}` in the text is reported by
`latex-markup`.

## Why it matters
The link leads nowhere.

## Example
```markdown
[[Code](https://github.com/owner/name}{this)]
```

The URL ends before the unmatched brace; write instead:
```markdown
[[Code](https://github.com/owner/name)]
```

## Fix safety
The fix is safe. In a link target, it removes the LaTeX. In text, it unwraps `\url{…}` and
`\texttt{…}`, turns `\footnote{…}` into parentheses, and removes unmatched braces and the backslash
of `\_`; otherwise it puts the URL in angle brackets, so that the link ends with the URL. There is
no fix if no URL would be left.
"""

from __future__ import annotations

from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Message, Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import SpanSet
from digestlint.rules.helpers.urls.hosts import host_of
from digestlint.rules.helpers.urls.latex import (
    URL_COMMANDS,
    command_before,
    debris_start,
    escapes_in,
    hrefs,
    is_latex_brace,
    opening_brace,
)
from digestlint.rules.urls.sound import fits_brackets, sound_target
from digestlint.rules.urls.url_targets import UrlTarget, targets
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "URL003", "latex-in-url", severity=Severity.ERROR, fixes=(Applicability.SAFE,), requires="links"
)

_IN_TARGET = Template("latex-in-url/in-target", "LaTeX in a link target: {latex}")
_ESCAPE = Template("latex-in-url/escape", "LaTeX escape {escape} in a URL; write {character}")
_AROUND = Template("latex-in-url/around", "LaTeX around a URL: {latex}")
_RUNS_INTO = Template(
    "latex-in-url/runs-into", "the link includes the LaTeX after the URL: {latex}"
)
_REMOVE = Template("latex-in-url/remove", "Remove the LaTeX")
_REMOVE_ESCAPE = Template("latex-in-url/remove-escape", "Remove the LaTeX escape")
_REMOVE_BRACE = Template("latex-in-url/remove-brace", "Remove the brace")
_UNWRAP = Template("latex-in-url/unwrap", "Unwrap the URL")
_PUT_IN_BRACKETS = Template("latex-in-url/put-in-brackets", "Put the URL in angle brackets")

_WRAPPER = lazy_pattern(r"(?:\\(?:url|href|nolinkurl|path|texttt)\s*)?\{(?=https?://)")
_SENTENCE_END = lazy_pattern(r"(?<![.,;:!?])[.,;:!?]+\Z")
# Text that may follow a bare URL without becoming part of its link.
_LINK_ENDS = lazy_pattern(r"[.,;:!?)]*(?:[ \t\r\n\f\v<]|\Z)")
_BRACES = lazy_pattern(r"\}+")


def check(document: Document) -> Iterator[Finding]:
    """Report LaTeX in link targets and in bare URLs."""
    in_hrefs = SpanSet(hrefs(document.markdown))
    for target in targets(document.markdown):
        if target.kind != "bare":
            yield from _in_target(document.text, target)
        elif in_hrefs.at(target.span.start) is None:
            yield from _in_text(document, target)


def _in_target(text: str, target: UrlTarget) -> Iterator[Finding]:
    start, end = target.span
    written = text[start:end]
    wrapper = _WRAPPER.match(written)
    begin = wrapper.end() if wrapper else 0
    debris = debris_start(written[begin:], escapes=target.kind != "autolink")
    if debris is None:
        return
    debris += begin
    # A full stop after the LaTeX is reported by another rule.
    dots = _SENTENCE_END.search(written)
    last = start + (dots.start() if dots and dots.start() > debris else len(written))
    fix = None
    if host_of(written[begin:debris]) and sound_target(written[begin:debris] + text[last:end]):
        edits = [Edit(start, start + begin, "")] if begin else []
        fix = Fix.safe(_REMOVE(), *edits, Edit(start + debris, last, ""))
    where = start if wrapper else start + debris
    yield Finding(where, last, _IN_TARGET(latex=quoted(text[where:last])), fix)


def _in_text(document: Document, target: UrlTarget) -> Iterator[Finding]:
    text = document.text
    start, end = target.span
    for escape in escapes_in(text[start:end]):
        at = start + escape.start()
        last = start + escape.end()
        tail = [Edit(at + 2, last, "")] if last > at + 2 else []
        yield Finding(
            at,
            last,
            _ESCAPE(escape=quoted(escape[0]), character=quoted(escape[0][1])),
            Fix.safe(_REMOVE_ESCAPE(), Edit(at, at + 1, ""), *tail),
        )
    if target.latex is None or target.link is None:
        return
    command = command_before(text, start)
    brackets = ("", "")
    closed = text.startswith("}", target.latex)
    if command and command[0] in URL_COMMANDS and closed:
        where, last = command[1], target.latex + 1
        opening, closing = URL_COMMANDS[command[0]]
        if not _LINK_ENDS.match(text, last):
            brackets = ("<", ">")
        if opening and where > 0 and not text[where - 1].isspace() and text[where - 1].isascii():
            opening = f" {opening}"
        edits = (
            Edit(where, start, opening + brackets[0]),
            Edit(target.latex, last, brackets[1] + closing),
        )
        shown = text[where:last]
        in_brackets = text.startswith("](", where - 2)  # the fix would make a malformed link
        fix = None if in_brackets else _fix(text, _UNWRAP(), target, edits)
        yield Finding(where, last, _AROUND(latex=quoted(shown)), fix)
        return
    yield from _runs_into(document, target, target.latex, target.link.span.end)


def _runs_into(document: Document, target: UrlTarget, latex: int, last: int) -> Iterator[Finding]:
    """Yield a link that includes LaTeX, unless the brace is part of a template, JSON or code."""
    text = document.text
    block = document.markdown.block_at(latex)
    first = block.start if block else target.span.start
    brace = opening_brace(text, first, latex) if text[latex] == "}" else None
    if brace is not None and not is_latex_brace(text, brace, target.span.start):
        return
    message = _RUNS_INTO(latex=quoted(text[latex:last]))
    braces = _BRACES.match(text, latex)
    if braces and brace is None and _LINK_ENDS.match(text, braces.end()):
        fix = Fix.safe(_REMOVE_BRACE(), Edit(*braces.span(), ""))
        yield Finding(latex, last, message, fix)
        return
    fixed = _fix(text, _PUT_IN_BRACKETS(), target, target.bracket_edits())
    yield Finding(latex, last, message, fixed)


def _fix(text: str, message: Message, target: UrlTarget, edits: tuple[Edit, ...]) -> Fix | None:
    writes_brackets = any("<" in edit.content for edit in edits)
    return (
        None if writes_brackets and not fits_brackets(text, target) else Fix.safe(message, *edits)
    )
