"""A line meant as a heading has no space after its number signs.

## What it does
Finds lines such as `##标题` and `###1. Methods`, and lines with a space that Markdown does not
accept there, such as a no-break space (U+00A0) or an ideographic space (U+3000). A single `#`
before a word is usually a hashtag (`#标题`, `#1234`). It is reported only if it is a paragraph of
its own, and either the file has other headings without a space, or it is the title above headings
of level 2.

## Why it matters
The reader sees the number signs, the section is missing from every table of contents, and links to
it lead nowhere.

## Example
```markdown
##Methods

We train a model.
```

The first line is text; write instead:
```markdown
## Methods

We train a model.
```

## Fix safety
The fix inserts a space after the number signs, or replaces the other kind of space, and does the
same before number signs at the end of the line. It is unsafe inside a paragraph, for a single `#`
before a title, and if another heading or id has the same anchor, because links to that might then
lead here. There is no fix inside a paragraph of a list item or block quote, which a heading would
end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Markdown, Span, parse
from digestlint.markdown.anchors import slugify
from digestlint.text.lines import line_start
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "MKD005",
    "heading-without-space",
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    prefilter=("#",),
)

_NO_SPACE = Template(
    "heading-without-space/none", "no space after {marks}, so {text} is not a heading"
)
_OTHER_SPACE = Template(
    "heading-without-space/other",
    "the space after {marks} is not an ASCII space, so {text} is not a heading",
)
_INSERT = Template("heading-without-space/insert", "Insert a space")
_REPLACE = Template("heading-without-space/replace", "Replace it with an ASCII space")

_SPACES = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_LINE = lazy_pattern(
    rf"(?P<marks>##{{0,5}})(?P<gap>[{_SPACES}][{_SPACES} \t]*)?(?P<text>[^\s#{_SPACES}][^\r\n]*)"
)
_LEAD = lazy_pattern(r"[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])[ \t]*)*")
# Not headings: commands of build servers, `##fileformat=VCFv4.2`, rulers, hashtags.
_NO_TEXT = lazy_pattern(r"[!$%&',./:;=?@\\^|}~\-]|\w+[\[=]|\d{5}|\[(?![^\]]*\]\()|[^#]*(?<=\s)#+\w")
# With the space before it that Markdown does not accept, if there is one.
_CLOSING = lazy_pattern(
    rf"(?<![#\s\\])(?P<gap>[ \t]*+[{_SPACES}][ \t{_SPACES}]*+)?"
    rf"(?P<marks>(?(gap)#+|#{{2,}}))[ \t]*\Z"
)
_MOST_SPACES = 3
_LONGEST_LEAD = 100


def check(document: Document) -> Iterator[Finding]:
    """Report headings without a space."""
    markdown = document.markdown
    found = [match for match in _LINE.finditer(markdown.text) if _is_text(markdown, match)]
    siblings = any(len(match["marks"]) > 1 for match in found)
    for match in found:
        if _may_be_hashtag(match) and not (
            _stands_alone(markdown, match) and (siblings or _is_title(markdown, match))
        ):
            continue
        what = _OTHER_SPACE if match["gap"] else _NO_SPACE
        yield Finding(
            match.start("marks"),
            match.start("text"),
            what(marks=quoted(match["marks"]), text=quoted(match["text"])),
            _fix(document, match, siblings),
        )


def _is_text(markdown: Markdown, match: re.Match[str]) -> bool:
    text, start = markdown.text, match.start("marks")
    if markdown.prose.at(start) is None or _NO_TEXT.match(match["text"]):
        return False
    lead = text[line_start(text, start) : start]
    block = markdown.block_at(start)
    return (
        len(lead) <= _LONGEST_LEAD
        and _LEAD.fullmatch(lead) is not None
        and markdown.heading_at(start) is None
        and (block is None or block.start == start or not _is_indented(lead))
    )


def _is_indented(lead: str) -> bool:
    """Whether a line is indented so far that it continues the paragraph, whatever it contains."""
    indent = lead[len(lead.rstrip(" \t")) :]
    return "\t" in indent or len(indent) > _MOST_SPACES


def _may_be_hashtag(match: re.Match[str]) -> bool:
    return len(match["marks"]) == 1 and not match["gap"]


def _stands_alone(markdown: Markdown, match: re.Match[str]) -> bool:
    block = markdown.block_at(match.start("marks"))
    return (
        block is not None
        and block.start == match.start("marks")
        and not markdown.text[match.end() : block.end].strip()
        and not match["text"][0].isdigit()
    )


def _is_title(markdown: Markdown, match: re.Match[str]) -> bool:
    """Whether ``match`` is above all headings, and the highest of those has level 2."""
    begins = markdown.front_matter.end if markdown.front_matter else 0
    levels = [heading.level for heading in markdown.headings]
    return not markdown.text[begins : match.start()].strip() and min(levels, default=0) == 2


def _fix(document: Document, match: re.Match[str], siblings: bool) -> Fix | None:
    start = match.start("marks")
    block = document.markdown.block_at(start) or Span(start, start)
    first_line = document.text[line_start(document.text, block.start) : block.start]
    if block.start != start and first_line.strip():
        return None  # a heading would end the list item or block quote that contains the paragraph
    text = match["text"]
    edits = [Edit(match.end("marks"), match.start("text"), " ")]
    closing = _CLOSING.search(text)
    if closing and closing.start():
        at = match.start("text") + closing.start()
        edits.append(Edit(at, match.start("text") + closing.start("marks"), " "))
        text = text[: closing.start()]
    style = document.settings.anchor_style
    heading = next(iter(parse(f"# {text}\n").headings), None)
    in_doubt = (
        block.start != start
        or (heading and slugify(heading.text, style) in document.targets_by_id)
        or (_may_be_hashtag(match) and not siblings)
    )
    applicability = Applicability.UNSAFE if in_doubt else Applicability.SAFE
    does = _REPLACE if match["gap"] else _INSERT
    return Fix(applicability, does(), tuple(edits))
