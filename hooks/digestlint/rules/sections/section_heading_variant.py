"""A section heading is not spelt as in the schema, or has the wrong level.

## What it does
Finds headings that the digest's schema lists as other names for a section (its `aliases`; emoji,
numbers and markup around the name, case, width and punctuation are ignored), and sections whose
heading has more or fewer `#` than the schema's `section-level`. The right spelling is the schema's
`heading`; a schema of your own that `extends` the built-in one can choose another.

## Why it matters
The same part of the notes then has two names, and links between digests, searches and scripts find
only one of them.

## Example
```markdown
### 🚀 核心方法
我们让它更快。
```

In the `survey` schema the canonical heading is longer; write instead:
```markdown
### 🚀 核心方法（介绍本文的几个创新点）
我们让它更快。
```

## Fix safety
The fix adds or replaces what differs. It is safe unless a link in the file leads to the anchor of
the old or the new spelling: the fix would change where that link leads, and is unsafe. Changing the
level of a heading is unsafe, because the levels of sub-headings may have to change as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.digest.headings import is_placeholder
from digestlint.digest.nodes import Section
from digestlint.document.document import Document
from digestlint.markdown import Span
from digestlint.markdown.anchors import assign_slugs

RULE = RuleInfo(
    "SEC004",
    "section-heading-variant",
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    requires="notes",
)

_VARIANT = Template(
    "section-heading-variant/variant", "section heading '{written}' should be '{heading}'"
)
_DAMAGED = Template("section-heading-variant/damaged", "this section heading should be '{heading}'")
_LEVEL = Template(
    "section-heading-variant/level",
    "the heading of section '{heading}' has level {level} instead of {expected}",
)
_WRITE = Template("section-heading-variant/write", "Write '{heading}'")
_SET_LEVEL = Template("section-heading-variant/set-level", "Change the level to {level}")

_COUNTER = lazy_pattern(r"[-_]\d+\Z")


def check(document: Document) -> Iterator[Finding]:
    """Report variants and wrong levels of section headings."""
    schema = document.schema
    if document.digest is None or schema is None or schema.notes is None:
        return
    linked = _linked_anchors(document)
    for note in document.digest.notes:
        for section in note.sections:
            if not section.canonical:
                yield _variant(document, section, linked)
            level = schema.notes.section_level
            if level is not None and section.level != level:
                yield _level(document, section, level)


def _variant(document: Document, section: Section, linked: frozenset[str]) -> Finding:
    canonical = section.spec.heading
    written = document.text[slice(*section.matched)]
    edits = tuple(_edits(document, section.matched, canonical))
    new = document.text[section.label.start : section.matched.start] + canonical
    new += document.text[section.matched.end : section.label.end]
    style = document.settings.anchor_style
    anchors = {assign_slugs([heading], style)[0] for heading in (section.text, new)}
    make = Fix.unsafe if anchors & linked else Fix.safe
    message = _VARIANT(written=written, heading=canonical)
    if any(map(is_placeholder, written)):
        message = _DAMAGED(heading=canonical)
    return Finding(*section.matched, message, make(_WRITE(heading=canonical), *edits))


def _level(document: Document, section: Section, level: int) -> Finding:
    surplus = section.level - level
    head = document.text[slice(*section.head)]
    start = section.head.start + len(head) - len(head.lstrip(" "))
    fix = None
    if document.text[start : start + 1] == "#":
        edit = Edit(start, start + max(surplus, 0), "#" * max(-surplus, 0))
        fix = Fix.unsafe(_SET_LEVEL(level=level), edit)
    return Finding(
        *section.label,
        _LEVEL(heading=section.spec.heading, level=section.level, expected=level),
        fix,
    )


def _linked_anchors(document: Document) -> frozenset[str]:
    """Return the anchors that links in the file lead to, without counters of repeated headings."""
    written = [link.destination for link in document.markdown.links]
    written += [tag.attributes.get("href", "") for tag in document.markdown.html_tags]
    fragments = {unquote(target[1:]) for target in written if target.startswith("#")}
    return frozenset(fragments | {_COUNTER.sub("", fragment) for fragment in fragments})


def _edits(document: Document, span: Span, canonical: str) -> Iterator[Edit]:
    """Yield the smallest edits that turn the text at ``span`` into the canonical heading.

    A damaged character that could be the right one is left alone.
    """
    start, end = span
    fits = partial(_fits, document)
    prefix = 0
    while start < end and prefix < len(canonical) and fits(start, canonical[prefix]):
        start += 1
        prefix += 1
    suffix = len(canonical)
    while end > start and suffix > prefix and fits(end - 1, canonical[suffix - 1]):
        end -= 1
        suffix -= 1
    new = canonical[prefix:suffix]
    from difflib import SequenceMatcher  # for few files

    for kind, a, b, c, d in SequenceMatcher(
        None, document.text[start:end], new, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            yield Edit(start + a, start + b, new[c:d])


def _fits(document: Document, offset: int, character: str) -> bool:
    return document.restoration.fits(offset, offset + 1, character)
