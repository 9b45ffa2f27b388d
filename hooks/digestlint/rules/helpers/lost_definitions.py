"""Text that Markdown reads as a link reference definition: ``[note]: important``.

Definitions are not shown (CommonMark 0.31, 4.7), and only the first one of a label is used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.records import NamedTuple
from digestlint.markdown import Markdown, Span
from digestlint.markdown.labels import reference_label
from digestlint.rules.helpers.sharing import shared

_DEFINITION = lazy_pattern(
    r"(?:^|(?<=\r))(?P<lead>[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])[ \t]*)*)"
    r"(?P<label>\[(?!\^)(?:[^\[\]\\\r\n]|\\[^\r\n])+\]):[ \t]*(?:(?:\r\n?|\n)[ \t>]*)?"
    r"(?P<target>[^\s<]\S*)",
    re.MULTILINE,
)
_ITEM = lazy_pattern(r"[-+*0-9]")
# Targets of links: an address, a path, a fragment.
_ADDRESS = lazy_pattern(
    r"[A-Za-z][A-Za-z0-9+.-]*://|(?:mailto|tel|data|javascript|file|doi|urn|arxiv):|www\.|#|\{|%|"
    r".*[/\\]|.*\.[A-Za-z][A-Za-z0-9]{0,7}(?:[?#].*)?\Z|.*[=&]",
    re.IGNORECASE,
)
# Punctuation of sentences, and letters of languages without spaces.
_SENTENCE = lazy_pattern(
    r".*(?:[.,;:!?]\Z|[、。，；：！？…—）」』】”’]|[\u3040-\u30ff\u3400-\u9fff])"
)
# The most that are examined, which bounds memory; more of them in one text are alike.
_MOST = 2000
# `[//]: # (a comment)`, `[comment]: <> (another one)`
_COMMENT = lazy_pattern(r"\[(?:\W+|_+|comments?)\]", re.IGNORECASE)


class LostDefinition(NamedTuple):
    """A definition that may have been meant as text."""

    start: int  # of the opening bracket
    end: int
    label: str  # with its brackets
    target: Span
    is_item: bool  # it is at the start of a list item
    is_used: bool
    is_sentence: bool  # its target is a sentence, not a URL: text in Chinese, a full stop
    is_address: bool
    is_defined: bool  # another definition of the label has an address: the label is meant as a link


@shared
def lost_definitions(markdown: Markdown) -> Sequence[LostDefinition]:
    """Return the definitions, in order, without comments and those that are clearly intended."""
    if not markdown.definitions:
        return ()
    used = {reference_label(link.label) for link in markdown.links if link.kind == "reference"}
    written_out = {  # by `[text][label]` and `[label][]`
        reference_label(link.label)
        for link in markdown.links
        if link.kind == "reference" and link.text.end + 1 < link.span.end
    }
    found: list[LostDefinition] = []
    defined = set()
    for match in _DEFINITION.finditer(markdown.text):
        label, target = match["label"], match["target"]
        if _is_shown(markdown, match.start("label")) or _COMMENT.fullmatch(label):
            continue
        name = reference_label(label[1:-1])
        lost = LostDefinition(
            match.start("label"),
            match.end("target"),
            label,
            Span(*match.span("target")),
            is_item=_ITEM.search(match["lead"]) is not None,
            is_used=name in used,
            is_sentence=name not in written_out and _is_sentence(target),
            is_address=_ADDRESS.match(target) is not None,
            is_defined=False,
        )
        if lost.is_address and not lost.is_item:
            defined.add(name)
        elif len(found) < _MOST and (lost.is_sentence or not lost.is_used):
            found.append(lost)
    return [
        lost._replace(is_defined=reference_label(lost.label[1:-1]) in defined) for lost in found
    ]


def _is_sentence(target: str) -> bool:
    return not _ADDRESS.match(target) and _SENTENCE.match(target) is not None


def _is_shown(markdown: Markdown, at: int) -> bool:
    """Whether the bracket at ``at`` is text, code or HTML, not the start of a definition."""
    front_matter = markdown.front_matter
    return (
        markdown.block_at(at) is not None
        or markdown.code.at(at) is not None
        or markdown.html.at(at) is not None
        or (front_matter is not None and at < front_matter.end)
    )
