"""Labels at the beginning of a line, a list item or a field of a line, in any markup."""

from __future__ import annotations

import pytest

from digestlint.digest.nodes import NearMiss
from digestlint.digest.readers.fields import Fields
from digestlint.digest.schema import FieldSpec
from digestlint.markdown import Span, parse

KINDS = ("label", "plain-label", "list-label", "html-label")
AUTHORS = ("作者", "Authors")
# The text, its fields, and the kinds that read them (label reads all).
CASES = [
    ("Authors: A\nTL;DR: y", [("by", "A"), ("gist", "y")], "plain"),
    ("> Authors：A\n> tldr: y", [("by", "A"), ("gist", "y")], "plain"),
    ("📅 Date: x | 👥 Authors: A", [("on", "x"), ("by", "A")], "plain"),
    ("1、作者：A\n2、Date：x", [("by", "A"), ("on", "x")], "plain"),
    (":star: Authors: A", [("by", "A")], "plain"),
    ("【作者】A\n【Date】: x", [("by", "A"), ("on", "x")], "plain"),
    ("&nbsp;Authors : A", [("by", "A")], "plain"),
    ("main_topic: **x**", [("topic", "**x**")], "plain"),
    ("**Authors:** A **Date**: x", [("by", "A"), ("on", "x")], ""),
    ("**Authors: A**", [("by", "A**")], ""),
    ("***Authors:*** A\n_Date:_ x", [("by", "A"), ("on", "x")], ""),
    ("**📅 Date：** x", [("on", "x")], ""),
    ("**【Date】**：x", [("on", "x")], ""),
    # In two languages, if both halves are labels of one field.
    ("**Authors / 作者**: A\n**作者（Authors）：** B", [("by", "A"), ("by", "B")], ""),
    ("Authors / Date: A\nDate (UTC): x", [], "plain list html"),
    # Bold, with a full stop or a dash in place of a colon, and text after it.
    ("**Authors.** A\n- **Date** – x", [("by", "A"), ("on", "x")], ""),
    ("The **Authors.** A\n**Date**-x", [], "plain list html"),
    ("- **Authors**: A\n- Date：x\n\nafter", [("by", "A"), ("on", "x")], "list"),
    ("* Authors: A\n  1. Date: x", [("by", "A"), ("on", "x")], "list"),
    ("- [x] Authors: A\n+ *Date*: x", [("by", "A"), ("on", "x")], "list"),
    ("- Authors:\n\nA\n", [("by", "A")], "list"),
    ("**<font color=red>作者：</font>** A", [("by", "A")], "html"),
    ("<b>Authors:</b> A<br><strong>Date</strong>: x", [("by", "A"), ("on", "x")], "html"),
    ('<span style="color:red">Date</span>：x', [("on", "x")], "html"),
    ("- <b>Authors:</b> A", [("by", "A")], "list html"),
    ("| Authors: A<br>Date: x |", [("by", "A"), ("on", "x |")], "plain"),
    ("Authors:: A\nDate:: x", [("by", "A"), ("on", "x")], "plain"),
    ("**Authors**\n\nA\n\n**Date**\nx", [("by", "A"), ("on", "x")], ""),
    ("<b>Authors</b>  \nA", [("by", "A")], ""),
    ("> **📅 Date**\nx", [("on", "x")], ""),
    ("- **Authors**\n  - A\n- **Date**\\\n  x", [("by", "- A"), ("on", "\\\n  x")], ""),
    ("| Key | Value |\n|---|---|\n| Authors | A |\n| Date | x |", [("by", "A"), ("on", "x")], ""),
    ("| **Authors** | A |\n|---|---|\n| Date | |", [("by", "A"), ("on", "")], ""),
    ("TL;DR: y\n\n---\n\nz", [("gist", "y")], "plain"),
    ("TL;DR: y\n\n#### z\nz", [("gist", "y")], "plain"),
    ("TL;DR: y\n<details>\nDate: x\n</details>\nz", [("gist", "y"), ("on", "x")], "plain"),
    ("TL;DR:\n<details>y</details>", [("gist", "<details>y</details>")], "plain"),
    ("x<br>Authors: A<BR>Date: x · TL;DR: y", [("by", "A"), ("on", "x"), ("gist", "y")], "plain"),
    ("Authors:\nDate: x", [("by", ""), ("on", "x")], "plain"),
    ("- Authors:\n- Date: x", [("by", ""), ("on", "x")], "list"),
    ("`Authors`: A\nDate: `x`", [("by", "A"), ("on", "`x`")], "plain"),
    # These are none:
    ("The authors: A", [], "plain list html"),
    ("Venue: x\nhttps://example.org", [], "plain list html"),
    ("## Authors: A", [], "plain list html"),
    ("```\nAuthors: A\n```", [], "plain list html"),
    ("<!--\nAuthors: A\n-->", [], "plain list html"),
    ("`Authors: A` is how it is written", [], "plain list html"),
    ("- `**Authors**: A`\n- `Date: x`", [], "plain list html"),
    ("| `**Authors**: A` | an example |\n|---|---|", [], "plain list html"),
    ("see <a>Authors: A</a> -> Date: x", [], "plain list html"),
    ("**Authors** A", [], "plain list html"),
    ("**Authors**\n\n### A", [], "plain list html"),
    ("**Authors**\n\n---\n\nA", [], "plain list html"),
    ("the **Authors**\nA", [], "plain list html"),
    ("**Authors**", [], "plain list html"),
    ("| Authors | Date |\n|---|---|\n| A | x |", [], "plain list html"),
    ("| Authors | A | b |\n|---|---|---|\n| Date | x | y |", [], "plain list html"),
    ("", [], "plain list html"),
]


def specs(kind: str) -> dict[str, FieldSpec]:
    return {
        "by": FieldSpec(label=AUTHORS[0], aliases=AUTHORS[1:], kind=kind),
        "gist": FieldSpec(label="TL;DR", kind=kind),
        "on": FieldSpec(label="Date", kind=kind),
        "topic": FieldSpec(label="main_topic", kind=kind),
    }


def fields(kind: str, text: str, region: Span | None = None) -> list[tuple[str, str]]:
    found = Fields(specs(kind)).read(parse(text), region or Span(0, len(text)))
    return [(f.name, text[slice(*f.value)].strip()) for f in found]


@pytest.mark.parametrize(("text", "expected", "kinds"), CASES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_fields(
    text: str, expected: list[tuple[str, str]], kinds: str, kind: str, ending: str
) -> None:
    accepted = kind == "label" or kind.removesuffix("-label") in kinds.split()
    found = fields(kind, text.replace("\n", ending))
    if accepted:
        assert found == [(name, value.replace("\n", ending)) for name, value in expected]
    else:
        assert len(found) < len(expected)


def test_fields_of_one_kind_end_those_of_another() -> None:
    text = "Authors: A\n- Date: x\n"
    both = specs("plain-label") | {"on": FieldSpec(label="Date", kind="list-label")}
    found = Fields(both).read(parse(text), Span(0, len(text)))
    assert [(f.name, text[slice(*f.value)]) for f in found] == [("by", " A\n- "), ("on", " x\n")]


def test_labels_are_exact() -> None:
    text = "x\n> - 📅 **Date：** x\n"
    (found,) = Fields(specs("label")).read(parse(text), Span(0, len(text)))
    assert text[slice(*found.label)] == "📅 **Date：**"
    assert text[slice(*found.value)] == " x\n"


def test_a_region_may_begin_and_end_within_a_line() -> None:
    text = "xx Authors: A Date: x\nDate: x"
    assert fields("label", text, Span(3, len(text))) == [("by", "A Date: x"), ("on", "x")]
    assert fields("label", text, Span(3, len(text) - 5)) == [("by", "A Date: x\nDa")]


def test_the_source_that_a_fence_hides_is_read() -> None:
    text = "```\nAuthors: A\n```\n"
    assert fields("label", text, Span(4, 15)) == [("by", "A")]


def test_front_matter_has_no_labels() -> None:
    text = "---\nAuthors: A\n---\nDate: x\n"
    assert fields("label", text) == [("on", "x")]


def test_damaged_labels_fit_or_not() -> None:
    text = "**D\ue000te**: x\n\ue000\ue000：A\n**\ue000\ue000\ue000\ue000 x**: x"

    def fits(start: int, end: int, candidate: str) -> bool:
        return len(candidate) == end - start and all(
            text[start + i] in ("\ue000", c) for i, c in enumerate(candidate)
        )

    found = Fields(specs("label"), fits).read(parse(text), Span(0, len(text)))
    assert [f.name for f in found] == ["on", "by"]


@pytest.mark.parametrize(
    "text", ["- **Authors** A", "__Authors__ A", "<b>Authors</b> A", "x <strong>Authors</strong>"]
)
def test_says_what_a_label_lacks(text: str) -> None:
    markdown, whole = parse(text), Span(0, len(text))
    for kind in KINDS:
        assert Fields(specs(kind)).near_miss(markdown, whole) == NearMiss("colon", "Authors")
        assert Fields(specs(kind)).near_miss(parse("Authors A"), Span(0, 9)) is None
    assert Fields(specs("summary-label")).near_miss(markdown, whole) is None
