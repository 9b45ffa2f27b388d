r"""A word in angle brackets that the renderer reads as a tag and drops.

## What it does
Finds words such as `<think>`, `<answer>` or `</search>` outside code that are not the name of an
HTML element. Real elements (`<details>`, `<br>`, `<video>`) are left alone, and so is everything
inside `<svg>` and `<math>`, and what is meant as markup: a name that also occurs with an attribute
(`<Tab value="x">`), components that close themselves (`<Changelog/>`) or come in pairs
(`<Tabs>` … `</Tabs>`, `<v-btn>`), and pairs around whole lines that structure a prompt
(`<instructions>`). `<search>`, `<image>`, `<input>` and `<output>` are names of elements, but do
nothing in a digest; they count as words. A model's thoughts that were published with its answer
are a matter of [prompt-leak](prompt-leak.md) alone.

## Why it matters
GitHub removes tags that it does not know. The sentence loses a word, and nothing shows that one is
missing. At the beginning of a line such a tag even starts an HTML block, in which Markdown does not
work until the next blank line.

## Example
```markdown
The model puts its reasoning between <think> and </think>.
```

The second sentence is complete; write instead:
```markdown
The model puts its reasoning between `<think>` and `</think>`.
```

## Fix safety
The fix puts backticks around the word, or around the whole of a type such as `Vec<String>`, so that
it shows as code. It is safe: everything the reader saw before stays, and the word is added. In an
HTML block, where Markdown does not work, the fix writes `&lt;` instead. There is no fix if the word
touches a backtick, follows a backslash (`\k<name>`), or hides a block quote, a list or a rule below
it in its HTML block.

The fix is unsafe if the word may be a component (`<Tabs>`, `<v-btn>`), the parameter of a type, or
part of a path or of code that is not marked as such. It is also unsafe in a heading, because the
word becomes part of the anchor; the fix then covers all words of the heading and updates the links
to it in this file. Inside braces (`{Array<string>}`) it is unsafe because documentation generators
read that as the type of a value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint.core.finding import Applicability, Edit, Finding, Fix, Severity
from digestlint.core.message import Template
from digestlint.core.rule import RuleInfo
from digestlint.document.document import Document
from digestlint.markdown import Heading, Span, SpanSet, parse
from digestlint.markdown.anchors import slugify
from digestlint.rules.helpers.components import (
    component_starts,
    is_component_name,
    is_part_of_answer,
)
from digestlint.rules.helpers.leaked_thoughts import leaked_thoughts
from digestlint.rules.helpers.renaming import retarget
from digestlint.rules.helpers.tags import in_component, quoting_edits, vanishing_tags
from digestlint.text.edits import applied, in_order
from digestlint.text.quoting import quoted

RULE = RuleInfo(
    "MKD002",
    "vanishing-tag",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE, Applicability.UNSAFE),
    requires="tags",
)

_VANISHES = Template(
    "vanishing-tag/vanishes", "{tag} is read as an HTML tag and vanishes; write it as code"
)
_QUOTE = Template("vanishing-tag/quote", "Put it in backticks")
_QUOTE_ALL = Template("vanishing-tag/quote-all", "Put them in backticks")
_ESCAPE = Template("vanishing-tag/escape", "Write '<' as '&lt;'")

_IN_BRACES = lazy_pattern(r"\{[^{}\s]*\Z")
_LONGEST_TYPE = 100
_NAME = lazy_pattern(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTACHED = lazy_pattern(r"(?:[A-Za-z0-9_/\\@%.=$&#+~-]|>[:@]|://[^\s<>]*)\Z")
_GOES_ON = lazy_pattern(r"[A-Za-z0-9_/\\@-]|\.[A-Za-z0-9_]|:<")
# A statement, or a command in a shell.
_CODE = lazy_pattern(
    r"[;{}][ \t]*(?:\r?\n|\Z)|\(\);|"
    r"^[ \t]*(?:\$ |#(?:include|define|import)\b|"
    r"(?:import|from|export|const|let|var|def|class|fn|func|function|return|type|interface|struct|"
    r"public|private|using|template)[ <]|"
    r"(?:git|npm|npx|yarn|pnpm|pip3?|python3?|node|cargo|go|docker|kubectl|curl|wget|cd|sudo|apt|"
    r"brew|make|conda|uv) [a-z<-])"
)
_LONGEST_ELEMENT = 2000
_LONGEST_LINE_OF_CODE = 200


def check(document: Document) -> Iterator[Finding]:
    """Report words that look like tags, except in stray-fenced notes, where they show as code."""
    fences = document.digest.stray_fences if document.digest else ()
    fenced = SpanSet(fence.span for fence in fences)
    leaked = SpanSet(leaked_thoughts(document.markdown))  # for prompt-leak
    tags = [
        tag
        for tag in vanishing_tags(document.markdown)
        if fenced.at(tag.start) is None and not leaked.overlaps(*tag)
    ]
    markup = component_starts(document.markdown) if tags else frozenset()
    tags = [t for t in tags if t.start not in markup and not _shows_in_component(document, t)]
    fixes = dict(_fixes_in_headings(document, tags))
    for tag in tags:
        heading = document.markdown.heading_at(tag.start)
        shown = quoted(document.text[tag.start : tag.end])
        yield Finding(
            *tag,
            _VANISHES(tag=shown),
            fixes.get(heading.span) if heading else _fix(document, tag),
        )


def _fix(document: Document, tag: Span) -> Fix | None:
    edits = quoting_edits(document.markdown, tag)
    if not edits:
        return None
    does = _QUOTE if "`" in edits[0].content else _ESCAPE
    return Fix.unsafe(does(), *edits) if _in_doubt(document, tag) else Fix.safe(does(), *edits)


def _shows_in_component(document: Document, tag: Span) -> bool:
    """Whether ``tag`` is code to a component, or to a reader of the prompt, that sees Markdown."""
    ticks = document.text[tag.start - 1 : tag.start] + document.text[tag.end : tag.end + 1]
    return ticks == "``" and in_component(document.markdown, tag)


def _is_prefix(text: str, tag: Span, name: str) -> bool:
    """Whether the word continues after ``tag``, which is not closed later: ``<name>.md``."""
    nearby = text[tag.end : tag.end + _LONGEST_ELEMENT]
    return _GOES_ON.match(nearby) is not None and f"</{name}" not in nearby


def _in_doubt(document: Document, tag: Span) -> bool:
    """Whether ``tag`` may be a component, a type, or part of code or of a path."""
    text = document.text
    found = _NAME.match(text, tag.start)
    name = found[1] if found else ""
    if is_component_name(name) or in_component(document.markdown, tag):
        return True
    before = text[max(tag.start - _LONGEST_TYPE, 0) : tag.start]
    if _IN_BRACES.search(before):
        return True
    opens = text[tag.start + 1] != "/" and not is_part_of_answer(name)
    if opens and (_ATTACHED.search(before) or _is_prefix(text, tag, name)):
        return True
    row, _ = document.lines.position(tag.start)
    line = text[slice(*document.lines.line_span(row))]
    return _CODE.search(line[:_LONGEST_LINE_OF_CODE]) is not None


def _fixes_in_headings(document: Document, tags: Sequence[Span]) -> Iterator[tuple[Span, Fix]]:
    """Yield the span of each heading with the fix of its tags and of the links to its anchor."""
    edits: Mapping[Heading, list[Edit]] = defaultdict(list)
    for tag in tags:
        heading = document.markdown.heading_at(tag.start)
        if heading:
            edits[heading] += quoting_edits(document.markdown, tag)
    style = document.settings.anchor_style
    texts = {
        heading.span: _text(document, heading, made)
        for heading, made in edits.items()
        if made and slugify(_text(document, heading, []), style) == slugify(heading.text, style)
    }
    links = retarget(document, texts) if texts else {}
    for heading, made in edits.items():
        along = links.get(heading.span, [])
        if heading.span in texts and along is not None:
            does = _QUOTE if len(made) == 2 else _QUOTE_ALL
            yield heading.span, Fix.unsafe(does(), *made, *along)


def _text(document: Document, heading: Heading, edits: Sequence[Edit]) -> str:
    """Return the plain text of ``heading`` after ``edits``, parsed without the rest of the file."""
    alone = parse(applied(document.text, in_order(edits), *heading.span)).headings
    return alone[0].text if alone else ""
