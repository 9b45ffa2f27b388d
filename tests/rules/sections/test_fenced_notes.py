from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from tests.frames import (
    ABSTRACT,
    HEAD_ROWS,
    METHOD,
    MOTIVATION,
    READING,
    RESULTS,
    SECTIONS,
    daily,
    survey,
)
from tests.support import diagnose, fixed, see

NOTE = READING + MOTIVATION + METHOD
NEXT = "\n## b\n" + ABSTRACT

SAFE = [
    # the notes before and after
    ((ABSTRACT, "```\n", NOTE, "``` \n", NEXT), (ABSTRACT, NOTE, NEXT)),
    ((ABSTRACT, "```\n", NOTE, "```"), (ABSTRACT, NOTE)),
    ((ABSTRACT, "~~~\n", NOTE, "~~~\n", NEXT), (ABSTRACT, NOTE, NEXT)),
    ((ABSTRACT, "````\n", NOTE, "````\n", NEXT), (ABSTRACT, NOTE, NEXT)),
    ((ABSTRACT, "  ```\n", NOTE, "  ```\n", NEXT), (ABSTRACT, NOTE, NEXT)),
    # no two blank lines in a row where the fence stood between two
    ((ABSTRACT, "\n```\n\n", NOTE, "\n```\n\n## b\n"), (ABSTRACT, "\n", NOTE, "\n## b\n")),
    ((ABSTRACT, "\n```\n", NOTE, "\n```"), (ABSTRACT, "\n", NOTE)),
    ((ABSTRACT, "```\n", NOTE, "\n```\n\n"), (ABSTRACT, NOTE)),
    # a block inside, with a language, keeps its fence
    (
        (ABSTRACT, "```\n", NOTE, "```py\nx = 1\n```\n", RESULTS, "```\n", NEXT),
        (ABSTRACT, NOTE, "```py\nx = 1\n```\n", RESULTS, NEXT),
    ),
    # HTML goes on to the next blank line
    (
        (ABSTRACT, "```\n", NOTE, "</div>\n```\n## b\n", ABSTRACT),
        (ABSTRACT, NOTE, "</div>\n\n## b\n", ABSTRACT),
    ),
    # two stray fences, one inside the other
    (
        (ABSTRACT, "````\n", READING, "```\n", MOTIVATION, METHOD, "```\n````\n", NEXT),
        (ABSTRACT, READING, MOTIVATION, METHOD, NEXT),
    ),
    # a note whose own heading is swallowed
    ((ABSTRACT, "```\n", "## b\n", ABSTRACT, NOTE, "```\n"), (ABSTRACT, "## b\n", ABSTRACT, NOTE)),
]


@pytest.mark.parametrize(("before", "after"), SAFE)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_unwraps(before: tuple[str, ...], after: tuple[str, ...], newline: str) -> None:
    text = survey(*before).replace("\n", newline)
    found = see(text, "SEC005")
    assert found
    assert {s.fix for s in found} == {Applicability.SAFE}
    assert fixed(text, "SEC005", unsafe=False) == survey(*after).replace("\n", newline)


def test_one_finding_at_the_opening_fence() -> None:
    text = survey(ABSTRACT, "```\n", NOTE, "```\n", NEXT)
    assert [(s.row, s.text) for s in see(text, "SEC005")] == [(HEAD_ROWS + 3, "```")]
    (found,) = diagnose(text, "SEC005")
    assert str(found.message) == "a stray code fence swallows 3 headings, up to line 14"


UNSAFE = [
    ((ABSTRACT, "```markdown\n", NOTE, "```\n", NEXT), (ABSTRACT, NOTE, NEXT)),
    # text next to a fence must not join the paragraph on its other side
    ((ABSTRACT, "```\n好的。\n", NOTE, "```\n", NEXT), (ABSTRACT, "\n好的。\n", NOTE, NEXT)),
    ((ABSTRACT, "```\n", NOTE, "```\n完。\n"), (ABSTRACT, NOTE, "\n完。\n")),
    # what would turn into something else
    ((ABSTRACT, "```\n", NOTE, "标题\n---\n```\n"), (ABSTRACT, NOTE, "标题\n---\n")),
    ((ABSTRACT, "```\n", NOTE, "\n    x = 1\n```\n"), (ABSTRACT, NOTE, "\n    x = 1\n")),
]


@pytest.mark.parametrize(("before", "after"), UNSAFE)
def test_is_unsafe_where_the_text_may_change_its_meaning(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    text = survey(*before)
    assert [s.fix for s in see(text, "SEC005")] == [Applicability.UNSAFE]
    assert fixed(text, "SEC005", unsafe=False) == text
    assert fixed(text, "SEC005") == survey(*after)


def test_quotes_the_tags_it_uncovers() -> None:
    text = survey(
        ABSTRACT, "```\n", METHOD, "在<search>和</search>间用 <think>，<b>粗</b>。\n```\n"
    )
    expected = survey(ABSTRACT, METHOD, "在`<search>`和`</search>`间用 `<think>`，<b>粗</b>。\n")
    assert fixed(text, "SEC005", unsafe=False) == expected
    assert fixed(text, "SEC005", "MKD002", unsafe=False) == expected


def test_is_unsafe_where_a_tag_cannot_be_quoted() -> None:
    text = survey(ABSTRACT, "```\n", METHOD, "在`a`<search>间。\n```\n")
    assert [s.fix for s in see(text, "SEC005")] == [Applicability.UNSAFE]


def test_has_no_fix_where_a_block_inside_is_open() -> None:
    text = survey(ABSTRACT, "```\n", METHOD, "```py\nx = 1\n```\n", NEXT, METHOD)
    (found,) = diagnose(text, "SEC005")
    assert found.fix is None
    # One that is stray itself would swallow the next notes, too.
    text = survey(ABSTRACT, "```\n~~~\n", METHOD, "```\n", NEXT, METHOD)
    (found,) = diagnose(text, "SEC005")
    assert found.fix is None
    text = survey(ABSTRACT, "```\n<!-- open\n", METHOD, "```\n", NEXT)
    (found,) = diagnose(text, "SEC005")
    assert found.fix is None


@pytest.mark.parametrize(
    ("inside", "below"),
    [
        ("<!--\n", ""),
        # To CommonMark the block ends where that inside ends.
        ("<!--\n```py\n```\n-->\n", NEXT),
        ("<div>\n```py\n```\n*x*\n", NEXT),
        ("~~~\n```\n# x\n~~~\n", ""),
        ("- x\n  ```py\n  ```\n  y\n", ""),
        ("- x\n", "  y\n"),
        ("- x\n", "\n\ty\n"),
        ("\n    x\n", "    y\n"),
        ("- x\n", "  ```\n### Abstract\n"),
        ("[^1]: x\n", "    y\n"),
    ],
)
def test_has_no_fix_where_something_inside_goes_on_after_it(inside: str, below: str) -> None:
    text = survey(ABSTRACT, "```\n", METHOD, inside, "```\n", below)
    (found,) = diagnose(text, "SEC005")
    assert found.fix is None


@pytest.mark.parametrize(
    "parts",
    [
        # The blank line that would stay belongs to the code in the list item.
        ("- x\n   ~~~\n", "~~~\n<div>\n", METHOD, "~~~~\n"),
        ("- ```\n", "```\n\n", METHOD, "```\n"),
        # To CommonMark the first block ends below "```py", and a comment follows in a third one.
        ("```\n````\n~~~\n````\n```py\n", METHOD, "````\n```\n~~~\n<!--"),
    ],
)
def test_has_no_fix_where_the_rest_would_be_shown_differently(parts: tuple[str, ...]) -> None:
    text = survey(ABSTRACT, *parts)
    assert {s.fix for s in see(text, "SEC005")} == {None}
    assert fixed(text, "SEC005") == text


@pytest.mark.parametrize(
    ("inside", "below"),
    [
        ("- x\n", "- y\n"),
        ("- x\n", NEXT),
        ("x\n", "  y\n"),
        ("- x\n```py\n```\ny\n", ""),
        ("- x\n```py\n```\n  y\n", ""),
        ("</div>\n", "<div>\n"),
        ("</div>\n", "````\n### Abstract\n"),
        ("x\n", "<!-- y -->\n"),
    ],
)
def test_what_only_follows_stays_apart(inside: str, below: str) -> None:
    text = survey(ABSTRACT, "```\n", METHOD, inside, "```\n", below)
    (found,) = diagnose(text, "SEC005")
    assert found.fix is not None
    assert see(fixed(text, "SEC005"), "SEC005") == []


@pytest.mark.parametrize(
    ("inside", "below", "fixes"),
    [
        ("[a]: b", "[a]: c", False),
        ("[A  x]: b", "[a X]: c", False),
        # Another fix may change one of them in the same round.
        ("[a]: b", "[a]: b", False),
        ("[a]: b", "[c]: d", True),
        ("Text.", "[a]: b", True),
    ],
)
def test_has_no_fix_where_links_would_lead_elsewhere(inside: str, below: str, fixes: bool) -> None:
    text = survey(ABSTRACT, "```\n", METHOD, f"\n{inside}\n```\n", NEXT, f"\n[x][a]\n\n{below}\n")
    (found,) = diagnose(text, "SEC005")
    assert (found.fix is not None) == fixes
    assert (fixed(text, "SEC005") != text) == fixes
    # What is defined above counts anyway.
    text = survey(ABSTRACT, f"\n{below}\n\n```\n", METHOD, f"\n{inside}\n```\n", NEXT)
    (found,) = diagnose(text, "SEC005")
    assert found.fix is not None


@pytest.mark.parametrize(
    "parts",
    [
        (ABSTRACT, "```\nmake demo\n```\n"),
        (ABSTRACT, "```\n### Setup\n```\n"),
        (ABSTRACT, "```python\n", METHOD, "```\n"),
        (ABSTRACT, "```\n", METHOD),  # unclosed: SEC006
        (ABSTRACT, "- 如下：\n  ```\n  ### Abstract\n  ```\n"),
        (ABSTRACT, "> ```\n> ### Abstract\n> ```\n"),
        (ABSTRACT, "```\n    ### Abstract\n```\n"),
        (ABSTRACT, "```\n#### 🚀 核心方法\n```\n"),
    ],
)
def test_leaves_code(parts: tuple[str, ...]) -> None:
    assert see(survey(*parts), "SEC005") == []


@pytest.mark.parametrize(
    "text",
    [
        # a template of the notes, before the first note and before all notes
        survey().replace("## a\n", f"```\n{METHOD}```\n## a\n{ABSTRACT}"),
        survey(ABSTRACT).replace("- [25/09]", f"```\n{METHOD}```\n- [25/09]"),
        f"# No digest\n```\n{METHOD}```\n",
    ],
)
def test_leaves_templates_outside_of_notes(text: str) -> None:
    assert see(text, "SEC005") == []


def test_unwraps_damaged_notes() -> None:
    text = survey(ABSTRACT, "```\n", NOTE, "``` \n", NEXT, NOTE)
    raw = text.encode().decode("cp1254", "ignore")
    expected = raw.replace("```\n", "").replace("``` \n", "")
    assert fixed(raw, "SEC005", unsafe=False) == expected


@pytest.mark.parametrize(
    "unclear", ["```\n~~~\n" + METHOD + "```\n", "```\n" + METHOD + "- x\n```\n  y\n\n"]
)
def test_has_no_fix_below_one_without(unclear: str) -> None:
    """What a fence opens or closes depends on those above it."""
    clear = "```\n" + METHOD + "```\n"
    assert [s.fix for s in see(survey(ABSTRACT, clear), "SEC005")] == [Applicability.SAFE]
    text = survey(ABSTRACT, unclear, NEXT, clear, "## c\n", clear)
    assert [s.fix for s in see(text, "SEC005")] == [None, None, None]


WHOLE = survey(*SECTIONS)
LIST, NOTES = WHOLE.split("\n\n")
LABELS = "**核心关键词**: 智能体\n**一句话核心摘要**: 更快。\n"
FENCE = "```\n"
CODE = "```\nx = 1\n```\n"
PYTHON = "```python\nx = 1\n```\n"

WRAPPED = [
    # the file, and what it should be
    (f"```markdown\n{WHOLE}```\n", WHOLE),
    (f"```md\n{WHOLE}```", WHOLE),
    (f"```\n{WHOLE}```\n", WHOLE),
    (f"~~~\n{WHOLE}~~~\n", WHOLE),
    (f"~~~ Markdown\n{WHOLE}~~~\n", WHOLE),
    (f"````{{.markdown}}\n{WHOLE}````\n", WHOLE),
    (f"```text\n{WHOLE}```\n", WHOLE),
    (f"  ```plaintext\n{WHOLE}  ```\n", WHOLE),
    (f"\n\n```markdown\n\n{WHOLE}\n```\n\n", f"\n\n{WHOLE}"),
    # with a line of chat, and with front matter outside or inside
    (
        f"好的，结果如下：\n\n```markdown\n{WHOLE}```\n\n完。\n",
        f"好的，结果如下：\n\n{WHOLE}\n完。\n",
    ),
    (f"---\ntitle: x\n---\n\n```markdown\n{WHOLE}```\n", f"---\ntitle: x\n---\n\n{WHOLE}"),
    (f"```markdown\n---\ntitle: x\n---\n{WHOLE}```\n", f"---\ntitle: x\n---\n{WHOLE}"),
    # never closed
    (f"```markdown\n{WHOLE}", WHOLE),
    (f"```\n{WHOLE}{PYTHON}", WHOLE + PYTHON),
    # with blocks inside whose fences close it as they are
    (f"```markdown\n{WHOLE}{PYTHON}{NOTES}```\n", WHOLE + PYTHON + NOTES),
    (f"```markdown\n{WHOLE}{CODE}{NOTES}```\n", WHOLE + CODE + NOTES),
    (f"```markdown\n{WHOLE}{CODE}{NOTES}", WHOLE + CODE + NOTES),
    (f"````markdown\n{survey(ABSTRACT, FENCE, NOTE, FENCE)}````\n", survey(ABSTRACT, NOTE)),
    (f"````markdown\n```md\n{WHOLE}```\n````\n", WHOLE),
    # in several blocks, or some of it in one
    (f"```markdown\n{LIST}\n```\n\n```markdown\n{NOTES}```\n", WHOLE),
    (f"{LIST}\n\n```markdown\n{NOTES}```\n", WHOLE),
    (f"{LIST}\n\n```markdown\n{NOTES}{PYTHON}{NEXT}```\n", WHOLE + PYTHON + NEXT),
    (f"```\n{LIST}\n```\n\n{NOTES}", WHOLE),
    # of the other schema
    (f"```markdown\n{daily(LABELS)}```\n", daily(LABELS.rstrip())),
]


@pytest.mark.parametrize(("before", "after"), WRAPPED)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_unwraps_whole_digests(before: str, after: str, newline: str) -> None:
    text = before.replace("\n", newline)
    found = see(text, "SEC005", "SEC006")
    assert found
    assert {(s.code, s.fix) for s in found} == {("SEC005", Applicability.UNSAFE)}
    assert fixed(text, "SEC005", "SEC006", unsafe=False) == text
    assert fixed(text, "SEC005") == after.replace("\n", newline)


def test_names_the_fence_around_a_whole_digest() -> None:
    said = [str(d.message) for d in diagnose(f"```markdown\n{WHOLE}```\n", "SEC005")]
    assert said == ["a code fence hides 9 headings of the digest, up to line 18"]
    said = [str(d.message) for d in diagnose(f"```markdown\n{WHOLE}", "SEC005")]
    assert said == ["a code fence that is never closed hides 9 headings of the digest"]


def test_other_rules_look_inside_a_whole_digest() -> None:
    text = f"```markdown\n{survey(ABSTRACT)}```\n"
    assert [s.row for s in see(text, "SEC001")] == [6] * 5


@pytest.mark.parametrize(
    "text",
    [
        f"# How to write a digest\n\nLike this:\n```markdown\n{WHOLE}```\n",
        f"```python\n{WHOLE}```\n",
        f"- an item:\n  ```markdown\n{WHOLE}  ```\n",
        f"```markdown\n{WHOLE}```\n\n## License\n\nMIT\n",
        f"# Usage\n## 1. Install\n```markdown\n{daily(LABELS)}```\n",
    ],
)
def test_leaves_examples_of_digests(text: str) -> None:
    assert see(text, "SEC005") == []


@pytest.mark.parametrize("opening", ["```", "```text", "```Markdown", "~~~ txt", "```plaintext"])
def test_fields_in_a_fence(opening: str) -> None:
    text = daily(f"{opening}\n{LABELS}{opening[:3]}")
    (found,) = diagnose(text, "SEC005")
    assert str(found.message) == "a stray code fence swallows the notes, up to line 7"
    assert fixed(text, "SEC005") == daily("\n" + LABELS.rstrip())
    assert see(daily(f"```json\n{LABELS}```"), "SEC005") == []
    assert see(daily("```\n**核心关键词**: 例子\n```"), "SEC005") == []
