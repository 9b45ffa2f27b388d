r"""Text that is meant to be a link but is not one.

## What it does
Finds links that Markdown does not recognise: `[text](my notes.md)` with a space in the path or the
fragment, `[text] (https://…)` with a space before the parenthesis, `[text](https://…` that is never
closed, and `(text)[https://…]` with brackets and parentheses swapped. URLs that contain spaces are
reported by `malformed-url`.

## Why it matters
The reader sees brackets and parentheses and cannot click.

## Example
```markdown
See [my notes](my notes.md) and [the paper] (https://example.org/paper).
```

A path with spaces needs angle brackets, and no space is allowed before a target; write instead:
```markdown
See [my notes](<my notes.md>) and [the paper](https://example.org/paper).
```

## Fix safety
The fix is safe if it puts the path of an existing file in angle brackets, or writes a fragment that
matches exactly one heading. If neither the file nor the heading exists, there is no fix. The other
fixes are unsafe: what looks like a link may be a citation, and a URL that is not closed may be cut
off.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Markdown, Span
from digestlint.rules.helpers.local_links import encoded
from digestlint.rules.helpers.urls.lost import lost_urls
from digestlint.rules.helpers.urls.wrapped import wrapped_targets
from digestlint.rules.markup.suspects import matches
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "MKD004",
    "broken-link-syntax",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    prefilter=("](", "] (", "]\u3000(", "]\xa0(", ")["),
)

_APART = Template(
    "broken-link-syntax/apart", "a space before '(' keeps this from being a link; write {link}"
)
_UNCLOSED = Template("broken-link-syntax/unclosed", "{link} is never closed, so it is not a link")
_SWAPPED = Template(
    "broken-link-syntax/swapped",
    "brackets and parentheses are swapped, so this is not a link; write {link}",
)
_SPACES = Template("broken-link-syntax/spaces", "{target} contains spaces, so this is not a link")
_SPACES_IN_FRAGMENT = Template(
    "broken-link-syntax/spaces-in-fragment",
    "{target} contains spaces, so this is not a link; write {fragment}",
)
_SPACES_AND_NO_SUFFIX = Template(
    "broken-link-syntax/spaces-and-no-suffix",
    "{target} contains spaces, so this is not a link; did you mean {path}?",
)
_SPACES_IN_PATH = Template(
    "broken-link-syntax/spaces-in-path",
    "{target} contains spaces, so this is not a link; put it in angle brackets",
)
_REMOVE_SPACE = Template("broken-link-syntax/remove-space", "Remove the space")
_CLOSE = Template("broken-link-syntax/close", "Close the parenthesis")
_SWAP = Template("broken-link-syntax/swap", "Swap the brackets")
_WRITE = Template("broken-link-syntax/write", "Write '{target}'")
_ENCLOSE = Template("broken-link-syntax/enclose", "Put the path in angle brackets")

_TEXT = r"(?<!\\)!?\[(?P<text>(?:[^\[\]\\\r\n]|\\.|!?\[[^\[\]\r\n]*\])*)\]"
_EXTENSIONS = (
    "md|markdown|mdx?|pdf|png|jpe?g|gif|svg|webp|bmp|html?|txt|csv|tsv|json|ipynb|py|docx?|pptx?|"
    "xlsx?|zip|mp[34]|bib|tex|ya?ml|toml|rst|org|epub"
)
_IN_PARENTHESES = lazy_pattern(_TEXT + r"\((?P<target>(?:[^()<>\r\n\\]|\([^()<>\r\n\\]*\))+)\)")
_TITLE = lazy_pattern(r"[ \t](?:\"[^\"]*\"|'[^']*')\Z")
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:")
_PATH = lazy_pattern(
    rf"(?:\.{{0,2}}/)?[^#?]*\w[)\]]?\.(?:{_EXTENSIONS})(?:[?#].*)?|#\S.*|\.{{1,2}}/\S.*",
    re.IGNORECASE,
)
_SPACE = lazy_pattern(r"[ \t]")
_APART_LINK = lazy_pattern(
    _TEXT + r"(?P<space>[ \t\u3000\xa0]+)\((?P<target>[^\s()<>]+)\)", re.IGNORECASE
)
_WEB = lazy_pattern(r"(?:https?://|www\.)", re.IGNORECASE)
_SWAPPED_LINK = lazy_pattern(
    r"(?<![\]\w\\])\((?P<text>[^()\[\]\r\n]+)\)\[(?P<target>(?:https?://|www\.)[^\s\[\]()<>]+)\]"
    r"(?![(\[])",
    re.IGNORECASE,
)
_UNCLOSED_LINK = lazy_pattern(
    _TEXT + r"\((?P<target>(?:https?://|www\.)[^\s()<>|]+)(?=[ \t]*(?:[|\r\n]|\Z))", re.IGNORECASE
)
_LETTER = lazy_pattern(r"[^\W\d_]")


def check(document: Document) -> Iterator[Finding]:
    """Report what is not a link because of a space or of its brackets."""
    markdown = document.markdown
    for pattern, signs, find in _KINDS:
        for match in matches(markdown, pattern, signs):
            if _in_prose(markdown, match) and (finding := find(document, match)):
                yield finding


def _apart(document: Document, match: re.Match[str]) -> Finding | None:
    if not _may_be_apart(document, match):
        return None
    new = match[0].replace(match["space"] + "(", "(")
    fix = Fix.unsafe(_REMOVE_SPACE(), Edit(*match.span("space"), ""))
    return Finding(*match.span(), _APART(link=quoted(new)), fix)


def _unclosed(document: Document, match: re.Match[str]) -> Finding | None:
    if _is_lost(document.markdown, match) or match["target"].endswith(("...", "…")):
        return None
    fix = Fix.unsafe(_CLOSE(), Edit(match.end(), match.end(), ")"))
    return Finding(*match.span(), _UNCLOSED(link=quoted(match[0])), fix)


def _swapped(document: Document, match: re.Match[str]) -> Finding | None:
    if not _LETTER.search(match["text"]):
        return None
    new = f"[{match['text']}]({match['target']})"
    fix = Fix.unsafe(_SWAP(), Edit(*match.span(), new))
    return Finding(*match.span(), _SWAPPED(link=quoted(new)), fix)


def _may_be_apart(document: Document, match: re.Match[str]) -> bool:
    target = match["target"]
    if not _LETTER.search(match["text"]):
        return False
    if _WEB.match(target):
        return True
    return bool(_PATH.fullmatch(target)) and document.context.resolver.exists(target)


def _in_prose(markdown: Markdown, match: re.Match[str]) -> bool:
    """Whether the brackets are plain text, not part of a link, code or a formula."""
    edges = (match.start(), match.end("text"))
    return all(markdown.prose.at(at) is not None for at in edges) and not any(
        found.overlaps(*match.span("target")) for found in (markdown.code, markdown.math)
    )


def _is_lost(markdown: Markdown, match: re.Match[str]) -> bool:
    """Whether ``lost-link`` reports it: ``[code](this https URL)``, a link or line end in it."""
    if match["target"].startswith("[") and "](http" in match["target"]:
        return True
    place = Span(match.start(), match.start())
    for spans in (lost_urls(markdown), wrapped_targets(markdown)):
        i = bisect_left(spans, place)
        if i < len(spans) and spans[i].start < match.end():
            return True
    return False


def _spaced_target(document: Document, match: re.Match[str]) -> Span | None:
    """Return where the path or fragment is if it contains a space; a title is left out."""
    written = match["target"]
    title = _TITLE.search(written)
    target = (written[: title.start()] if title else written).strip(" \t")
    if not _SPACE.search(target) or _SCHEME.match(target):
        return None
    exists = document.context.resolver.exists
    if not _PATH.fullmatch(target) and not exists(target) and not exists(f"{target}.md"):
        return None
    start = match.start("target") + written.index(target)
    return Span(start, start + len(target))


def _spaced(document: Document, match: re.Match[str]) -> Finding | None:
    span = _spaced_target(document, match)
    if span is None or _is_lost(document.markdown, match):
        return None
    start, end = span
    target = document.text[start:end]
    shown = quoted(target)
    path, mark, fragment = target.partition("#")
    if not path:
        from digestlint.markdown.anchors import SlugIndex  # for few links

        slug = SlugIndex(set(document.targets_by_id)).same(fragment)
        if slug is None or document.markdown.heading_at(start):
            return Finding(*match.span(), _SPACES(target=shown))
        new = f"#{encoded(slug)}"
        fix = Fix.safe(_WRITE(target=new), Edit(start, end, new))
        message = _SPACES_IN_FRAGMENT(target=shown, fragment=quoted(new))
        return Finding(*match.span(), message, fix)
    exists = document.context.resolver.exists
    if not exists(path.partition("?")[0]):
        if not mark and exists(f"{path}.md"):
            new = f"<{path}.md>"
            fix = Fix.unsafe(_WRITE(target=new), Edit(start, end, new))
            message = _SPACES_AND_NO_SUFFIX(target=shown, path=quoted(new))
            return Finding(*match.span(), message, fix)
        return Finding(*match.span(), _SPACES(target=shown))
    in_doubt = mark or document.markdown.heading_at(start)
    applicability = Applicability.UNSAFE if in_doubt else Applicability.SAFE
    edits = (Edit(start, start, "<"), Edit(end, end, ">"))
    fix = Fix(applicability, _ENCLOSE(), edits)
    return Finding(*match.span(), _SPACES_IN_PATH(target=shown), fix)


_KINDS = (
    (_IN_PARENTHESES, ("](",), _spaced),
    (_APART_LINK, ("] ", "]\t", "]\u3000", "]\xa0"), _apart),
    (_UNCLOSED_LINK, ("](",), _unclosed),
    (_SWAPPED_LINK, (")[",), _swapped),
)
