"""What the document model sees of the examples of CommonMark 0.31.2 and GFM 0.29.

Compared are micromark, with places, and the HTML of the specifications themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from urllib.parse import unquote

import pytest

from digestlint.markdown import parse
from tests.differential.markdown_parts import ours, theirs
from tests.differential.peers import COMMONMARK_SPEC, GFM_SPEC, ask, needs_peers
from tests.differential.spec_examples import Example, Page, examples

pytestmark = needs_peers

# The same example in other places: each has other offsets, line endings, containers around it.
SURROUNDINGS: Mapping[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "after other characters": lambda text: f"中文 😀 *x*\n\n{text}",
    "with CRLF": lambda text: text.replace("\n", "\r\n"),
    "in a block quote": lambda text: "".join(f"> {line}\n" for line in text.split("\n")[:-1]),
    "in a list item": lambda text: "- " + "\n  ".join(text.split("\n")[:-1]) + "\n",
}

MICROMARK_DIFFERS = {
    "GFM 628": "micromark links no ftp://, as the specification and cmark-gfm do",
}

RAW = "a link in raw HTML is a tag to the document model"
BARE = "the example is of CommonMark alone; GFM links the bare URL"
EMAIL = "e-mail addresses without brackets are no links to digestlint, which checks none"
HTML_DIFFERS = {
    **{f"CommonMark {n}": RAW for n in (21, 31, 159, 162, 187, 344, 475, 476, 477)},
    **{f"CommonMark {n}": RAW for n in (630, 631, 642, 643)},
    **{f"CommonMark {n}": BARE for n in (602, 608, 611)},
    **{f"GFM {n}": BARE for n in (610, 616, 619)},
    **{f"GFM {n}": EMAIL for n in (629, 630, 631)},
    "CommonMark 96": "YAML front matter, which GitHub has",
}


@cache
def all_examples() -> list[Example]:
    """The examples of both specifications; what GFM repeats, once."""
    found: dict[str, Example] = {}
    for name, specification in (("CommonMark", COMMONMARK_SPEC), ("GFM", GFM_SPEC)):
        for example in examples(name, specification):
            found.setdefault(example.markdown, example)
    return list(found.values())


def test_all_examples_are_read() -> None:
    names = [example.name for example in all_examples()]
    assert sum(name.startswith("CommonMark") for name in names) == 652
    assert sum(name.startswith("GFM") for name in names) == 41


@pytest.mark.parametrize("context", SURROUNDINGS)
def test_parts_are_those_of_micromark(context: str) -> None:
    texts = [SURROUNDINGS[context](example.markdown) for example in all_examples()]
    differing = {}
    for example, text, found in zip(all_examples(), texts, ask("markdown.mjs", texts), strict=True):
        mine, reference = ours(text), theirs(text, found)
        if mine != reference:
            kinds = [kind for kind, parts in mine.items() if parts != reference[kind]]
            differing[example.name] = [(text, mine[kind], reference[kind]) for kind in kinds]
    unknown = {name: parts for name, parts in differing.items() if name not in MICROMARK_DIFFERS}
    assert unknown == {}
    assert set(differing) == set(MICROMARK_DIFFERS)


def _of_model(text: str) -> Mapping[str, Sequence[object]]:
    markdown = parse(text)
    return {
        "headings": [(heading.level, heading.text) for heading in markdown.headings],
        "links": sorted(unquote(link.destination) for link in markdown.links if not link.image),
        "images": sorted(unquote(link.destination) for link in markdown.links if link.image),
        "languages": [fence.info.split()[0] for fence in markdown.fences if fence.info],
    }


def _of_html(html: str) -> Mapping[str, Sequence[object]]:
    page = Page(html)
    return {
        "headings": [*page.headings],
        "links": sorted(map(unquote, page.links)),
        "images": sorted(map(unquote, page.images)),
        "languages": [language for language in page.languages if language],
    }


def test_parts_are_those_of_the_specification() -> None:
    differing = {
        example.name: (example.markdown, _of_model(example.markdown), _of_html(example.html))
        for example in all_examples()
        if _of_model(example.markdown) != _of_html(example.html)
    }
    unknown = {name: parts for name, parts in differing.items() if name not in HTML_DIFFERS}
    assert unknown == {}
    assert set(differing) == set(HTML_DIFFERS)
