"""Text that Markdown takes for a link reference definition: ``[note]: important``.

A definition shows nowhere (CommonMark 0.31, 4.7), and of several with one label the first counts.
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
# What can be followed: an address, a path, a fragment.
_ADDRESS = lazy_pattern(
    r"[A-Za-z][A-Za-z0-9+.-]*://|(?:mailto|tel|data|javascript|file|doi|urn|arxiv):|www\.|#|\{|%|"
    r".*[/\\]|.*\.[A-Za-z][A-Za-z0-9]{0,7}(?:[?#].*)?\Z|.*[=&]",
    re.IGNORECASE,
)
# What ends or parts a sentence; letters of languages that have no spaces.
_SENTENCE = lazy_pattern(
    r".*(?:[.,;:!?]\Z|[、。，；：！？…—）」』】”’]|[\u3040-\u30ff\u3400-\u9fff])"
)
# So many are looked at: each takes memory, and those of a text that is made of them are alike.
_MOST = 2000
# `[//]: # (a comment)`, `[comment]: <> (another one)`
_COMMENT = lazy_pattern(r"\[(?:\W+|_+|comments?)\]", re.IGNORECASE)


class LostDefinition(NamedTuple):
    """A definition that may have been meant as text."""

    start: int  # of the opening bracket
    end: int
    label: str  # with its brackets
    target: Span
    is_item: bool  # it stands at the beginning of a list item
    is_used: bool
    is_sentence: bool  # its target can't be one: text in Chinese, a full stop
    is_address: bool
    is_defined: bool  # there is a definition of the label with an address: it is meant as a link


@shared
def lost_definitions(markdown: Markdown) -> Sequence[LostDefinition]:
    """All definitions but comments and those that are surely meant as such, in order."""
    if not markdown.definitions:
        return ()
    used = {reference_label(link.label) for link in markdown.links if link.kind == "reference"}
    written_out = {  # `[text][label]` and `[label][]` refer to something
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
    """Whether the bracket at ``at`` is text, code or HTML, and begins no definition."""
    front_matter = markdown.front_matter
    return (
        markdown.block_at(at) is not None
        or markdown.code.at(at) is not None
        or markdown.html.at(at) is not None
        or (front_matter is not None and at < front_matter.end)
    )
